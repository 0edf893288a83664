import { asyncLocalStorage } from '@temporalio/activity';

/** The activity that a reading is taken for. */
export interface Pulse {
  /** Tells Temporal that the reading is still under way. */
  readonly heartbeat: () => void;
  /** Aborts when Temporal no longer wants the reading. It learns that with a heartbeat. */
  readonly cancelled: AbortSignal | undefined;
}

/** Outside of an activity, as in tests, there is nobody to tell, and nobody who cancels. */
export function pulse(): Pulse {
  const activity = asyncLocalStorage.getStore();
  return { heartbeat: () => activity?.heartbeat(), cancelled: activity?.cancellationSignal };
}
