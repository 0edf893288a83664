import { ApplicationFailure } from '@temporalio/common';
import type { Fault } from '../src/ports/activities.ts';

/** A failure that no retry can help: it becomes an attention item on the engagement. */
export const permanent = (fault: Fault, message: string): ApplicationFailure =>
  ApplicationFailure.nonRetryable(message, fault);

/** A failure that time may mend. `afterMs`: no sooner than that, as when the other side says when. */
export const later = (message: string, afterMs?: number, fault?: Fault): ApplicationFailure =>
  ApplicationFailure.create({
    message,
    ...(afterMs !== undefined && { nextRetryDelay: afterMs }),
    ...(fault !== undefined && { type: fault }),
  });
