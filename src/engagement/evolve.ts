import type { JournalEvent } from './events.ts';
import { bearings } from './evolvers/bearings.ts';
import { care } from './evolvers/care.ts';
import { course } from './evolvers/course.ts';
import type { EventOf, Evolver } from './evolvers/evolver.ts';
import { gates } from './evolvers/gates.ts';
import { waiting } from './evolvers/waiting.ts';
import { work } from './evolvers/work.ts';
import type { EventKind } from './events.ts';
import type { State } from './state.ts';

type Later = Exclude<EventKind, 'engagementStarted'>;
const evolvers: { readonly [Kind in Later]: Evolver<Kind> } = {
  ...course,
  ...work,
  ...gates,
  ...care,
  ...bearings,
  ...waiting,
};

/** The state after an event. Pure, and total: every event that was ever recorded folds. */
export function evolve(state: State, event: JournalEvent): State {
  if (event.kind === 'engagementStarted') return state;
  return { ...applied(state, event), journal: { seq: event.seq, hash: event.hash } };
}

/** The table is typed kind by kind; that the kind of the event selects its own evolver is said once, here. */
function applied<Kind extends Later>(state: State, event: EventOf<Kind>): State {
  const evolver: Evolver<Kind> = evolvers[event.kind];
  return evolver(state, event);
}

type Started = EventOf<'engagementStarted'> & { readonly seq: number; readonly hash: string };

/** The state with which an engagement begins: in 1a, with its kickoff on a date, and nothing done. */
export function begun({
  engagement,
  customer,
  playbook,
  type,
  methodology,
  flags,
  calendar,
  people,
  kickoffAt,
  previous,
  slackChannel,
  at,
  seq,
  hash,
}: Started): State {
  return {
    id: engagement,
    customer,
    playbook,
    type,
    flags,
    calendar,
    people,
    ...(methodology !== undefined && { methodology }),
    ...(previous !== undefined && { previous }),
    ...(slackChannel !== undefined && { slackChannel }),
    status: 'running',
    step: '1a',
    stepSince: at,
    attempts: { '1a': 1 },
    startedAt: at,
    holds: [],
    tasks: {},
    reopened: {},
    rework: [],
    tests: {},
    terms: {},
    signatures: [],
    targets: {},
    actions: {},
    facts: {},
    documents: {},
    meetings: { kickoff: { at: kickoffAt } },
    gates: {},
    cycles: [],
    probes: {},
    readings: {},
    redFlags: {},
    issues: {},
    changeRequests: {},
    offers: {},
    next: [],
    checkIn: { number: 1 },
    surfaces: {},
    performed: {},
    attention: {},
    journal: { seq, hash },
  };
}

/** Folds a whole journal. Undefined when it does not begin with the start of an engagement. */
export function foldJournal(events: readonly JournalEvent[]): State | undefined {
  const [first, ...rest] = events;
  return first?.kind === 'engagementStarted' ? rest.reduce(evolve, begun(first)) : undefined;
}

export const isOver = ({ status }: State): boolean => status === 'ended';
