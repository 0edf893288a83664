import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import { instantOfMs, msBetween } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';

/** Workflow time. */
export const now = (): Instant => instantOfMs(Date.now());

/**
 * The one timer of an engagement. It is left alone unless the next due instant moves earlier: one that fires too early finds nothing due and is
 * set again, which costs less than a new timer for every decision.
 */
export class Clock {
  private target: Instant | undefined;
  // One for many timers: a new scope is three promises, and a reaction at its parent that stays.
  private scope = new CancellationScope();
  private readonly ring: () => void;

  constructor(ring: () => void) {
    this.ring = ring;
  }

  /** Rings at an instant, or at the earlier one that is set already. */
  set(at: Instant | undefined, summary: string): void {
    if (at === undefined || (this.target !== undefined && this.target <= at)) return;
    if (this.target !== undefined) {
      this.scope.cancel();
      this.scope = new CancellationScope();
    }
    this.target = at;
    void this.scope.run(() => this.wait(at, summary));
  }

  private wait(at: Instant, summary: string): Promise<void> {
    const atInstant = (): void => {
      this.target = undefined;
      this.ring();
    };
    return sleep(Math.max(1, msBetween(now(), at)), { summary }).then(atInstant, unlessCancelled);
  }
}

/** Cancelled in favour of an earlier one, or with the workflow. */
function unlessCancelled(error: unknown): void {
  if (!isCancellation(error)) throw error;
}
