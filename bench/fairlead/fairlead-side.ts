import { requestFor } from '../../rehearsal/script.ts';
import type { Act } from '../../rehearsal/scene.ts';
import type { Shelved } from '../../stores/playbook-shelf.ts';
import type { Machine } from '../machine.ts';
import type { Side } from '../side.ts';
import { startFairleadApi, startFairleadWorker } from './fairlead.ts';
import type { HttpCaller } from './http-caller.ts';

/** Flags of Node for the parts, such as --cpu-prof. */
export interface PartFlags {
  readonly worker?: readonly string[];
  readonly api?: readonly string[];
}

/** Fairlead, driven through its API, as it is: real journals, mail to an inbox, a token, an Idempotency-Key a decision. */
export async function fairleadSide(
  machine: Machine,
  shelved: Shelved,
  acts: readonly Act[],
  flags: PartFlags = {},
): Promise<Side> {
  const worker = await startFairleadWorker(machine, flags.worker);
  const { api, caller } = await startFairleadApi(machine, flags.api);
  const done = new Map<string, number>();
  return {
    name: 'Fairlead',
    pids: { ...machine.serverPids, worker: worker.pid, api: api.pid },
    countsCaller: false,
    start: engagementStarter(caller, shelved),
    decide: async (id) => {
      const count = done.get(id) ?? 0;
      done.set(id, count + 1);
      const act = acts[count];
      if (act === undefined) throw new Error(`The script has ${acts.length} decisions, and another was asked for`);
      const { kind, ...body } = act;
      const command = kind.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const answer = await caller.post(`/v1/engagements/${id}/${command}`, body, `${id}-${count}`);
      if (answer.status !== 200)
        throw new Error(`${id}, decision ${count + 1} (${kind}): ${answer.status} ${answer.body}`);
    },
  };
}

/** Starts engagements over HTTP, all alike but for their ids. */
export function engagementStarter(caller: HttpCaller, { outline, pin }: Shelved): (id: string) => Promise<void> {
  const { calendar, ...request } = requestFor(outline, 'sample', 'dedicated');
  // At night, too, it is measured how soon messages go out.
  const body = { ...request, ...calendar, quietHours: 'none', playbook: pin.id };
  return async (id) => {
    const answer = await caller.post('/v1/engagements', { ...body, engagement: id }, `start-${id}`);
    if (answer.status !== 201) throw new Error(`${id} was not started: ${answer.status} ${answer.body}`);
  };
}
