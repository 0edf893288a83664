import type { Instant } from '../calendar/calendar.ts';
import type { Delegation, Person, State } from '../engagement/state.ts';

/** Delegations that are in force, by the person who handed over. */
export type Delegations = Readonly<Record<string, Delegation>>;

interface Now {
  readonly state: Pick<State, 'people' | 'delegations'>;
  readonly now: Instant;
}

interface Standing {
  readonly people: Readonly<Record<string, Pick<Person, 'roles'>>>;
  readonly delegations?: Delegations;
}

const nobody: Delegations = {};

/** The roles that somebody has by own right. */
export const ownRoles = (people: Standing['people'], person: string): readonly string[] => people[person]?.roles ?? [];

/** A delegation ends by itself at its date, and when whoever stands in has no role any more. */
export function inForce({ state: { people, delegations }, now }: Now): Delegations {
  if (delegations === undefined) return nobody;
  return Object.fromEntries(
    Object.entries(delegations).filter(([, { to, until }]) => until > now && ownRoles(people, to).length > 0),
  );
}

/** So many hand on what was handed to them, at most. */
const mostTurns = 8;

/** Who answers for somebody: whom they handed over to, or whom those did; themselves, when they have not. */
export function standInFor(delegations: Delegations, person: string, turns = mostTurns): string {
  const to = delegations[person]?.to;
  return to === undefined || turns === 0 ? person : standInFor(delegations, to, turns - 1);
}

/** Those for whom somebody may answer now: who handed over to them, and who had handed over to those. */
export function principalsOf(delegations: Delegations, person: string, turns = mostTurns): readonly string[] {
  if (turns === 0) return [];
  const direct = Object.keys(delegations).filter((principal) => delegations[principal]?.to === person);
  return [...direct, ...direct.flatMap((principal) => principalsOf(delegations, principal, turns - 1))];
}

/** The roles that somebody has, and those that they stand in for. */
export function rolesWith({ people, delegations = nobody }: Standing, person: string): readonly string[] {
  const own = ownRoles(people, person);
  const principals = principalsOf(delegations, person);
  return principals.length === 0
    ? own
    : [...new Set([...own, ...principals.flatMap((principal) => ownRoles(people, principal))])];
}

/** In whose place somebody acts who holds none of some roles by own right. */
export function actsFor(context: Now, by: string, roles: readonly string[]): string | undefined {
  const { people } = context.state;
  const holds = (person: string): boolean => ownRoles(people, person).some((role) => roles.includes(role));
  return holds(by) ? undefined : principalsOf(inForce(context), by).find(holds);
}

/** People as if every role had gone over to whoever stands in for it: a delegate who also approves by own right counts once all the same. */
export const withStandIns = (people: State['people'], delegations: Delegations): State['people'] =>
  Object.fromEntries(
    Object.entries(people).map(([id, person]) => [
      id,
      { ...person, roles: id in delegations ? [] : rolesWith({ people, delegations }, id) },
    ]),
  );

/** Since when whoever answers for somebody does: they joined, handed over, or answer for themselves again. */
export function answersSince({ state: { people, delegations }, now }: Now, person: string): Instant {
  const { at = '', until = '' } = delegations?.[person] ?? {};
  const changed = until <= now ? until : at;
  const joined = people[person]?.joinedAt ?? '';
  return changed > joined ? changed : joined;
}
