import { addMonths, businessDayFrom, dateOf, morningOf } from '../calendar/calendar.ts';
import type { Outline } from '../playbook/outline.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { tasksFrom, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

type Round = Outline['maintenance']['rounds'][number];

/**
 * Maintenance rounds of a dedicated engagement: each month, quarter and half-year since the handoff, the architect is asked for the round's tasks.
 * A single customer owns the schedule and runs it. EV-294, EV-295, EV-297 to EV-308, EV-317 to EV-320.
 */
export const maintenanceOwes = (context: Context): MessageDuty[] =>
  rounds(context).flatMap((round) => {
    const number = roundNumber(context, round);
    const current = number > 0 && openRound(context, round).length > 0 ? [announce(context, round, number)] : [];
    return [...current, announce(context, round, number + 1)].flat();
  });

export const maintenanceTasks = (context: Context): Task[] =>
  rounds(context).flatMap((round) => openRound(context, round));

export const maintenanceWaits = (context: Context): Wait[] =>
  rounds(context).flatMap((round) => {
    const number = roundNumber(context, round);
    if (number === 0) return [];
    const { chain } = context.playbook.maintenance;
    return waitsForTasks(context, openRound(context, round), {
      scope: `${round.id}-${number}`,
      chain,
      what: `Maintenance, ${round.id} round ${number}`,
      since: startOf(context, round, number),
    });
  });

const rounds = ({ playbook, state }: Context): readonly Round[] =>
  state.type === 'dedicated' && state.maintenanceSince !== undefined ? playbook.maintenance.rounds : [];

function openRound(context: Context, round: Round): Task[] {
  const number = roundNumber(context, round);
  return number === 0
    ? []
    : tasksFrom(
        context,
        round.tasks,
        `${round.id}-${number}`,
        'aftercare',
        context.playbook.maintenance.owner.dedicated,
      );
}

/** Rounds are counted from the handoff, so that none drifts: the third monthly round is three months after it, on a business day. */
function startOf({ state }: Context, round: Round, number: number): string {
  const anchor = dateOf(state.maintenanceSince ?? state.startedAt, state.calendar);
  return morningOf(businessDayFrom(addMonths(anchor, round.everyMonths * number), state.calendar), state.calendar);
}

/** The round that is running: the last whose day has come; 0 before the first. */
function roundNumber(context: Context, round: Round): number {
  const months = monthsSince(context);
  const estimate = Math.max(0, Math.floor(months / round.everyMonths) - 1);
  let number = estimate;
  while (startOf(context, round, number + 1) <= context.now) number += 1;
  return number;
}

function monthsSince({ state, now }: Context): number {
  const [from, to] = [dateOf(state.maintenanceSince ?? state.startedAt, state.calendar), dateOf(now, state.calendar)];
  return monthsOf(to) - monthsOf(from);
}

function monthsOf(date: string): number {
  return Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
}

const announce = (context: Context, round: Round, number: number): MessageDuty[] =>
  tell(context, 'maintenance-round', {
    key: `${round.id}-${number}/opened`,
    to: [context.playbook.maintenance.owner.dedicated],
    at: startOf(context, round, number),
    items: round.tasks.map(({ id }) => id),
    values: { round: round.id, number: String(number) },
    why: `The ${round.id} maintenance round is due`,
  });
