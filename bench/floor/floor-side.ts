import type { Machine } from '../machine.ts';
import { startPart } from '../part.ts';
import type { Side } from '../side.ts';
import { approve, floorQueue, floorType, roles } from './messages.ts';
import type { FloorInput } from './messages.ts';
import type { floor } from './workflow.ts';

/** Bare Temporal, driven by its own client. `decisions` are as many as an engagement is asked for. */
export async function floorSide(
  { address, client, folder, serverPids, started }: Machine,
  decisions: number,
): Promise<Side> {
  const worker = await startPart({
    main: 'bench/floor/worker.js',
    env: { TEMPORAL_ADDRESS: address },
    readiness: 'The floor takes work',
    folder,
  });
  started.add(() => worker.stop());
  const given = new Map<string, number>();
  return {
    name: 'bare',
    pids: { ...serverPids, worker: worker.pid },
    countsCaller: true,
    start: async (workflowId) => {
      const input: FloorInput = { gates: Math.ceil(decisions / roles.length) };
      await client.workflow.start<typeof floor>(floorType, { taskQueue: floorQueue, workflowId, args: [input] });
    },
    decide: async (id) => {
      const count = given.get(id) ?? 0;
      given.set(id, count + 1);
      const role = roles[count % roles.length] ?? roles[0];
      const args: [{ gate: number; role: typeof role }] = [{ gate: Math.floor(count / roles.length), role }];
      const answer = await client.workflow.getHandle(id).executeUpdate(approve, { args, updateId: `${id}-${count}` });
      if (answer !== count + 1) throw new Error(`The floor counts ${answer} approvals, not ${count + 1}`);
    },
  };
}
