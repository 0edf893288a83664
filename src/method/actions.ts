import { morningOf } from '../calendar/calendar.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** The key of the task that an action is. */
export const actionKey = (action: string): string => `action/${action}`;

/** The action that a task is, by its key; undefined when it is none. */
export const actionIn = (key: string): string | undefined =>
  key.startsWith('action/') ? key.slice('action/'.length) : undefined;

/** What a meeting asked of somebody, by a date: gaps to be closed, access to be verified. Done like every other task. MK-126, RV-130. */
export const actionTasks = ({ state }: Context): Task[] =>
  Object.entries(state.actions).map(([id, { owner }]) => {
    const key = actionKey(id);
    const done = state.tasks[key];
    return { key, id, step: state.step, owner, optional: false, after: [], ...(done && { done }) };
  });

const open = (context: Context) =>
  Object.entries(context.state.actions).filter(([id]) => context.state.tasks[actionKey(id)] === undefined);

/** Whoever has to do it hears of it at once, and again when it is changed. */
export const actionsOwe = (context: Context): MessageDuty[] =>
  open(context).flatMap(([id, { owner, text, due, at }]) =>
    tell(context, 'action-assigned', {
      key: `${actionKey(id)}/assigned-${at}`,
      to: [owner],
      at,
      values: { action: text, due },
      why: `An action for ${owner}, due ${due}`,
      offers: { tasks: [actionKey(id)] },
    }),
  );

/** It is chased from the day on which it is due. */
export const actionWaits = (context: Context): Wait[] =>
  open(context).map(([id, { owner, text, due, at }]) => ({
    key: `${actionKey(id)}/open-${at}`,
    who: [owner],
    what: text,
    answeredBy: 'completeTasks',
    items: [id],
    since: morningOf(due, context.state.calendar),
    chain: 'work',
    offers: { tasks: [actionKey(id)] },
  }));
