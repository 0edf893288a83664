import { ApplicationFailure } from '@temporalio/common';
import type { JournalEvent } from '../../src/engagement/events.ts';
import { behind, firstForgery, journalStart } from '../../src/engagement/journal.ts';
import type { EngagementActivities, Tried } from '../../src/ports/activities.ts';
import type { Delivery, Letter } from '../../src/ports/messenger.ts';

/** Activities that keep what they were given. */
export interface RecordingActivities extends EngagementActivities {
  readonly letters: Letter[];
  /** The stored journal of an engagement, in order. Throws when an event of it was forged or is missing. */
  journal(engagement: string): readonly JournalEvent[];
}

/** `over` says what to do otherwise: to fail, to be slow. */
export function recordingActivities(over: Partial<EngagementActivities> = {}): RecordingActivities {
  const letters: Letter[] = [];
  const deliver = (letter: Letter): Promise<Delivery> => {
    letters.push(letter);
    return Promise.resolve({ via: 'email', id: letter.key });
  };
  const stored = new Map<string, Map<number, JournalEvent>>();
  const appendJournal: EngagementActivities['appendJournal'] = ({ engagement, journal: part }) => {
    const journal = stored.get(engagement) ?? new Map<number, JournalEvent>();
    stored.set(engagement, journal);
    const before = journal.get((part.events[0]?.seq ?? 1) - 1) ?? journalStart;
    const events = behind(before.hash, part);
    if (events === undefined) throw new Error(`What was given does not continue event ${before.seq}`);
    for (const event of events) {
      const already = journal.get(event.seq);
      if (already !== undefined && already.hash !== event.hash)
        throw new Error(`Event ${event.seq} was written differently`);
      journal.set(event.seq, event);
    }
    return Promise.resolve();
  };
  const triedOnce = (letter: Letter): Promise<Tried> =>
    Promise.resolve(letter)
      .then(over.deliver ?? deliver)
      .then(
        (delivery) => ({ key: letter.key, ...delivery }),
        (error: unknown) => ({
          key: letter.key,
          problem: error instanceof Error ? error.message : String(error),
          isFinal: error instanceof ApplicationFailure && error.nonRetryable === true,
        }),
      );
  return {
    letters,
    journal: (engagement) => {
      const events = [...(stored.get(engagement)?.values() ?? [])].toSorted((one, other) => one.seq - other.seq);
      const forged = firstForgery(events);
      if (forged !== undefined) throw new Error(`The stored journal of ${engagement} breaks at event ${forged}`);
      return events;
    },
    deliver,
    // As the real one: the journal, and each letter by what delivers one.
    performTogether: async ({ letterhead, letters: together, journal }) => {
      const { engagement } = letterhead;
      if (journal !== undefined) await (over.appendJournal ?? appendJournal)({ engagement, journal });
      return {
        isStored: journal !== undefined,
        tried: await Promise.all(together.map((body) => triedOnce({ ...letterhead, ...body }))),
      };
    },
    appendJournal,
    takeReading: () => Promise.resolve({ value: 0, source: 'a test' }),
    ...over,
  };
}
