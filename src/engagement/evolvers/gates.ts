import type { GateCode } from '../../playbook/codes.ts';
import type { Gate, State } from '../state.ts';
import { doneBy, inPlace } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds = 'gateItemsConfirmed' | 'gateApproved' | 'changesRequested' | 'gateDecided';

/** Sign-off: items, approvals, requests for changes, decisions. */
export const gates: Evolvers<Kinds> = {
  gateItemsConfirmed: (state, event) =>
    changed(state, event.gate, (gate) => ({
      ...gate,
      items: { ...gate.items, ...Object.fromEntries(event.items.map((id) => [id, doneBy(event)])) },
      agreed: event.note === undefined ? gate.agreed : [...new Set([...gate.agreed, ...event.items])],
      changes: gate.changes.map((change) => ({ answeredAt: event.at, ...change })),
      // What was changed because somebody asked for it is not what the others approved: they are asked anew.
      approvals: gate.changes.some(({ answeredAt }) => answeredAt === undefined) ? [] : gate.approvals,
    })),
  // Who approves has no objection left.
  gateApproved: (state, event) =>
    changed(state, event.gate, (gate) => ({
      ...gate,
      approvals: [...gate.approvals, { ...doneBy(event), roles: event.roles, ...inPlace(event) }],
      changes: gate.changes.filter((change) => !isOneVoice(change, event)),
    })),
  // Who asks for changes takes their approval back.
  changesRequested: (state, event) =>
    changed(state, event.gate, (gate) => ({
      ...gate,
      approvals: gate.approvals.filter((approval) => !isOneVoice(approval, event)),
      changes: [
        ...gate.changes.filter((change) => !isOneVoice(change, event)),
        { ...doneBy(event), reason: event.reason, ...inPlace(event) },
      ],
    })),
  gateDecided: (state, event) =>
    changed(state, event.gate, (gate) => {
      const { decision, reason } = event;
      return { ...gate, decided: { ...doneBy(event), decision, ...(reason !== undefined && { reason }) } };
    }),
};

interface Voice {
  readonly by?: string;
  readonly onBehalfOf?: string;
}

/** Whoever stands in for somebody and that one are one voice. */
const isOneVoice = (one: Voice, other: Voice): boolean =>
  [one.by, one.onBehalfOf].some(
    (person) => person !== undefined && (person === other.by || person === other.onBehalfOf),
  );

function changed(state: State, code: GateCode, change: (gate: Gate) => Gate): State {
  const gate = state.gates[code];
  return gate === undefined ? state : { ...state, gates: { ...state.gates, [code]: change(gate) } };
}
