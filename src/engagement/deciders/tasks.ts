import { applicable, attemptOf } from '../../method/context.ts';
import type { Context } from '../../method/context.ts';
import { lackingReadings } from '../../method/maintenance.ts';
import { laterTasks, openedTasks } from '../../method/steps.ts';
import type { Task } from '../../method/task.ts';
import { dateOf } from '../../calendar/calendar.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';
import { among, forRolesOrTeam, forTeam } from './decider.ts';
import type { Deciders } from './decider.ts';
import { factsFrom } from './knowledge.ts';

/** Ticking what is done: tasks and tests. */
export const tasks: Deciders<'completeTasks' | 'reopenTask' | 'recordTests'> = {
  completeTasks: (context, { tasks: keys, by, note }) => {
    const opened = openedTasks(context);
    const refusal = keys.map((key) => refusalOf(context, opened, keys, key, by)).find((found) => found !== undefined);
    if (refusal !== undefined) return refusal;
    const unread = keys.flatMap((key) => lackingReadings(context, key));
    if (unread.length > 0 && note === undefined)
      return refuse(
        'conflict',
        `${named(unread)} ${unread.length === 1 ? 'has' : 'have'} not been read since this round began. Record the reading first, or say in a note why there is none.`,
      );
    return [{ kind: 'tasksCompleted', tasks: keys, ...(note !== undefined && { note }) }, ...factsFrom(context, keys)];
  },

  reopenTask: (context, { task: key, by, reason }) => {
    const task = openedTasks(context).find((opened) => opened.key === key);
    if (task?.done === undefined) return refuse('conflict', `"${key}" is not done, so there is nothing to reopen.`);
    return (
      forRolesOrTeam(context, by, [task.owner], `Reopening "${key}"`) ?? [{ kind: 'taskReopened', task: key, reason }]
    );
  },

  recordTests: (context, { passed = [], failed = [], by, note }) => {
    const { tests } = context.playbook;
    if (context.state.step !== '2d')
      return refuse('conflict', `Tests are recorded in 2d; the engagement is in ${context.state.step}.`);
    const known = [...applicable(context, tests.team), ...applicable(context, tests.customer)].map(({ id }) => id);
    const both = passed.filter((id) => failed.includes(id));
    if (both.length > 0) return refuse('invalid', `${named(both)} cannot have passed and failed at once.`);
    if (passed.length + failed.length === 0) return refuse('invalid', 'Say which tests passed or failed.');
    const refusal = [...passed, ...failed].map((id) => among(id, known, 'test')).find((found) => found !== undefined);
    if (refusal !== undefined) return refusal;
    // The customer answers for the customer's tests; the technical ones are the team's.
    const technical = [...passed, ...failed].filter((id) => tests.team.some((test) => test.id === id));
    const notTheirs = technical.length === 0 ? undefined : forTeam(context, by, `Recording ${named(technical)}`);
    return (
      notTheirs ??
      forRolesOrTeam(context, by, [tests.customerOwner], 'Recording tests') ?? [
        {
          kind: 'testsRecorded',
          attempt: attemptOf(context, '2d'),
          passed,
          failed,
          ...(note !== undefined && { note }),
        },
      ]
    );
  },
};

function refusalOf(
  context: Context,
  opened: readonly Task[],
  together: readonly string[],
  key: string,
  by: string,
): Rejection | undefined {
  const task = opened.find((candidate) => candidate.key === key);
  if (task === undefined) return notOpened(context, key);
  if (task.done !== undefined)
    return refuse('conflict', `"${key}" is done already, since ${task.done.at.slice(0, 10)} by ${task.done.by}.`);
  // In order: a task may come with those it waits for, and not before them.
  const missing = task.after.filter((before) => !(before in context.state.tasks) && !together.includes(before));
  if (missing.length > 0)
    return refuse(
      'conflict',
      `"${key}" comes after ${named(missing)}. Do ${missing.length === 1 ? 'that' : 'those'} first.`,
    );
  if (task.readyAt !== undefined && task.readyAt > context.now)
    return refuse(
      'conflict',
      `"${key}" needs time to pass: it can be done from ${dateOf(task.readyAt, context.state.calendar)}.`,
    );
  return forRolesOrTeam(context, by, [task.owner], `"${key}"`);
}

function notOpened(context: Context, key: string): Rejection {
  const later = laterTasks(context).find((task) => task.key === key);
  if (later !== undefined)
    return refuse('conflict', `"${key}" opens in ${later.step}; the engagement is in ${context.state.step}.`);
  return refuse('not-there', `There is no task "${key}". The view lists the keys of all tasks that are open.`);
}
