import { laterBy } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import { owedKeys, waitKeys } from '../method/plan.ts';
import { settle } from '../method/settle.ts';
import type { Outline } from '../playbook/outline.ts';
import { decide } from './decide.ts';
import type { Command } from './command-fields.ts';
import type { EventBody, JournalEvent } from './events.ts';
import { begun } from './evolve.ts';
import { chained, journalStart } from './journal.ts';
import { fingerprint, recall, remember } from './memory.ts';
import type { Answer, Memory } from './memory.ts';
import { record } from './record.ts';
import type { Recorded } from './record.ts';
import { refuse } from './rejection.ts';
import type { Rejection } from './rejection.ts';
import type { State } from './state.ts';

/** All that a running engagement carries: its state, the events not yet in the records store, and the commands that it has answered. */
export interface Engagement {
  readonly state: State;
  readonly outbox: readonly JournalEvent[];
  readonly memory: Memory;
}

export type StartBody = Extract<EventBody, { kind: 'engagementStarted' }>;

/** The beginning of an engagement, and what follows from it at once. */
export function begin(playbook: Outline, body: StartBody, now: Instant): Engagement {
  const started = chained(journalStart, body, { at: now });
  const first = { ...body, at: now, seq: started.seq, hash: started.hash };
  return settled(playbook, { state: begun(first), outbox: [started], memory: [] }, now);
}

export type Submitted =
  | { readonly engagement: Engagement; readonly answer: Answer }
  | { readonly rejection: Rejection };

/**
 * One command. New: decided, recorded, and what follows from it settled, all at once. Repeated (same id, body and person): its first answer, and nothing
 * changes. The same id for anything else is refused.
 */
export function submit(playbook: Outline, engagement: Engagement, command: Command, now: Instant): Submitted {
  const { state } = engagement;
  const print = fingerprint(state.id, command);
  const before = recall(engagement.memory, command.commandId);
  if (before !== undefined)
    return before.print === print ? { engagement, answer: before } : { rejection: reused(command.commandId) };
  const verdict = decide({ playbook, state, now }, command);
  if ('rejected' in verdict) return { rejection: verdict };
  const stamp = { at: now, by: command.by, surface: command.surface, commandId: command.commandId };
  const after = settled(playbook, added(engagement, record(state, verdict, stamp)), now);
  const { id, step, status, journal } = after.state;
  const answer = { engagement: id, commandId: command.commandId, seq: journal.seq, step, status, print };
  return { engagement: { ...after, memory: remember(after.memory, answer) }, answer };
}

const reused = (commandId: string): Rejection =>
  refuse('reused', `The command id "${commandId}" was used for another command. A new command takes a new id.`);

/** What follows by the clock and by the SOP. */
export const settled = (playbook: Outline, engagement: Engagement, now: Instant): Engagement =>
  added(engagement, settle({ playbook, state: engagement.state, now }));

/** Events that are nobody's command: a duty that was performed, a signal that made no sense. */
export const noted = (engagement: Engagement, bodies: readonly EventBody[], now: Instant): Engagement =>
  added(engagement, record(engagement.state, bodies, { at: now }));

const added = (engagement: Engagement, { state, events }: Recorded): Engagement =>
  events.length === 0 ? engagement : { ...engagement, state, outbox: [...engagement.outbox, ...events] };

/** Events up to a number are safe in the records store. */
export const stored = (engagement: Engagement, upTo: number): Engagement => ({
  ...engagement,
  outbox: engagement.outbox.filter(({ seq }) => seq > upTo),
});

/** For so long a performed duty is remembered even when nothing owes it: a reopened task may owe it again. */
const rememberedMs = 90 * 86_400_000;

/** What is carried into the next run: performed duties that can no longer be owed, and what was heard of waits that are over, are forgotten, so that years stay small. */
export function carried(playbook: Outline, engagement: Engagement, now: Instant): Engagement {
  const { state } = engagement;
  const owed = owedKeys({ playbook, state, now });
  const open = waitKeys({ playbook, state, now });
  const recent = laterBy(now, -rememberedMs);
  const performed = Object.fromEntries(
    Object.entries(state.performed).filter(([key, at]) => owed.has(key) || at >= recent),
  );
  const heard = state.heard?.filter(({ wait }) => open.has(wait));
  return { ...engagement, state: { ...state, performed, ...(heard !== undefined && { heard }) } };
}
