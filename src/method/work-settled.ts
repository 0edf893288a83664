import type { Instant } from '../calendar/calendar.ts';
import type { Surface, WorkOffering } from '../engagement/state.ts';
import type { DoneLine } from '../ports/messenger.ts';
import { nameOf, rolesOf } from './context.ts';
import type { Context } from './context.ts';
import type { MessageDuty } from './duty.ts';
import type { Task } from './task.ts';

/** A message that offers work shows what of it is done, by whom, as soon as anything is; what is left keeps its buttons, until nothing is. */
export function workSettled(
  context: Context,
  key: string,
  surface: Surface & WorkOffering,
  opened: readonly Task[],
): MessageDuty[] {
  const { ref, to, askedAt } = surface;
  const done = doneOf(context, surface);
  const left = leftOf(context, surface, { opened, done });
  const all = surface.tasks.length + (surface.metrics ?? []).length;
  const count = left.tasks.length + left.metrics.length;
  const latest = latestOf(context, key, surface, done);
  const at = latest === '' ? context.state.startedAt : latest;
  const edit = { kind: 'message', to, at, items: [], why: `${all - count} of ${all} settled for ${to}`, done } as const;
  if (count === 0) {
    const values = { outcome: done.length === all ? 'all of it is done' : 'it is not asked any more' };
    return [{ ...edit, template: 'work-settled', key: `${key}/settled`, values, edits: { ref, settles: key } }];
  }
  if (count === all && latest === '') return [];
  const offers = { ...left, ...(askedAt !== undefined && { askedAt }) };
  const values = { left: String(count), all: String(all) };
  return [
    { ...edit, template: 'work-progress', key: `${key}/left-${count}-${latest}`, values, offers, edits: { ref } },
  ];
}

function doneOf(context: Context, { tasks, metrics = [], askedAt = '' }: WorkOffering): DoneLine[] {
  const { state } = context;
  return [
    ...tasks.flatMap((task): DoneLine[] => {
      const done = state.tasks[task];
      return done === undefined ? [] : [{ task, by: nameOf(context, done.by), at: done.at }];
    }),
    // The first that answers: those that come later are no news here.
    ...metrics.flatMap((metric): DoneLine[] => {
      const point = state.readings[metric]?.points.find(({ at }) => at >= askedAt);
      return point === undefined ? [] : [{ metric, value: point.value, at: point.at }];
    }),
  ];
}

/** What is not done, and still asked of whoever reads it. */
function leftOf(
  context: Context,
  surface: Surface & WorkOffering,
  { opened, done }: { readonly opened: readonly Task[]; readonly done: readonly DoneLine[] },
): { readonly tasks: readonly string[]; readonly metrics: readonly string[] } {
  const { state } = context;
  if (state.status === 'ended') return { tasks: [], metrics: [] };
  const roles = rolesOf(context, surface.to);
  const theirs = new Set(
    opened.filter((task) => task.done === undefined && roles.includes(task.owner)).map((task) => task.key),
  );
  const tasks = surface.tasks.filter((task) => theirs.has(task));
  const read = new Set(done.flatMap((line) => ('metric' in line ? line.metric : [])));
  // Readings that go with tasks are asked for as long as those are; others, as long as somebody is asked and no system.
  const isAsked = (metric: string): boolean =>
    surface.tasks.length > 0 ? tasks.length > 0 : roles.includes(state.probes[metric]?.owner ?? '');
  return { tasks, metrics: (surface.metrics ?? []).filter((metric) => !read.has(metric) && isAsked(metric)) };
}

/** When anything of it last changed since the message was sent: done, or found not to be done after all. Empty when nothing has. */
function latestOf({ state }: Context, key: string, { tasks }: WorkOffering, done: readonly DoneLine[]): Instant {
  const sentAt = state.performed[key] ?? '';
  const reopened = tasks.flatMap((task) => state.reopened[task] ?? []).filter((at) => at > sentAt);
  return [...done.map(({ at }) => at), ...reopened].reduce((one, other) => (other > one ? other : one), '');
}
