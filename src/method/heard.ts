import { businessDaysAfter, dateInWords, dateOf, laterBy, msBetween } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { Heard, State } from '../engagement/state.ts';
import { holdersOf, nameIn } from './context.ts';
import type { Context } from './context.ts';
import { inForce } from './delegation.ts';
import type { Wait } from './wait.ts';

/** What holds now of what was heard from those who are waited for. */
export type Standing =
  | Pick<Heard, 'kind' | 'person' | 'at' | 'until' | 'reason'>
  | {
      readonly kind: 'delegated';
      readonly person: string;
      readonly to: string;
      readonly at: Instant;
      readonly until: Instant;
    };

/** A wait, with who is on it, who wants to be left alone until when, and who answers for whom. */
export function withHeard(context: Context, wait: Wait): Wait {
  const { state, now } = context;
  if (state.heard === undefined && state.delegations === undefined) return wait;
  const delegations = inForce(context);
  const heard: Standing[] = [
    ...(state.heard ?? [])
      .filter((one) => one.wait === wait.key && (one.until === undefined || one.until > now))
      .map(({ wait: _wait, ...one }) => one),
    ...holdersOf(context, wait.who).flatMap((person) => {
      const delegation = delegations[person];
      return delegation === undefined ? [] : [{ kind: 'delegated' as const, person, ...delegation }];
    }),
  ];
  return heard.length === 0 ? wait : { ...wait, heard };
}

/** How far the reminders' clock of a wait stood still for somebody, and up to when. */
export interface Rest {
  /** They are on it, without an end: they are not reminded at all. */
  readonly isOpen: boolean;
  readonly ms: number;
  readonly until: Instant;
}

export const noRest: Rest = { isOpen: false, ms: 0, until: '' };

/** What somebody said about a wait since a time, as a rest of their clock. */
export function restOf({ state }: Context, wait: string, person: string, since: Instant): Rest {
  return (state.heard ?? [])
    .filter((heard) => heard.wait === wait && heard.person === person)
    .reduce((rest, { at, until }) => {
      if (until === undefined) return { ...rest, isOpen: true };
      const from = at > since ? at : since;
      return until > from ? { ...rest, ms: rest.ms + msBetween(from, until), until } : rest;
    }, noRest);
}

/** So many business days after `since`, on a clock that rested, and not before it goes on. */
export function afterRest({ state }: Context, since: Instant, days: number, { ms, until }: Rest): Instant {
  const at = businessDaysAfter(ms === 0 ? since : laterBy(since, ms), days, state.calendar);
  return until > at ? until : at;
}

/** In words: "Dan Sample is on it until Fri 5 Feb 2027". */
export function heardInWords({ people, calendar }: Pick<State, 'people' | 'calendar'>, said: Standing): string {
  const name = nameIn(people, said.person);
  const until = said.until === undefined ? '' : ` until ${dateInWords(dateOf(said.until, calendar))}`;
  if (said.kind === 'delegated') return `${nameIn(people, said.to)} answers for ${name}${until}`;
  const reason = said.reason === undefined ? '' : `, stuck: ${said.reason}`;
  return said.kind === 'acknowledged' ? `${name} is on it${until}` : `snoozed by ${name}${until}${reason}`;
}
