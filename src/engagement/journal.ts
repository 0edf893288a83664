import { digestOf } from '../canonical.ts';
import type { EventBody, JournalEvent, Stamp } from './events.ts';
import type { JournalHead } from './state.ts';

/** Where every chain begins. */
export const journalStart: JournalHead = { seq: 0, hash: '0'.repeat(64) };

/** Puts an event behind the head of the journal: the next number, and a hash over the event and the hash before it. */
export function chained(head: JournalHead, body: EventBody, stamp: Stamp): JournalEvent {
  const seq = head.seq + 1;
  return { ...body, ...stamp, seq, hash: hashOf(head.hash, { ...body, ...stamp, seq }) };
}

const hashOf = (before: string, event: object): string => digestOf({ before, event });

/**
 * Checks a journal, or a part of one that begins behind `head`. Answers the sequence number of the first event that was
 * changed, reordered or left out; undefined when all is as it was written.
 */
export function firstForgery(events: readonly JournalEvent[], head: JournalHead = journalStart): number | undefined {
  let last = head;
  for (const event of events) {
    const { hash, ...rest } = event;
    if (event.seq !== last.seq + 1 || hash !== hashOf(last.hash, rest)) return last.seq + 1;
    last = { seq: event.seq, hash };
  }
  return undefined;
}
