import { businessDayFrom, dateInWords } from '../../calendar/calendar.ts';
import type { LocalDate } from '../../calendar/calendar.ts';
import type { Context } from '../../method/context.ts';
import { dayOf, holdersOf, isInternal, rolesOf } from '../../method/context.ts';
import type { CommandKind, CommandOf } from '../command-fields.ts';
import type { EventBody } from '../events.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';

/** What a command leads to: events, or the reason why it is refused. Illegal states are answered first. */
export type Verdict = readonly EventBody[] | Rejection;
export type Decider<Kind extends CommandKind> = (context: Context, command: CommandOf<Kind>) => Verdict;
export type Deciders<Kinds extends CommandKind> = { readonly [Kind in Kinds]: Decider<Kind> };

/** Refuses who is not of the team. */
export const forTeam = (context: Context, by: string, what: string): Rejection | undefined =>
  isInternal(context, by)
    ? undefined
    : refuse(
        'not-allowed',
        `${what} is for the team; ${by} is on the customer's side. Ask ${named(holdersOf(context, ['architect']))}.`,
      );

/** Refuses who holds none of the roles and is not of the team. The team may record what it was told; an approval is never recorded for somebody. */
export const forRolesOrTeam = (
  context: Context,
  by: string,
  roles: readonly string[],
  what: string,
): Rejection | undefined =>
  isInternal(context, by) || rolesOf(context, by).some((role) => roles.includes(role))
    ? undefined
    : refuse('not-allowed', `${what} is for ${named(roles)} or the team; ${by} is ${named(rolesOf(context, by))}.`);

/** Refuses an id, and says which there are. */
export const notThere = (id: string, known: readonly string[], what: string): Rejection =>
  refuse('not-there', `There is no ${what} "${id}" here. There is: ${named(known)}.`);

/** Refuses an id that is not among those that are there. */
export const among = (id: string, known: readonly string[], what: string): Rejection | undefined =>
  known.includes(id) ? undefined : notThere(id, known, what);

/** Refuses a day on which nobody works, and says which one comes next. */
export function onBusinessDay({ state: { calendar } }: Context, on: LocalDate): Rejection | undefined {
  const next = businessDayFrom(on, calendar);
  return next === on
    ? undefined
    : refuse('invalid', `${dateInWords(on)} is a day on which nobody works. The next business day is ${next}.`);
}

/** Since when the engagement is on hold, and why. */
export const holdInWords = ({ state }: Pick<Context, 'state'>): string => {
  const hold = state.holds.at(-1);
  return `${dayOf({ state }, hold?.since)}: ${hold?.reason}`;
};
