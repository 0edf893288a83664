import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startInbox } from '../../local/inbox.ts';
import type { Inbox } from '../../local/inbox.ts';
import { freePort } from '../local/real-server.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';
import { startPart } from './processes.ts';
import type { Part } from './processes.ts';

const token = 'made-up-for-this-test-only';
const ids = Array.from({ length: 8 }, (_, index) => `shared-${index}`);
const ports: number[] = [];
const parts: Part[] = [];
let temporal: TemporalForTests;
let inbox: Inbox;
let folder: string;

beforeAll(async () => {
  temporal = await realTemporal();
  inbox = await startInbox({ smtpPort: 0, pagePort: 0 });
  folder = await mkdtemp(join(tmpdir(), 'fairlead-sharing-'));
  ports.push(await freePort(), await freePort());
  const env = {
    TEMPORAL_ADDRESS: temporal.address,
    FAIRLEAD_STATE_DIR: folder,
    FAIRLEAD_PLAYBOOKS: resolve('playbooks'),
    FAIRLEAD_SMTP_URL: inbox.smtpUrl,
    FAIRLEAD_API_TOKEN: token,
  };
  const mains = ['worker/main.ts', 'worker/main.ts', 'api/main.ts', 'api/main.ts'] as const;
  // One after the other: four at once on two cores are slow to say that they are ready.
  for (const [index, main] of mains.entries())
    parts.push(await startPart(main, { ...env, FAIRLEAD_API_PORT: String(ports[index % 2]) }));
});
afterAll(async () => {
  await Promise.all(parts.map((part) => part.kill()));
  await inbox.stop();
  await temporal.stop();
  await rm(folder, { recursive: true, force: true });
});

async function note(port: number | undefined, id: string, key: string): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/v1/engagements/${id}/note-fact`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': `${id}-${key}`,
    },
    body: JSON.stringify({ fact: key, text: 'A fact', by: 'the-architect' }),
  });
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

/** Which processes completed the workflow tasks of an engagement. */
async function workersOf(id: string): Promise<string[]> {
  const { events } = await temporal.client.workflow.getHandle(id).fetchHistory();
  return (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: task }) => task?.identity ?? []);
}

it('two workers and two APIs share the work: the same command at both is one, and both workers had a part', async () => {
  await Promise.all(ids.map((id) => started(temporal.client, engagementInput(id))));
  const keys = ['one', 'two', 'three'];
  const sent = ids.flatMap((id) => keys.map((key) => Promise.all(ports.map((port) => note(port, id, key)))));
  for (const [here, there] of await Promise.all(sent)) {
    expect(here).toMatchObject({ status: 200 });
    expect(there).toEqual(here);
  }
  const identities = new Set((await Promise.all(ids.map(workersOf))).flat());
  const workers = parts.slice(0, 2).map(({ child }) => child.pid);
  for (const pid of workers) expect([...identities].some((identity) => identity.startsWith(`${pid}@`))).toBe(true);
}, 60_000);
