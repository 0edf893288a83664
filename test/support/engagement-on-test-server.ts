import { randomUUID } from 'node:crypto';
import { isGrpcCancelledError, isGrpcDeadlineError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { instantOfMs, laterBy, msBetween } from '../../src/calendar/calendar.ts';
import type { View } from '../../src/engagement/view.ts';
import type { EngagementOnServer } from '../../rehearsal/engagement-on-server.ts';

/** An engagement whose clock is the test server's. */
export function engagementOnTestServer(environment: TestWorkflowEnvironment, id: string): EngagementOnServer {
  const { client } = environment;
  // Never a handle of one run: the engagement continues as new all the time.
  const handle = client.workflow.getHandle(id);
  const now = async () => instantOfMs(await environment.currentTimeMs());
  // The test server never answers a question that it put to a run which has just continued as new.
  const view = async (): Promise<View> => {
    try {
      return await client.withDeadline(Date.now() + 1000, () => handle.query<View>('view'));
    } catch (error) {
      if (isGrpcDeadlineError(error) || isGrpcCancelledError(error)) return view();
      throw error;
    }
  };
  return {
    id,
    now,
    view,
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
