import { away } from './problem.ts';

/** So much is under way before a start waits: enough to keep a worker busy, and no queue in it. */
const most = 8;
const longestQueue = 1000;

/** Whoever has an engagement is answered before others get one. */
export interface GivingWay {
  command<T>(act: () => Promise<T>): Promise<T>;
  start<T>(act: () => Promise<T>): Promise<T>;
}

/**
 * Lets starts wait, first come, first served, while much is under way: a worker that begins two hundred engagements at once answers nobody for seconds. One start is
 * always let through, so that commands that hang hold up none. Beyond the queue's length, callers are sent away with 503.
 */
export function givingWay(): GivingWay {
  let commands = 0;
  let starts = 0;
  const waiting: (() => void)[] = [];
  const letThrough = (): void => {
    while (waiting.length > 0 && (starts === 0 || starts + commands < most)) {
      starts += 1;
      waiting.shift()?.();
    }
  };
  return {
    command: async (act) => {
      commands += 1;
      try {
        return await act();
      } finally {
        commands -= 1;
        letThrough();
      }
    },
    start: async (act) => {
      if (waiting.length >= longestQueue) throw away('Too many engagements are being started');
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        letThrough();
      });
      try {
        return await act();
      } finally {
        starts -= 1;
        letThrough();
      }
    },
  };
}
