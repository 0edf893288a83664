import { MockActivityEnvironment } from '@temporalio/testing';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createActivities } from '../../activities/create-activities.ts';
import { openProbes } from '../../activities/probes/open-probes.ts';
import { onceOnly } from '../../activities/deliveries.ts';
import { journalPart } from '../../src/engagement/journal.ts';
import type { Letter } from '../../src/ports/messenger.ts';
import { openFileRecords } from '../../stores/file-records.ts';
import { letterWith } from '../fakes/letter.ts';
import { tempDir } from '../local/temp-dir.ts';
import { journalOf } from '../support/journal.ts';

it('sends a letter once, although the worker tries again, and a letter of another key as well', async () => {
  const sent: string[] = [];
  const messenger = {
    deliver: (letter: Letter) => {
      sent.push(letter.key);
      return Promise.resolve({ via: 'email' as const, id: `${sent.length}` });
    },
  };
  const folder = await tempDir();
  const activities = createActivities({
    records: openFileRecords(folder),
    messenger: onceOnly(folder, messenger, pino({ level: 'silent' })),
    probes: openProbes({ hosts: [], environment: {} }),
    log: pino({ level: 'silent' }),
  });
  const environment = new MockActivityEnvironment();
  const deliver = (key: string): Promise<unknown> => environment.run(() => activities.deliver(letterWith({ key })));
  const first = await deliver('one');
  expect(await deliver('one')).toEqual(first);
  await deliver('two');
  expect(sent).toEqual(['one', 'two']);
});

it('refuses for good a journal that does not continue what is stored', async () => {
  const folder = await tempDir();
  const records = openFileRecords(folder);
  const messenger = { deliver: () => Promise.reject(new Error('not asked for')) };
  const activities = createActivities({
    records,
    messenger,
    probes: openProbes({ hosts: [], environment: {} }),
    log: pino({ level: 'silent' }),
  });
  const environment = new MockActivityEnvironment();
  await environment.run(() => activities.appendJournal({ engagement: 'acme', journal: journalPart(journalOf(3)) }));
  const forked = environment.run(() =>
    activities.appendJournal({ engagement: 'acme', journal: journalPart(journalOf(5, 'other')) }),
  );
  await expect(forked).rejects.toMatchObject({ type: 'JournalForked', nonRetryable: true });
});
