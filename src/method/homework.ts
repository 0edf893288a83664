import type { Context } from './context.ts';
import { openTasks, tasksFrom, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** The customer's homework. What the kickoff assigns joins it once the kickoff was held. EV-012 to EV-016, EV-131. */
export function homeworkTasks(context: Context): Task[] {
  const { items, afterKickoff, owner } = context.playbook.homework;
  const assigned = context.state.meetings['kickoff']?.heldAt === undefined ? [] : afterKickoff;
  return tasksFrom(context, [...items, ...assigned], '1a', '1a', owner);
}

/** Incomplete homework never cancels the kickoff: it is chased before it, and after it, until it is done. EV-107, EV-108. */
export const homeworkWaits = (context: Context): Wait[] =>
  waitsForTasks(context, homeworkTasks(context), {
    scope: 'homework', chain: context.playbook.homework.chain, what: 'Homework', since: context.state.startedAt, template: 'homework-reminder',
  });

/** Open homework that holds up `what`: Track B, or Phase 2. It never holds up the kickoff. */
export function hardBlockers(context: Context, what: 'track-b' | 'phase-2'): string[] {
  const open = new Set(openTasks(homeworkTasks(context)).map(({ id }) => id));
  return context.playbook.homework.items.filter(({ id, blocks }) => blocks === what && open.has(id)).map(({ id }) => id);
}
