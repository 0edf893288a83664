import type { Measured } from './kind.ts';
import { unreadable } from './unreadable.ts';

/** How much of a limit is used. More than 100 % is possible: some limits are soft. */
export function usedPercent(used: number, limit: number, host: string): Measured {
  if (limit <= 0) throw unreadable(`${host} gives a limit of ${limit}, of which nothing can be used.`);
  if (used < 0) throw unreadable(`${host} says that less than nothing of the limit is used.`);
  return { value: (used / limit) * 100, source: host, unit: 'percent', detail: `${used} of ${limit}` };
}
