import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { Later } from '../../stores/later.ts';

const longestWaitMs = 30_000;
/** What fails for a reason that nobody foresaw is tried so often. */
const mostFailures = 5;

export interface Trying {
  readonly stopping: AbortSignal;
  /** The first try has failed in a way that passes by itself. */
  readonly delayed?: () => Promise<void>;
  /** It has failed for a reason that nobody foresaw. */
  readonly failed: (error: unknown) => void;
}

/** Tries until it is done. Undefined when it was stopped, or has failed too often. */
export async function keepTrying<T>(act: () => Promise<T>, how: Trying): Promise<{ done: T } | undefined> {
  const { stopping, delayed, failed } = how;
  let failures = 0;
  for (let tries = 1; !stopping.aborted && failures < mostFailures; tries += 1) {
    try {
      return { done: await act() };
    } catch (error) {
      const afterMs = patienceOf(error);
      if (afterMs === undefined) {
        failures += 1;
        failed(error);
      } else if (tries === 1) await delayed?.();
      const waitMs = Math.max(afterMs ?? 0, Math.min(longestWaitMs, 250 * 2 ** tries));
      await pause(waitMs, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return undefined;
}

/** How long to wait at least, of what passes by itself; undefined of anything else. */
function patienceOf(error: unknown): number | undefined {
  if (error instanceof Later) return error.afterMs ?? 2000;
  return error instanceof Problem && error.status === 503 ? 0 : undefined;
}
