import type { JournalEvent } from '../../src/engagement/events.ts';
import { chained, journalStart } from '../../src/engagement/journal.ts';

/** A chain of made-up events. */
export function journalOf(count: number, what = 'x'): readonly JournalEvent[] {
  const events: JournalEvent[] = [];
  for (let index = 0; index < count; index += 1)
    events.push(
      chained(
        events.at(-1) ?? journalStart,
        { kind: 'factNoted', fact: `${what}-${index}`, text: what },
        { at: '2027-01-04T09:00:00.000Z' },
      ),
    );
  return events;
}
