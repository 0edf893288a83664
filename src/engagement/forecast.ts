import type { Instant } from '../calendar/calendar.ts';
import type { Duty } from '../method/duty.ts';
import { nextMoment, planFor } from '../method/plan.ts';
import type { Outline } from '../playbook/outline.ts';
import { settled } from './engagement.ts';
import type { Engagement } from './engagement.ts';
import { isOver } from './evolve.ts';

/** A duty at the instant at which it would be performed. */
export interface Forecast {
  readonly at: Instant;
  readonly duty: Duty;
}

/**
 * What would happen if nobody acted, until an instant: the workflow's own planner, run ahead on a clock of its own.
 * Pure; the engagement stays as it is.
 */
export function forecast(
  playbook: Outline,
  engagement: Engagement,
  now: Instant,
  until: Instant,
  most = 200,
): Forecast[] {
  const happened: Forecast[] = [];
  // What is only imagined goes into no journal, but into a copy of our own. Settling performs nothing: it stays the one that plans look at.
  const performed = { ...engagement.state.performed };
  let ahead = settled(playbook, { ...engagement, state: { ...engagement.state, performed }, outbox: [] }, now);
  let at: Instant | undefined = now;
  while (at !== undefined && at <= until && happened.length < most && !isOver(ahead.state)) {
    ahead = settled(playbook, ahead, at);
    const plan = planFor({ playbook, state: ahead.state, now: at });
    for (const duty of plan.due) {
      happened.push({ at, duty });
      performed[duty.key] = at;
    }
    at = nextMoment(plan);
  }
  return happened.slice(0, most);
}
