import { describe, expect, it } from 'vitest';
import { journalPart } from '../../src/engagement/journal.ts';
import type { Records } from '../../src/ports/records.ts';
import { journalOf } from '../support/journal.ts';

/** What every records store must do. `open` opens the same store again, as another process would. */
export function recordsContract(name: string, prepare: () => Promise<() => Records>): void {
  describe(`records in ${name}`, () => {
    const journal = journalOf(20);

    it('knows nothing of an engagement that was never written', async () => {
      const open = await prepare();
      expect(await open().read('acme')).toEqual([]);
    });

    it('gives back what was appended, in order, also when opened again', async () => {
      const open = await prepare();
      await open().append('acme', journalPart(journal.slice(0, 3)));
      await open().append('acme', journalPart(journal.slice(3, 12)));
      await open().append('Acme', journalPart(journal.slice(0, 1)));
      expect(await open().read('acme')).toEqual(journal.slice(0, 12));
      expect(await open().read('Acme')).toHaveLength(1);
    });

    it('takes a repeated append as written, and of an overlapping one only what is new', async () => {
      const open = await prepare();
      await open().append('acme', journalPart(journal.slice(0, 5)));
      await open().append('acme', journalPart(journal.slice(0, 5)));
      await open().append('acme', journalPart(journal.slice(2, 9)));
      expect(await open().read('acme')).toEqual(journal.slice(0, 9));
    });

    it('refuses a gap, and writes nothing', async () => {
      const open = await prepare();
      await open().append('acme', journalPart(journal.slice(0, 5)));
      await expect(open().append('acme', journalPart(journal.slice(7, 9)))).rejects.toThrow('ends at event 5');
      expect(await open().read('acme')).toHaveLength(5);
    });

    it('refuses a journal that differs from what is there', async () => {
      const open = await prepare();
      await open().append('acme', journalPart(journal.slice(0, 5)));
      await expect(open().append('acme', journalPart(journalOf(9, 'other')))).rejects.toThrow(
        'Event 1 of acme is stored with other contents',
      );
    });

    it('refuses what was written behind other events than are there, and what was changed on its way', async () => {
      const open = await prepare();
      await open().append('acme', journalPart(journal.slice(0, 5)));
      const ofAnother = journalPart(journalOf(9, 'other').slice(5));
      await expect(open().append('acme', ofAnother)).rejects.toThrow('does not continue it at event 6');
      const { events, hash } = journalPart(journal.slice(3, 9));
      const changed = { events: events.map((event) => ({ ...event, at: '2027-01-05T09:00:00.000Z' })), hash };
      await expect(open().append('acme', changed)).rejects.toThrow('does not continue it at event 4');
      expect(await open().read('acme')).toEqual(journal.slice(0, 5));
    });

    it('lets writers race without losing or doubling an event', async () => {
      const open = await prepare();
      const stores = Array.from({ length: 6 }, open);
      await Promise.all(
        stores.map((store, index) => store.append('acme', journalPart(journal.slice(0, 8 + index * 2)))),
      );
      expect(await open().read('acme')).toEqual(journal.slice(0, 18));
      // The other way round, so that whoever writes last has the least.
      await Promise.all(
        stores.map((store, index) => store.append('other', journalPart(journal.slice(0, 18 - index * 2)))),
      );
      expect(await open().read('other')).toEqual(journal.slice(0, 18));
    });
  });
}
