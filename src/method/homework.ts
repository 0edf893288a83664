import { onceFor } from '../once-for.ts';
import { hasReached } from './context.ts';
import { isNews } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import type { Context } from './context.ts';
import { openTasks, tasksFrom, tellOpened, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** The customer's homework. What the kickoff assigns joins it once the kickoff was held. EV-012 to EV-016, EV-131. */
export const homeworkTasks = (context: Context): readonly Task[] => [...sentTasks(context), ...assignedTasks(context)];

const sentTasks = onceFor((context: Context): readonly Task[] => {
  const { items, owner } = context.playbook.homework;
  return tasksFrom(context, items, '1a', '1a', owner);
});

const assignedTasks = onceFor((context: Context): readonly Task[] => {
  const { afterKickoff, owner } = context.playbook.homework;
  return context.state.meetings['kickoff']?.heldAt === undefined
    ? []
    : tasksFrom(context, afterKickoff, '1b', '1b', owner);
});

/**
 * Incomplete homework never cancels the kickoff: it is chased before it, and after it, until it is done. What was not needed by the end of the
 * build is not asked for any more. EV-107, EV-108.
 */
export function homeworkWaits(context: Context): Wait[] {
  if (hasReached(context, '3a')) return [];
  const { homework } = context.playbook;
  const asking = { chain: homework.chain, template: 'homework-reminder' } as const;
  const heldAt = context.state.meetings['kickoff']?.heldAt ?? context.state.startedAt;
  return [
    ...waitsForTasks(context, sentTasks(context), {
      ...asking,
      scope: 'homework',
      what: 'Homework',
      since: context.state.startedAt,
    }),
    ...waitsForTasks(context, assignedTasks(context), {
      ...asking,
      scope: 'kickoff-homework',
      what: 'Homework from the kickoff',
      since: heldAt,
    }),
  ];
}

/** What the kickoff assigned is told when it was held, to each who has to do it. EV-131 */
export function assignedHomework(context: Context): MessageDuty[] {
  const heldAt = context.state.meetings['kickoff']?.heldAt;
  if (heldAt === undefined || !isNews(context, heldAt)) return [];
  return tellOpened(context, assignedTasks(context), '1b/homework', heldAt, 'homework-assigned');
}

/** Open homework that holds up `what`: Track B, or Phase 2. It never holds up the kickoff. */
export function hardBlockers(context: Context, what: 'track-b' | 'phase-2'): string[] {
  const open = new Set(openTasks(homeworkTasks(context)).map(({ id }) => id));
  return context.playbook.homework.items
    .filter(({ id, blocks }) => blocks === what && open.has(id))
    .map(({ id }) => id);
}
