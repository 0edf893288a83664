import type { State } from '../state.ts';
import { without } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds = 'personAssigned' | 'flagSet' | 'dutyPerformed' | 'dutyFailed' | 'attentionSettled' | 'commandRefused';

/** Who is there, which flags hold, and what has been sent. */
export const bearings: Evolvers<Kinds> = {
  personAssigned: (state, { person, details, insteadOf }) => {
    const people = insteadOf === undefined ? state.people : relieved(state, insteadOf, details.roles);
    const roles = [...new Set([...(people[person]?.roles ?? []), ...details.roles])];
    return { ...state, people: { ...people, [person]: { ...details, roles } } };
  },
  flagSet: (state, { flag, value }) => ({ ...state, flags: { ...state.flags, [flag]: value } }),
  dutyPerformed: (state, { duty, at }) => ({ ...state, performed: { ...state.performed, [duty]: at } }),
  dutyFailed: (state, { duty, problem, at }) => ({
    ...state,
    performed: { ...state.performed, [duty]: at },
    attention: { ...state.attention, [duty]: { since: at, problem } },
  }),
  attentionSettled: (state, { item }) => ({ ...state, attention: without(state.attention, item) }),
  commandRefused: (state) => state,
};

/** Takes roles from a person. Who holds none any more stays known, for what they did. */
function relieved({ people }: State, person: string, roles: readonly string[]): State['people'] {
  const before = people[person];
  return before === undefined
    ? people
    : { ...people, [person]: { ...before, roles: before.roles.filter((role) => !roles.includes(role)) } };
}
