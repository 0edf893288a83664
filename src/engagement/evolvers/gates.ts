import type { GateCode } from '../../playbook/codes.ts';
import type { Gate, State } from '../state.ts';
import { doneBy } from './evolver.ts';
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
      approvals: [...gate.approvals, { ...doneBy(event), roles: event.roles }],
      changes: gate.changes.filter(({ by }) => by !== event.by),
    })),
  // Who asks for changes takes their approval back.
  changesRequested: (state, event) =>
    changed(state, event.gate, (gate) => ({
      ...gate,
      approvals: gate.approvals.filter(({ by }) => by !== event.by),
      changes: [...gate.changes.filter(({ by }) => by !== event.by), { ...doneBy(event), reason: event.reason }],
    })),
  gateDecided: (state, event) =>
    changed(state, event.gate, (gate) => {
      const { decision, reason } = event;
      return { ...gate, decided: { ...doneBy(event), decision, ...(reason !== undefined && { reason }) } };
    }),
};

function changed(state: State, code: GateCode, change: (gate: Gate) => Gate): State {
  const gate = state.gates[code];
  return gate === undefined ? state : { ...state, gates: { ...state.gates, [code]: change(gate) } };
}
