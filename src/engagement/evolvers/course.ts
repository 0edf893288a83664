import { laterBy, msBetween } from '../../calendar/calendar.ts';
import type { Instant } from '../../calendar/calendar.ts';
import { gateCodes } from '../../playbook/codes.ts';
import type { GateCode } from '../../playbook/codes.ts';
import type { Gate, Hypercare, Stage, State } from '../state.ts';
import { doneBy, without } from './evolver.ts';
import type { Evolvers } from './evolver.ts';

type Kinds =
  | 'stepEntered'
  | 'held'
  | 'resumed'
  | 'goLiveSet'
  | 'hypercareStarted'
  | 'hypercareExtended'
  | 'hypercareEnded'
  | 'cycleRecorded'
  | 'engagementClosed'
  | 'engagementEnded';

/** The course of an engagement: its steps, its holds, going live, hypercare, its close and its end. */
export const course: Evolvers<Kinds> = {
  stepEntered: (state, { step, at, rework }) => {
    const attempt = step === 'aftercare' ? 1 : (state.attempts[step] ?? 0) + 1;
    return {
      ...state,
      step,
      stepSince: at,
      ...(step === '4d' && { handedOffAt: at }),
      attempts: step === 'aftercare' ? state.attempts : { ...state.attempts, [step]: attempt },
      rework: rework === undefined ? state.rework : [...state.rework, rework],
      meetings: (rework?.meetings ?? []).reduce(without, state.meetings),
      gates: isGate(step) ? { ...state.gates, [step]: opened(attempt, at, state.gates[step]) } : state.gates,
    };
  },
  held: (state, { reason, decision, scopes, at, by }) => {
    const hold = {
      since: at,
      reason,
      by: by ?? '',
      ...(decision !== undefined && { decision }),
      ...(scopes !== undefined && { scopes }),
    };
    return { ...state, status: 'held', holds: [...state.holds, hold] };
  },
  resumed: (state, { at }) => ({
    ...state,
    status: state.closedAt === undefined ? 'running' : 'closed',
    holds: state.holds.map((hold) => (hold.until === undefined ? { ...hold, until: at } : hold)),
    ...(state.hypercare !== undefined && { hypercare: state.holds.reduce(heldFrom(at), state.hypercare) }),
  }),
  goLiveSet: (state, { on }) => ({ ...state, goLiveOn: on }),
  hypercareStarted: (state, { at, endsAt, cyclesNeeded }) => ({
    ...state,
    hypercare: { startedAt: at, endsAt, cyclesNeeded, extensions: [] },
  }),
  hypercareExtended: extended,
  hypercareEnded: (state, { at }) =>
    state.hypercare === undefined ? state : { ...state, hypercare: { ...state.hypercare, endedAt: at } },
  cycleRecorded: (state, { name, on, outcome, pilot }) => ({
    ...state,
    cycles: [...state.cycles, { name, on, outcome, pilot }],
  }),
  engagementClosed: (state, { at }) => ({ ...state, status: 'closed', closedAt: at }),
  engagementEnded: (state, event) => ({
    ...state,
    status: 'ended',
    endedAt: doneBy(event).at,
    endReason: event.reason,
  }),
};

const isGate = (step: Stage): step is GateCode => gateCodes.some((gate) => gate === step);

/** A new attempt at a gate: nothing confirmed, nobody's approval. */
const opened = (attempt: number, openedAt: string, before?: Gate): Gate => ({
  attempt,
  openedAt,
  ...(before?.decided !== undefined && { freshFrom: before.decided.at }),
  items: {},
  approvals: [],
  changes: [],
  agreed: [],
});

/** A hold takes none of hypercare's days: what was left of them is left when it goes on. */
const heldFrom =
  (resumedAt: Instant) =>
  (hypercare: Hypercare, { since, until }: State['holds'][number]): Hypercare =>
    until === undefined && hypercare.endedAt === undefined && hypercare.endsAt > since
      ? { ...hypercare, endsAt: laterBy(hypercare.endsAt, msBetween(since, resumedAt)) }
      : hypercare;

function extended(state: State, event: { at: string; reason: string; endsAt: string; cyclesNeeded: number }): State {
  if (state.hypercare === undefined) return state;
  const { startedAt, extensions } = state.hypercare;
  const { at, reason, endsAt, cyclesNeeded } = event;
  return { ...state, hypercare: { startedAt, endsAt, cyclesNeeded, extensions: [...extensions, { at, reason }] } };
}
