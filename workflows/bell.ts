import { CancellationScope } from '@temporalio/workflow';

/** By which whatever has changed calls the main loop. */
export interface Bell {
  readonly ring: () => void;
  /** Forgets that it rang: whoever calls has come. */
  readonly hush: () => void;
  /** Resolves when it has rung, or has since it was hushed. Rejects with a CancelledFailure when the workflow is cancelled. */
  readonly heard: () => Promise<void>;
}

/**
 * Not the SDK's `condition`, which is looked at in two calls into the sandbox, with five promises and a stack trace of each, at every turn of the loop, and
 * leaves a reaction behind at the scope's own promise, for as long as the run lives. See docs/adr/0008.
 */
export function openBell(): Bell {
  let hasRung = false;
  let cancelled: unknown;
  let look: (() => void) | undefined;
  CancellationScope.current().cancelRequested.catch((failure: unknown) => {
    cancelled = failure;
    look?.();
  });
  return {
    ring: () => {
      hasRung = true;
      look?.();
    },
    hush: () => void (hasRung = false),
    heard: () =>
      new Promise((resolve, reject) => {
        look = () => {
          if (cancelled !== undefined) reject(cancelled);
          else if (hasRung) resolve();
        };
        look();
      }),
  };
}
