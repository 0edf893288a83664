import { resolve } from 'node:path';
import { startInbox } from '../../local/inbox.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import type { Shelved } from '../../stores/playbook-shelf.ts';
import { freePort } from '../machine.ts';
import type { Machine } from '../machine.ts';
import { startPart } from '../part.ts';
import type { Part } from '../part.ts';
import { httpCaller } from './http-caller.ts';
import type { HttpCaller } from './http-caller.ts';

const token = 'token-of-the-bench';

export async function shelvedPlaybook(): Promise<Shelved> {
  const shelved = (await openShelf(resolve('playbooks'))).latest('event-operations-platform');
  if (shelved === undefined) throw new Error('There is no playbook event-operations-platform in playbooks/.');
  return shelved;
}

const environment = ({ address, folder }: Machine): Record<string, string> => ({
  TEMPORAL_ADDRESS: address,
  FAIRLEAD_STATE_DIR: folder,
  FAIRLEAD_PLAYBOOKS: resolve('playbooks'),
});

/** The worker as it is deployed, with the bundle of the build; its mail goes to an inbox of ours. */
export async function startFairleadWorker(machine: Machine, flags: readonly string[] = []): Promise<Part> {
  const inbox = await startInbox({ smtpPort: 0, pagePort: 0 });
  machine.started.add(() => inbox.stop());
  const worker = await startPart({
    main: 'worker/main.js',
    env: { ...environment(machine), FAIRLEAD_SMTP_URL: inbox.smtpUrl, SLACK_BOT_TOKEN: '' },
    readiness: 'The worker takes work',
    folder: machine.folder,
    flags,
  });
  machine.started.add(() => worker.stop());
  return worker;
}

/** The API as it is deployed, and a caller for it. */
export async function startFairleadApi(
  machine: Machine,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly api: Part; readonly port: number; readonly caller: HttpCaller }> {
  const port = await freePort();
  const api = await startPart({
    main: 'api/main.js',
    env: { ...environment(machine), FAIRLEAD_API_PORT: String(port), FAIRLEAD_API_TOKEN: token, ...env },
    readiness: 'The API listens',
    folder: machine.folder,
    flags,
  });
  machine.started.add(() => api.stop());
  return { api, port, caller: httpCaller(port, token) };
}
