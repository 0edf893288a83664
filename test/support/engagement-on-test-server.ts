import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { instantOfMs, laterBy, msBetween } from '../../src/calendar/calendar.ts';
import type { View } from '../../src/engagement/view.ts';
import type { EngagementOnServer } from '../../rehearsal/engagement-on-server.ts';

/** An engagement whose clock is the test server's. */
export function engagementOnTestServer(environment: TestWorkflowEnvironment, id: string): EngagementOnServer {
  // Never a handle of one run: the engagement continues as new all the time.
  const handle = environment.client.workflow.getHandle(id);
  const now = async () => instantOfMs(await environment.currentTimeMs());
  // The test server stands still for ever when it is asked about a run that is just continuing as new: we ask when nothing moves.
  const standing = async (): Promise<string> => {
    const { runId, historyLength } = await handle.describe();
    return `${runId} ${historyLength}`;
  };
  const untilStill = async (): Promise<void> => {
    for (let before = ''; ; await pause(15)) {
      const after = await standing();
      if (after === before) return;
      before = after;
    }
  };
  return {
    id,
    now,
    view: async () => {
      await untilStill();
      return handle.query<View>('view');
    },
    act: async ({ kind, by = 'nobody', ...body }) => {
      const command = { ...body, by, commandId: randomUUID(), surface: 'api' };
      await handle.executeUpdate(kind, { args: [command], updateId: command.commandId });
    },
    skipTo: async (instant) => {
      const aheadMs = msBetween(await now(), laterBy(instant, 1000));
      if (aheadMs > 0) await environment.sleep(aheadMs);
    },
  };
}
