import type { Heard, State } from '../state.ts';
import type { Evolvers } from './evolver.ts';

type Kinds = 'waitAcknowledged' | 'waitSnoozed' | 'delegated' | 'delegationEnded';

/** What those who are waited for say before they answer: that they are on it, tomorrow, or ask somebody else. */
export const waiting: Evolvers<Kinds> = {
  waitAcknowledged: (state, { wait, person, until, at }) =>
    hearing(state, { kind: 'acknowledged', wait, person, at, ...(until !== undefined && { until }) }),
  waitSnoozed: (state, { wait, person, until, reason, at }) =>
    hearing(state, { kind: 'snoozed', wait, person, at, until, ...(reason !== undefined && { reason }) }),
  delegated: (state, { person, to, until, at }) => ({
    ...state,
    delegations: { ...state.delegations, [person]: { to, at, until } },
  }),
  // It stays known: the person's own time begins at its end.
  delegationEnded: (state, { person, to, at }) => ({
    ...state,
    delegations: { ...state.delegations, [person]: { to, at, until: at } },
  }),
};

/** The last word of a person about a wait counts: what they said before ends with it. */
function hearing(state: State, heard: Heard): State {
  const { wait, person, at } = heard;
  const before = (state.heard ?? []).map((other) =>
    other.wait === wait && other.person === person && (other.until === undefined || other.until > at)
      ? { ...other, until: at }
      : other,
  );
  return { ...state, heard: [...before, heard] };
}
