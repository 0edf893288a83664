import { daysAfter } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
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

function buildTasks(context: Context): Task[] {
  const components = context.playbook.build;
  return [...components.flatMap((component) => componentTasks(context, component)), ...stepTasks(context, '2c')];
}

/** A component is built when all components that it comes after are done. */
function componentTasks(context: Context, component: Component): Task[] {
  const before = component.after.flatMap((id) => context.playbook.build.filter((other) => other.id === id));
  const after = before.flatMap((other) =>
    linesOf(context, other)
      .filter(({ optional }) => !optional)
      .map(({ key }) => key),
  );
  return linesOf(context, component).map((task) => ({ ...task, after: [...task.after, ...after] }));
}

const linesOf = (context: Context, component: Component): Task[] =>
  tasksFrom(context, component.tasks, `2c/${component.id}`, '2c', component.owner);

/** When a component that needs time to pass (two weeks of recordings) may be called done; undefined when at once. */
export function componentReadyAt(context: Context, taskKey: string): Instant | undefined {
  const component = context.playbook.build.find(({ id }) => taskKey.startsWith(`2c/${id}/`));
  if (component?.waitDays === undefined) return undefined;
  const done = component.after
    .flatMap((id) => context.playbook.build.filter((other) => other.id === id))
    .flatMap((other) => linesOf(context, other).flatMap((task) => task.done?.at ?? []));
  const since = done.reduce((one, other) => (other > one ? other : one), context.state.stepSince);
  return daysAfter(since, component.waitDays, context.state.calendar);
}
