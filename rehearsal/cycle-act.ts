import { dateOf } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import type { View } from '../src/engagement/view.ts';
import type { Act } from './scene.ts';

/** The first live cycle has issues, so that hypercare is extended; those after it succeed. */
export function cycleAct({ cycles, calendar }: View, now: Instant, by: string): Act {
  const number = cycles.length + 1;
  const outcome = number === 1 ? 'had-issues' : 'succeeded';
  return { kind: 'recordCycle', name: `Live cycle ${number}`, on: dateOf(now, calendar), outcome, by };
}
