import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { EventEmitter } from 'node:events';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { onceOnly } from '../../activities/deliveries.ts';
import { faults } from '../../src/ports/activities.ts';
import type { Letter, Messenger } from '../../src/ports/messenger.ts';
import { permanent } from '../../activities/failures.ts';
import { letterWith } from '../fakes/letter.ts';
import { tempDir } from '../local/temp-dir.ts';

const silent = pino({ level: 'silent' });

function counting(meanwhile: () => Promise<unknown> = () => Promise.resolve()) {
  const sent: Letter[] = [];
  const messenger: Messenger = {
    deliver: async (letter) => {
      sent.push(letter);
      await meanwhile();
      return { via: 'email', id: `mail ${sent.length}` };
    },
  };
  return { sent, messenger };
}

it('sends a letter once, and answers a later attempt as it answered the first, in another process too', async () => {
  const folder = await tempDir();
  const { sent, messenger } = counting();
  const first = await onceOnly(folder, messenger, silent).deliver(letterWith());
  expect(await onceOnly(folder, messenger, silent).deliver(letterWith())).toEqual(first);
  expect(sent).toHaveLength(1);
});

it('tells letters apart by their key and their engagement', async () => {
  const { sent, messenger } = counting();
  const post = onceOnly(await tempDir(), messenger, silent);
  for (const over of [{}, { key: 'another' }, { engagement: 'another' }]) await post.deliver(letterWith(over));
  expect(sent).toHaveLength(3);
});

it('sends once when a second attempt comes while the first is still talking to a slow server', async () => {
  const slowServer = new EventEmitter();
  const { sent, messenger } = counting(() => once(slowServer, 'answers'));
  const post = onceOnly(await tempDir(), messenger, silent);
  const attempts = Promise.all([post.deliver(letterWith()), post.deliver(letterWith())]);
  while (sent.length === 0) await new Promise(setImmediate);
  slowServer.emit('answers');
  expect(await attempts).toEqual([
    { via: 'email', id: 'mail 1' },
    { via: 'email', id: 'mail 1' },
  ]);
});

it('tries again what was not delivered', async () => {
  const refuse: Messenger = { deliver: () => Promise.reject(permanent(faults.undeliverable, 'No such user')) };
  const folder = await tempDir();
  await expect(onceOnly(folder, refuse, silent).deliver(letterWith())).rejects.toThrow('No such user');
  expect(await readdir(folder)).toEqual([]);
  const { sent, messenger } = counting();
  await onceOnly(folder, messenger, silent).deliver(letterWith());
  expect(sent).toHaveLength(1);
});

it('sends nothing while it could not be remembered', async () => {
  const folder = join(await tempDir(), 'deliveries');
  await writeFile(folder, 'a file where the folder should be');
  const { sent, messenger } = counting();
  await expect(onceOnly(folder, messenger, silent).deliver(letterWith())).rejects.toThrow(/ENOTDIR|EEXIST/);
  expect(sent).toHaveLength(0);
});

it('counts as delivered what could not be remembered once it was sent: a retry would send it again', async () => {
  const folder = join(await tempDir(), 'deliveries');
  await mkdir(folder);
  const { messenger } = counting(() => rm(folder, { recursive: true }));
  const said: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void said.push(line) });
  expect(await onceOnly(folder, messenger, log).deliver(letterWith())).toEqual({ via: 'email', id: 'mail 1' });
  expect(said.join('')).toContain('delivered, not remembered');
});
