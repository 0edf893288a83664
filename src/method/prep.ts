import { hasReached } from './context.ts';
import type { Context } from './context.ts';
import { hardBlockers } from './homework.ts';
import { tasksFrom, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** Track B. Its first step reads the returned intake form; homework that hard-blocks Track B holds all of it up. EV-017 to EV-021, EV-114. */
export function prepTasks(context: Context): Task[] {
  const { tasks, owner } = context.playbook.prep;
  const blockers = hardBlockers(context, 'track-b').map((id) => `1a/${id}`);
  return tasksFrom(context, tasks, 'prep', '1a', owner).map((task) => ({
    ...task,
    after: [...task.after, ...blockers],
  }));
}

/** Prep that was not done before the kickoff is still waited for after it: what it finds is validated by the end of the alignment loop. MK-103. */
export const prepWaits = (context: Context): Wait[] =>
  hasReached(context, '1d')
    ? []
    : waitsForTasks(context, prepTasks(context), {
        scope: 'prep',
        chain: context.playbook.prep.chain,
        what: 'Prep for the kickoff',
        since: context.state.startedAt,
      });
