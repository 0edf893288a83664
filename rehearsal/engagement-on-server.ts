import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { laterBy, msBetween } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import type { View } from '../src/engagement/view.ts';
import { fastForward, virtualNow } from '../local/time-skipping.ts';
import type { CommandAnswer } from '../workflows/messages.ts';
import type { Act } from './scene.ts';

/** A running engagement with its clock in our hands. */
export interface EngagementOnServer {
  readonly id: string;
  now(): Promise<Instant>;
  view(): Promise<View>;
  /** Sends a command of a person. Rejects with the reason when it is refused. */
  act(act: Act): Promise<void>;
  /** Lets the clock run to an instant, everything on the way done at its time. Nothing when it is past. */
  skipTo(instant: Instant): Promise<void>;
}

// A timer fires some ms after its time: aimed at the very instant, we would be there before it.
const justAfterMs = 1000;

export function engagementOnServer(client: Client, id: string): EngagementOnServer {
  const handle = client.workflow.getHandle(id);
  const now = (): Promise<Instant> => virtualNow(client, id);
  return {
    id,
    now,
    view: () => handle.query<View>('view'),
    act: async ({ kind, by = 'nobody', ...body }) => {
      const command = { ...body, by, commandId: randomUUID(), surface: 'api' };
      try {
        await handle.executeUpdate<CommandAnswer, [unknown]>(kind, { args: [command], updateId: command.commandId });
      } catch (error) {
        if (!(error instanceof WorkflowUpdateFailedError)) throw error;
        throw new Error(`${by} could not ${kind}: ${error.cause?.message ?? error.message}`, { cause: error });
      }
    },
    skipTo: async (instant) => {
      const aheadMs = msBetween(await now(), laterBy(instant, justAfterMs));
      if (aheadMs > 0) await fastForward(client, id, aheadMs);
    },
  };
}
