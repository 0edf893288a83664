import { daysAfter } from '../calendar/calendar.ts';
import { onceFor } from '../once-for.ts';
import type { Outline } from '../playbook/outline.ts';
import type { Context } from './context.ts';
import type { Step } from './step.ts';
import { allDone, stepTasks, tasksFrom, tellOpened, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import { scopeOf } from './task-step.ts';

type Component = Outline['build'][number];

/** Components in their order: each layer depends on the one before. A loop-back adds its fixes. EV-182 to EV-217, EV-399. */
export const build: Step = {
  code: '2c',
  name: 'Build',
  owes: (context) => tellOpened(context, buildTasks(context), scopeOf(context, '2c'), context.state.stepSince),
  waits: (context) =>
    waitsForTasks(context, buildTasks(context), { scope: scopeOf(context, '2c'), chain: 'work', what: 'Build' }),
  tasks: (context) => buildTasks(context),
  leftWhen: (context) => allDone(buildTasks(context)),
};

const buildTasks = onceFor((context: Context): readonly Task[] => [
  ...context.playbook.build.flatMap((component) => componentTasks(context, component)),
  ...stepTasks(context, '2c'),
]);

/** A component is built when all components that it comes after are done, and when the time that it needs has passed since (two weeks of recordings). */
function componentTasks(context: Context, component: Component): Task[] {
  const before = component.after.flatMap((id) => context.playbook.build.filter((other) => other.id === id));
  const lines = before.flatMap((other) => linesOf(context, other)).filter(({ optional }) => !optional);
  const after = lines.map(({ key }) => key);
  const since = lines.reduce(
    (one, { done }) => (done !== undefined && done.at > one ? done.at : one),
    context.state.stepSince,
  );
  const { waitDays } = component;
  return linesOf(context, component).map((task) => ({
    ...task,
    after: [...task.after, ...after],
    ...(waitDays !== undefined && { readyAt: daysAfter(since, waitDays, context.state.calendar) }),
  }));
}

const linesOf = (context: Context, component: Component): Task[] =>
  tasksFrom(context, component.tasks, `2c/${component.id}`, '2c', component.owner);
