import { digestOf } from '../canonical.ts';
import type { EventBody, JournalEntry, JournalEvent, JournalPart, Stamp } from './events.ts';
import type { JournalHead } from './state.ts';

/** Where every chain begins. */
export const journalStart: JournalHead = { seq: 0, hash: '0'.repeat(64) };

/** Puts an event behind the head of the journal: the next number, and a hash over the event and the hash before it. */
export function chained(head: JournalHead, body: EventBody, stamp: Stamp): JournalEvent {
  return sealed(head.hash, { ...body, ...stamp, seq: head.seq + 1 });
}

const hashOf = (before: string, event: JournalEntry): string => digestOf({ before, event });

const sealed = (before: string, entry: JournalEntry): JournalEvent => ({ ...entry, hash: hashOf(before, entry) });

/** Events as they are handed to whoever stores them. */
export const journalPart = (events: readonly JournalEvent[]): JournalPart => ({
  events: events.map(({ hash: _hash, ...entry }) => entry),
  hash: events.at(-1)?.hash ?? journalStart.hash,
});

/** The events of a part with their hashes, as they follow from the one before them; undefined when that is not the one behind which they were written, or an event was changed. */
export function behind(before: string, { events, hash }: JournalPart): readonly JournalEvent[] | undefined {
  let last = before;
  const written = events.map((entry) => {
    const event = sealed(last, entry);
    last = event.hash;
    return event;
  });
  return last === hash ? written : undefined;
}

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
