import { addMonths, businessDayFrom, dateOf, monthsBetween, morningOf } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { WorkOffering } from '../engagement/state.ts';
import { latestOf } from '../health/series.ts';
import { onceFor } from '../once-for.ts';
import type { Outline } from '../playbook/outline.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { openTasks, tasksFrom, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

type Round = Outline['maintenance']['rounds'][number];

/** A round that is running: the last whose day has come. Number 0, without tasks, before the first. */
interface Running {
  readonly round: Round;
  readonly number: number;
  readonly tasks: readonly Task[];
}

/**
 * Maintenance rounds of a dedicated engagement: each month, quarter and half-year since the handoff, the architect is asked for the round's tasks.
 * A single customer owns the schedule and runs it. EV-294, EV-295, EV-297 to EV-308, EV-317 to EV-320.
 */
export const maintenanceOwes = (context: Context): MessageDuty[] =>
  running(context).flatMap(({ round, number, tasks }) => [
    ...(openTasks(tasks).length > 0 ? announce(context, { round, number, tasks }) : []),
    ...announce(context, { round, number: number + 1, tasks: roundTasks(context, round, number + 1) }),
  ]);

export const maintenanceTasks = (context: Context): Task[] => running(context).flatMap(({ tasks }) => tasks);

export const maintenanceWaits = (context: Context): Wait[] =>
  running(context).flatMap(({ round, number, tasks }) =>
    waitsForTasks(context, tasks, {
      scope: `${round.id}-${number}`,
      chain: context.playbook.maintenance.chain,
      what: `Maintenance, ${round.id} round ${number}`,
      since: startOf(context, round, number),
    }),
  );

const running = onceFor((context: Context): readonly Running[] => {
  const { playbook, state } = context;
  if (state.type !== 'dedicated' || state.maintenanceSince === undefined) return [];
  return playbook.maintenance.rounds.map((round) => {
    const number = roundNumber(context, round);
    return { round, number, tasks: number === 0 ? [] : roundTasks(context, round, number) };
  });
});

const roundTasks = (context: Context, round: Round, number: number): Task[] =>
  tasksFrom(context, round.tasks, `${round.id}-${number}`, 'aftercare', context.playbook.maintenance.owner.dedicated);

/**
 * What a task of a round still lacks before it can be called done: a reading of each of its metrics, taken since the round began. EV-297 to EV-308,
 * MK-276 to MK-283, RV-299 to RV-308.
 */
export function lackingReadings(context: Context, key: string): string[] {
  const found = running(context).find(({ tasks }) => tasks.some((task) => task.key === key));
  if (found === undefined) return [];
  const { round, number } = found;
  const since = startOf(context, round, number);
  const line = round.tasks.find(({ id }) => key.endsWith(`/${id}`));
  return (line?.metrics ?? []).filter((metric) => (latestOf(context.state.readings[metric])?.at ?? '') < since);
}

/** Metrics of the rounds' tasks that a probe can read, and when: as a round begins, the numbers are there. */
export const roundProbes = (
  context: Context,
): { readonly metric: string; readonly round: string; readonly at: string }[] =>
  running(context).flatMap(({ round, number }) =>
    round.tasks
      .flatMap(({ metrics }) => metrics)
      .filter((metric) => metric in context.state.probes)
      .flatMap((metric) =>
        [number, number + 1]
          .filter((one) => one > 0)
          .map((one) => ({ metric, round: `${round.id}-${one}`, at: startOf(context, round, one) })),
      ),
  );

/** Rounds are counted from the handoff, so that none drifts: the third monthly round is three months after it, on a business day. */
function startOf({ state }: Context, round: Round, number: number): string {
  const anchor = dateOf(state.maintenanceSince ?? state.startedAt, state.calendar);
  return morningOf(businessDayFrom(addMonths(anchor, round.everyMonths * number), state.calendar), state.calendar);
}

function roundNumber(context: Context, round: Round): number {
  const { state, now } = context;
  const since = dateOf(state.maintenanceSince ?? state.startedAt, state.calendar);
  const months = monthsBetween(since, dateOf(now, state.calendar));
  let number = Math.max(0, Math.floor(months / round.everyMonths) - 1);
  while (startOf(context, round, number + 1) <= now) number += 1;
  return number;
}

function announce(context: Context, { round, number, tasks }: Running): MessageDuty[] {
  const at = startOf(context, round, number);
  return tell(context, 'maintenance-round', {
    key: `${round.id}-${number}/opened`,
    to: [context.playbook.maintenance.owner.dedicated],
    at,
    items: tasks.map(({ id }) => id),
    values: { round: round.id, number: String(number) },
    why: `The ${round.id} maintenance round is due`,
    offers: roundOffering(context, round, tasks, at),
  });
}

/** The owner's tasks of a round, and the readings that they lack and that no system is read for. */
function roundOffering(
  { playbook, state }: Context,
  round: Round,
  tasks: readonly Task[],
  askedAt: Instant,
): WorkOffering {
  const mine = openTasks(tasks).filter(({ owner }) => owner === playbook.maintenance.owner.dedicated);
  const lines = new Set(mine.map(({ id }) => id));
  const asked = round.tasks.filter(({ id }) => lines.has(id)).flatMap(({ metrics }) => metrics);
  const isReadByHand = (metric: string): boolean => {
    const probe = state.probes[metric];
    return probe === undefined || probe.owner !== undefined;
  };
  const metrics = [...new Set(asked)].filter(isReadByHand);
  return { tasks: mine.map(({ key }) => key), ...(metrics.length > 0 && { metrics, askedAt }) };
}
