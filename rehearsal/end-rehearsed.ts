import type { Client, WorkflowHandle } from '@temporalio/client';
import { engagementOnServer } from './engagement-on-server.ts';

const endsWithinMs = 10_000;

/** Ends what a rehearsal has started, newest first, so that nothing of it waits for ever for a worker that has gone. */
export async function endRehearsed(client: Client, begun: readonly string[]): Promise<void> {
  for (const id of begun.toReversed()) await endOne(client, id);
}

/** As people end an engagement, so that its journal is whole; where that does not work, by force. */
async function endOne(client: Client, id: string): Promise<void> {
  const handle = client.workflow.getHandle(id);
  if (!(await isRunning(handle))) return;
  try {
    await client.withDeadline(Date.now() + endsWithinMs, async () => {
      const { status } = await engagementOnServer(client, id).view();
      const end = { kind: 'endEngagement', reason: 'The rehearsal is over', by: 'the-architect' } as const;
      if (status !== 'ended') await engagementOnServer(client, id).act(end);
      await handle.result();
    });
  } catch (error) {
    if (await isRunning(handle))
      await handle.terminate(`The rehearsal is over, and the engagement did not end: ${String(error)}`);
  }
}

const isRunning = async (handle: WorkflowHandle): Promise<boolean> =>
  (await handle.describe()).status.name === 'RUNNING';
