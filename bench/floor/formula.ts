/** What an engagement went through, as far as it had to be written down. */
export interface Stimuli {
  readonly updates: number;
  readonly activities: number;
  readonly timers: number;
  readonly firedTimers: number;
}

/**
 * The fewest events of history for it, in bare Temporal: 2 for the workflow, 2 an update, 3 an activity, 2 a timer, and a workflow task of 3 for the
 * beginning and for each thing that happens. What happens at once shares a task, which the formula does not count on.
 */
export const fewestEvents = ({ updates, activities, timers, firedTimers }: Stimuli): number =>
  2 + 2 * updates + 3 * activities + 2 * timers + 3 * (1 + updates + activities + firedTimers);
