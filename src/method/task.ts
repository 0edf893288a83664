import type { Instant } from '../calendar/calendar.ts';
import type { Done, Stage } from '../engagement/state.ts';
import { onceForEach } from '../once-for.ts';
import type { StepCode } from '../playbook/codes.ts';
import type { Outline } from '../playbook/outline.ts';
import type { Condition } from '../playbook/parts.ts';
import type { TemplateId } from '../messages/templates.ts';
import { applicable } from './context.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import type { Wait } from './wait.ts';

/** A line of somebody's list: done once, by its key. */
export interface Task {
  /** Such as "1a/intake-form", "2d.2/duplicates" (the second attempt), "monthly-3/sync-health" (the third month). */
  readonly key: string;
  readonly id: string;
  readonly step: Stage;
  readonly owner: string;
  readonly optional: boolean;
  /** What must be done first, as keys of tasks. */
  readonly after: readonly string[];
  /** When it can be called done at the earliest, where time must pass first. */
  readonly readyAt?: Instant;
  readonly done?: Done;
}

interface Line {
  readonly id: string;
  readonly owner?: string | undefined;
  readonly when?: Condition | undefined;
  readonly optional?: boolean | undefined;
  readonly after?: readonly string[] | undefined;
}

/**
 * Tasks from the lines of a playbook that apply here. `scope` is the first part of their keys. Whoever comes after a line that does not apply need not
 * wait for it.
 */
export function tasksFrom(context: Context, lines: readonly Line[], scope: string, step: Stage, owner: string): Task[] {
  const here = applicable(context, lines);
  const ids = new Set(here.map(({ id }) => id));
  return here.map((line) => {
    const key = `${scope}/${line.id}`;
    const done = context.state.tasks[key];
    const after = (line.after ?? []).filter((id) => ids.has(id)).map((id) => `${scope}/${id}`);
    return {
      key,
      id: line.id,
      step,
      owner: line.owner ?? owner,
      optional: line.optional ?? false,
      after,
      ...(done && { done }),
    };
  });
}

/** What a step of the method lists, its groups one after the other, and what a loop-back asks to be done again. */
export const stepTasks = onceForEach((context: Context, step: StepCode): readonly Task[] => [
  ...tasksFrom(context, stepLines(context.playbook, step), step, step, 'architect'),
  ...reworkOf(context, step),
]);

const stepLines = onceForEach((playbook: Outline, step: StepCode) =>
  (playbook.tasks[step] ?? []).flatMap(({ owner, tasks }) =>
    tasks.map((line) => ({ ...line, owner: line.owner ?? owner })),
  ),
);

/** The fixes that a loop-back asked for, one task each, owned by whoever does the step's work. */
export function reworkOf(context: Context, step: StepCode): Task[] {
  const owner = step === '2a' ? 'architect' : 'engineer';
  return context.state.rework
    .filter((rework) => rework.step === step)
    .flatMap((rework) =>
      tasksFrom(
        context,
        rework.items.map((id) => ({ id })),
        `${step}.${rework.attempt}`,
        step,
        owner,
      ),
    );
}

export const openTasks = (tasks: readonly Task[]): Task[] =>
  tasks.filter(({ done, optional }) => done === undefined && !optional);
export const allDone = (tasks: readonly Task[]): boolean => openTasks(tasks).length === 0;

interface Asking {
  readonly scope: string;
  readonly chain: string;
  readonly what: string;
  /** Since when, until the first task is done. */
  readonly since?: Instant;
  readonly template?: TemplateId;
}

/**
 * Who is waited for to do what is open, one wait for each owner. Progress counts: the clock of a wait starts anew with each task that is done,
 * and nobody is waited for who cannot start yet.
 */
export function waitsForTasks(context: Context, tasks: readonly Task[], asking: Asking): Wait[] {
  const { scope, what, since = context.state.stepSince, ...how } = asking;
  const ready = openTasks(tasks).filter(({ after }) => after.every((key) => key in context.state.tasks));
  return [...new Set(ready.map(({ owner }) => owner))].map((owner) => {
    const mine = ready.filter((task) => task.owner === owner);
    const finished = tasks.flatMap((task) => (task.owner === owner && task.done ? [task.done.at] : []));
    const readySince = mine.flatMap(({ after, readyAt }) => [
      ...after.flatMap((key) => context.state.tasks[key]?.at ?? []),
      ...(readyAt === undefined ? [] : [readyAt]),
    ]);
    const reopened = mine.flatMap(({ key }) => context.state.reopened[key] ?? []);
    const latest = [...finished, ...readySince, ...reopened].reduce((one, other) => (other > one ? other : one), since);
    const items = mine.map(({ id }) => id);
    // What was reopened is asked for anew, although as much was done before.
    const again = reopened.length === 0 ? '' : `-again-${latest}`;
    return {
      key: `${scope}/${owner}-after-${finished.length}${again}`,
      who: [owner],
      what,
      answeredBy: 'completeTasks',
      items,
      since: latest,
      offers: { tasks: mine.map(({ key }) => key) },
      ...how,
    };
  });
}

/** Tells each owner what has been opened for them, with all of it in one message. */
export function tellOpened(
  context: Context,
  tasks: readonly Task[],
  scope: string,
  at: Instant,
  template: TemplateId = 'work-opened',
): MessageDuty[] {
  const owners = [...new Set(openTasks(tasks).map(({ owner }) => owner))];
  return owners.flatMap((owner) => {
    const mine = tasks.filter((task) => task.owner === owner && task.done === undefined);
    return tell(context, template, {
      key: `${scope}/opened-${owner}`,
      to: [owner],
      at,
      items: mine.map(({ id }) => id),
      why: `${scope} opened`,
      offers: { tasks: openTasks(mine).map(({ key }) => key) },
    });
  });
}
