import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createActivities, playbookOn } from '../../activities/create-activities.ts';
import { later, permanent } from '../../activities/failures.ts';
import { openProbes } from '../../activities/probes/open-probes.ts';
import { outboxMessenger } from '../../activities/outbox-messenger.ts';
import { slackBlocks } from '../../src/messages/slack-blocks.ts';
import { journalPart } from '../../src/engagement/journal.ts';
import { render } from '../../src/messages/render.ts';
import { faults } from '../../src/ports/activities.ts';
import type { Letter, Messenger } from '../../src/ports/messenger.ts';
import { openFileRecords } from '../../stores/file-records.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { openSlackOutbox } from '../../stores/slack-outbox.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { bodyWith, letterhead, letterWith, playbookOf } from '../fakes/letter.ts';
import { tempDir } from '../local/temp-dir.ts';
import { journalOf } from '../support/journal.ts';

const mail: Messenger = { deliver: () => Promise.resolve({ via: 'email', id: 'a mail' }) };

async function activitiesWith(messenger: Messenger = mail) {
  const folder = await tempDir();
  const [said, changes]: [string[], string[]] = [[], []];
  const log = pino({}, { write: (line: string) => void said.push(line) });
  const activities = createActivities({
    records: openFileRecords(join(folder, 'journal')),
    messenger,
    probes: openProbes({ hosts: [], environment: {} }),
    changed: (engagement) => void changes.push(engagement),
    log,
  });
  return { folder, said, changes, log, activities };
}

it('logs one line for a delivery, with neither the address nor the text', async () => {
  const { activities, said } = await activitiesWith();
  await activities.deliver(letterWith({ values: { gate: '1d', note: 'in confidence' } }));
  expect(said.map((line): unknown => JSON.parse(line))).toMatchObject([
    { engagement: 'acme-events', key: '1d/approval/1', template: 'approval-request', via: 'email' },
  ]);
  expect(said[0]).not.toMatch(/customer\.example|The VP|in confidence/);
});

it('tries what is due together once, each by itself, and stores the journal beside it', async () => {
  const given: Letter[] = [];
  const faring: Messenger = {
    deliver: (letter) => {
      given.push(letter);
      const { key } = letter;
      if (key === 'bounced') return Promise.reject(permanent(faults.undeliverable, 'no such mailbox'));
      if (key === 'away') return Promise.reject(later('the server is away'));
      return Promise.resolve({ via: 'email', id: key });
    },
  };
  const { activities, folder } = await activitiesWith(faring);
  const letters = ['bounced', 'away', 'fine'].map(bodyWith);
  const together = { letterhead, letters, journal: journalPart(journalOf(3)) };
  expect(await activities.performTogether(together)).toEqual({
    isStored: true,
    tried: [
      { key: 'bounced', problem: 'no such mailbox', isFinal: true },
      { key: 'away', problem: 'the server is away', isFinal: false },
      { key: 'fine', via: 'email', id: 'fine' },
    ],
  });
  expect(given).toEqual(letters.map(({ key }) => letterWith({ key })));
  expect(await openFileRecords(join(folder, 'journal')).read('acme-events')).toEqual(journalOf(3));
});

it('sends what is due although the journal cannot be stored, and says so', async () => {
  const { activities, said } = await activitiesWith();
  await activities.appendJournal({ engagement: 'acme-events', journal: journalPart(journalOf(3)) });
  const together = { letterhead, letters: [bodyWith('one')], journal: journalPart(journalOf(3, 'other')) };
  expect(await activities.performTogether(together)).toMatchObject({ isStored: false, tried: [{ via: 'email' }] });
  expect(said.join('\n')).toContain('The journal could not be stored at the first try');
  expect(await activities.performTogether({ letterhead, letters: [] })).toMatchObject({ isStored: false });
});

it('gives a journal up at once that forked, and says which event differs', async () => {
  const { activities } = await activitiesWith();
  await activities.appendJournal({ engagement: 'acme', journal: journalPart(journalOf(3)) });
  await activities.appendJournal({ engagement: 'acme', journal: journalPart(journalOf(5)) });
  const failure = await failureOf(
    activities.appendJournal({ engagement: 'acme', journal: journalPart(journalOf(3, 'other')) }),
  );
  expect(failure).toMatchObject({ nonRetryable: true, type: faults.journalForked });
  expect(failure.message).toContain('Event 1 of acme');
});

it('waits for a playbook version that the worker does not have yet', async () => {
  const shelf = await openShelf('playbooks');
  const letter = letterWith();
  expect(playbookOn(shelf)(letter).id).toBe(letter.playbook.id);
  const unknown = { ...letter, playbook: { ...letter.playbook, version: '9.9.9', digest: 'unknown' } };
  const failure = await failureOf(Promise.resolve(unknown).then(playbookOn(shelf)));
  expect(failure).toMatchObject({ nonRetryable: false, type: faults.playbookMissing, nextRetryDelay: 60_000 });
  expect(failure.message).toContain('9.9.9');
});

it('puts into the outbox, once, the very blocks that Slack would get', async () => {
  const { folder, log } = await activitiesWith();
  const outbox = openSlackOutbox(join(folder, 'slack-outbox'));
  const letter = letterWith({ customer: 'A & B <!here>' });
  const messenger = outboxMessenger(outbox, log, playbookOf);
  expect(await messenger.deliver(letter)).toEqual(await messenger.deliver(letter));
  const [message, ...others] = await outbox.list({ limit: 9 });
  expect(others).toEqual([]);
  expect(message).toMatchObject({ at: letter.now, key: letter.key, engagement: letter.engagement, to: '@the-vp' });
  expect(message?.blocks).toEqual(slackBlocks(render(playbookOf(), letter), 'A & B <!here> · acme-events'));
  expect(JSON.stringify(message?.blocks.slice(1))).not.toContain('<!here>');
});

it('tells in which engagement something was delivered or stored, for whoever shows it', async () => {
  const { activities, changes } = await activitiesWith();
  await activities.deliver(letterWith({ engagement: 'one' }));
  await activities.performTogether({ letterhead: { ...letterhead, engagement: 'two' }, letters: [bodyWith('key')] });
  await activities.appendJournal({ engagement: 'three', journal: journalPart(journalOf(3)) });
  expect(changes).toEqual(['one', 'two', 'three']);
});
