import { lutimes, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openKeyUses } from '../../stores/key-uses.ts';
import { tempDir } from '../local/temp-dir.ts';

it('a key belongs to the request that it was first used for, also when the folder is opened again', async () => {
  const folder = await tempDir();
  expect(await openKeyUses(folder).find('key')).toBeUndefined();
  expect(await openKeyUses(folder).claim('key', 'one')).toBe(true);
  expect(await openKeyUses(folder).claim('key', 'one')).toBe(true);
  expect(await openKeyUses(folder).claim('key', 'other')).toBe(false);
  expect(await openKeyUses(folder).claim('Key', 'other')).toBe(true);
  expect(await openKeyUses(folder).find('key')).toBe('one');
});

it('of many who use a key at once for different requests, one gets it', async () => {
  const folder = await tempDir();
  const claims = Array.from({ length: 20 }, (_, index) => openKeyUses(folder).claim('key', `request-${index % 5}`));
  const won = (await Promise.all(claims)).flatMap((isMine, index) => (isMine ? [index % 5] : []));
  expect(won).toHaveLength(4);
  expect(new Set(won).size).toBe(1);
});

it('forgets what is old, and leaves nothing else behind', async () => {
  const folder = await tempDir();
  const keys = openKeyUses(folder);
  await keys.forget(new Date());
  await keys.claim('old', 'one');
  const [old = ''] = (await readdir(folder, { recursive: true })).filter((name) => name.length > 2);
  await lutimes(join(folder, old), new Date('2026-01-01'), new Date('2026-01-01'));
  await keys.claim('new', 'one');
  await keys.forget(new Date('2026-06-01'));
  expect(await keys.find('old')).toBeUndefined();
  expect(await keys.find('new')).toBe('one');
  expect((await readdir(folder, { recursive: true })).filter((name) => name.length > 2)).toHaveLength(1);
});
