import { away } from './problem.ts';

/** So many Updates of one engagement may be under way; the server takes ten, and others may be sending too. */
const most = 8;
const longestQueue = 200;

/** Lets callers of one engagement wait their turn, first come, first served. Beyond the queue's length they are sent away with 503. */
export function turns(): <T>(engagement: string, act: () => Promise<T>) => Promise<T> {
  const lanes = new Map<string, { running: number; readonly waiting: (() => void)[] }>();
  return async (engagement, act) => {
    const lane = lanes.get(engagement) ?? { running: 0, waiting: [] };
    lanes.set(engagement, lane);
    if (lane.running >= most) {
      if (lane.waiting.length >= longestQueue) throw away(`Too many callers at "${engagement}"`);
      await new Promise<void>((resolve) => lane.waiting.push(resolve));
    } else lane.running += 1;
    try {
      return await act();
    } finally {
      const next = lane.waiting.shift();
      if (next !== undefined) next();
      else {
        lane.running -= 1;
        if (lane.running === 0) lanes.delete(engagement);
      }
    }
  };
}
