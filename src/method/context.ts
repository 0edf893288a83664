import { dateOf, laterBy, msBetween } from '../calendar/calendar.ts';
import type { Instant, LocalDate } from '../calendar/calendar.ts';
import type { State } from '../engagement/state.ts';
import { onceForEach } from '../once-for.ts';
import { stepCodes } from '../playbook/codes.ts';
import type { StepCode } from '../playbook/codes.ts';
import type { Condition } from '../playbook/parts.ts';
import type { Outline } from '../playbook/outline.ts';
import { inForce, ownRoles, rolesWith } from './delegation.ts';

/** What a step looks at: the playbook, the engagement so far, and the time. */
export interface Context {
  readonly playbook: Outline;
  readonly state: State;
  readonly now: Instant;
}

interface Conditional {
  readonly id?: string;
  readonly when?: Condition | undefined;
}

/** Whether a line of the playbook applies to this engagement: its condition holds, and no adaptation skips it. */
export const applies = (context: Context, line: Conditional): boolean =>
  (line.when === undefined || holds(line.when, context.state)) &&
  !(line.id !== undefined && isSkipped(context, line.id));

/** The lines of a list that apply here. */
export const applicable = <Line extends Conditional>(context: Context, lines: readonly Line[]): readonly Line[] =>
  lines.filter((line) => applies(context, line));

export function holds(condition: Condition, state: Pick<State, 'flags' | 'type' | 'methodology'>): boolean {
  if ('flag' in condition) return (state.flags[condition.flag] ?? false) === condition.is;
  if ('type' in condition) return state.type === condition.type;
  if ('methodology' in condition) return state.methodology === condition.methodology;
  if ('all' in condition) return condition.all.every((part) => holds(part, state));
  return condition.any.some((part) => holds(part, state));
}

const isSkipped = ({ playbook, state }: Context, id: string): boolean =>
  playbook.adaptations.some(({ skips, when }) => skips.includes(id) && when !== undefined && holds(when, state));

/** The people who hold one of some roles, in the order in which they were named. */
export const holdersOf = ({ state }: Pick<Context, 'state'>, roles: readonly string[]): readonly string[] =>
  holders(state.people, roles.join());

/** By the roles, as one text: a plan asks for the same few again and again. No id of a role has a comma. */
const holders = onceForEach((people: State['people'], joined: string): readonly string[] => {
  const roles = joined.split(',');
  return Object.entries(people)
    .filter(([, person]) => person.roles.some((role) => roles.includes(role)))
    .map(([id]) => id);
});

/** The roles of a person, and those that they stand in for. */
export const rolesOf = (context: Pick<Context, 'state' | 'now'>, person: string): readonly string[] =>
  rolesWith({ people: context.state.people, delegations: inForce(context) }, person);

/** What a person is called; their id, when nobody of that id is known. */
export const nameOf = ({ state }: Pick<Context, 'state'>, person: string): string => nameIn(state.people, person);
export const nameIn = (people: State['people'], person: string): string => people[person]?.name ?? person;

export const isInternal = ({ playbook, state }: Pick<Context, 'playbook' | 'state'>, person: string): boolean =>
  ownRoles(state.people, person).some((id) =>
    playbook.roles.some((role) => role.id === id && role.side === 'internal'),
  );

export const attemptOf = ({ state }: Pick<Context, 'state'>, step: StepCode): number => state.attempts[step] ?? 0;

/** The day of an instant where the engagement is: not that of Greenwich. */
export const dayOf = ({ state }: Pick<Context, 'state'>, instant?: Instant): LocalDate =>
  instant === undefined ? '' : dateOf(instant, state.calendar);

/** Whether the engagement has come to a step, or past it. */
export const hasReached = ({ state }: Pick<Context, 'state'>, step: StepCode): boolean =>
  state.step === 'aftercare' || stepCodes.indexOf(state.step) >= stepCodes.indexOf(step);

/**
 * Moves an instant later by the time for which the engagement was held since: while it is held, the reminders' clock stands still.
 */
export function withoutHolds({ state, now }: Context, since: Instant): Instant {
  const heldMs = state.holds.reduce((sum, hold) => {
    const from = hold.since > since ? hold.since : since;
    const until = hold.until ?? now;
    return until > from ? sum + msBetween(from, until) : sum;
  }, 0);
  return heldMs === 0 ? since : laterBy(since, heldMs);
}
