import type { State } from '../state.ts';
import { without } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds =
  | 'personNotInSlack'
  | 'personFoundInSlack'
  | 'personAssigned'
  | 'hoursSet'
  | 'flagSet'
  | 'dutyPerformed'
  | 'dutyFailed'
  | 'attentionSettled'
  | 'commandRefused';

/** Who is there, which flags hold, and what has been sent. */
export const bearings: Evolvers<Kinds> = {
  personAssigned: (state, { person, details, insteadOf, at }) => {
    const people = insteadOf === undefined ? state.people : relieved(state, insteadOf, details.roles);
    const before = people[person];
    // A corrected address is no new start: only a role that is new to somebody begins their time in it.
    const isNewcomer = details.roles.some((role) => before?.roles.includes(role) !== true);
    const joinedAt = isNewcomer ? at : before?.joinedAt;
    // Whoever is named with another address or Slack id is looked for anew; whoever holds no role any more is written to no more.
    const isSought = details.slack !== before?.slack || details.email !== before?.email;
    const notInSlack = isSought ? undefined : before?.notInSlack;
    const settled = [...(isSought ? [person] : []), ...(insteadOf === undefined ? [] : [insteadOf])].map(
      notInSlackItem,
    );
    return {
      ...state,
      people: {
        ...people,
        [person]: {
          ...details,
          ...(joinedAt !== undefined && { joinedAt }),
          ...(notInSlack !== undefined && { notInSlack }),
        },
      },
      attention: settled.reduce(without, state.attention),
    };
  },
  hoursSet: (state, { person, timeZone, quietHours }) => {
    const before = state.people[person];
    if (before === undefined) return state;
    const hours = { ...(timeZone !== undefined && { timeZone }), ...(quietHours !== undefined && { quietHours }) };
    return { ...state, people: { ...state.people, [person]: { ...before, ...hours } } };
  },
  personNotInSlack: (state, { person, reason, at }) => {
    const before = state.people[person];
    if (before === undefined) return state;
    const problem = `${before.name} is not found in Slack (${reason}), and is written to by mail meanwhile.`;
    return {
      ...state,
      people: { ...state.people, [person]: { ...before, notInSlack: at } },
      attention: { ...state.attention, [notInSlackItem(person)]: { since: at, problem } },
    };
  },
  personFoundInSlack: (state, { person }) => {
    const before = state.people[person];
    if (before === undefined) return state;
    const { notInSlack: _notInSlack, ...found } = before;
    return {
      ...state,
      people: { ...state.people, [person]: found },
      attention: without(state.attention, notInSlackItem(person)),
    };
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

/** The attention item of somebody whom Slack does not know. */
const notInSlackItem = (person: string): string => `slack/${person}`;

/** Takes roles from a person. Who holds none any more stays known, for what they did. */
function relieved({ people }: State, person: string, roles: readonly string[]): State['people'] {
  const before = people[person];
  return before === undefined
    ? people
    : { ...people, [person]: { ...before, roles: before.roles.filter((role) => !roles.includes(role)) } };
}
