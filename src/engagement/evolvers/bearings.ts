import type { State } from '../state.ts';
import { without } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds = 'personAssigned' | 'flagSet' | 'dutyPerformed' | 'dutyFailed' | 'attentionSettled' | 'commandRefused';

/** Who is there, which flags hold, and what has been sent. */
export const bearings: Evolvers<Kinds> = {
  personAssigned: (state, { person, details, insteadOf, at }) => {
    const people = insteadOf === undefined ? state.people : relieved(state, insteadOf, details.roles);
    const before = people[person];
    // A corrected address is no new start: only a role that is new to somebody begins their time in it.
    const isNewcomer = details.roles.some((role) => before?.roles.includes(role) !== true);
    const joinedAt = isNewcomer ? at : before?.joinedAt;
    return { ...state, people: { ...people, [person]: { ...details, ...(joinedAt !== undefined && { joinedAt }) } } };
  },
  flagSet: (state, { flag, value }) => ({ ...state, flags: { ...state.flags, [flag]: value } }),
  dutyPerformed: (state, { duty, placed, settles, at }) => ({
    ...state,
    performed: { ...state.performed, [duty]: at },
    ...(placed !== undefined && { surfaces: { ...state.surfaces, [duty]: placed } }),
    // What shows its outcome is no surface any more.
    ...(settles !== undefined && { surfaces: without(state.surfaces, settles) }),
  }),
  // What fails again and again is one thing to look at, since it first failed.
  dutyFailed: (state, { duty, item = duty, problem, at }) => ({
    ...state,
    performed: { ...state.performed, [duty]: at },
    attention: { ...state.attention, [item]: { since: state.attention[item]?.since ?? at, problem } },
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
