import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { openSlackOutbox } from '../../stores/slack-outbox.ts';
import { tempDir } from '../local/temp-dir.ts';

const id = 'event-operations-platform';

async function shelfWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await tempDir();
  await cp(`playbooks/${id}`, join(folder, id), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(folder, path, '..'), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

it('keeps the other playbooks when one is made to swell as it is read', async () => {
  const levels = Array.from({ length: 9 }, (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`);
  const shelf = await openShelf(await shelfWith({ 'bomb/1.0.0.yaml': `l0: &l0 [x]\n${levels.join('\n')}\n` }));
  expect(shelf.ids).toEqual([id]);
  expect(shelf.faults).toMatchObject([{ file: expect.stringContaining('bomb/1.0.0.yaml') }]);
});

it('keeps the other playbooks when a folder lies where a file should', async () => {
  const shelf = await openShelf(await shelfWith({ 'odd/1.0.0.yaml/note': 'x' }));
  expect(shelf.ids).toEqual([id]);
  expect(shelf.faults[0]?.message).toContain('It cannot be read');
});

it('opens no shelf at all when the register of releases is spoilt, rather than take releases for drafts', async () => {
  const folder = await shelfWith({ 'digests.json': '{"half":' });
  await expect(openShelf(folder)).rejects.toThrow('digests.json is no register of released playbooks');
});

it('keeps one copy of a Slack message that is put there several times at once', async () => {
  const outbox = openSlackOutbox(await tempDir());
  const message = { id: 'a', at: '2027-01-04T09:00:00.000Z', engagement: 'acme', key: 'a', to: '@x', text: 'a' };
  await Promise.all(Array.from({ length: 8 }, () => outbox.put({ ...message, blocks: [] })));
  expect(await outbox.list({ limit: 9 })).toHaveLength(1);
});

it('says in a sentence, with the variable, that the folder is not there, or is none', async () => {
  const folder = await tempDir();
  await expect(openShelf(join(folder, 'nope'))).rejects.toThrow(
    `The playbooks cannot be read from ${join(folder, 'nope')}: it is not there. Set FAIRLEAD_PLAYBOOKS to the folder that holds them.`,
  );
  await writeFile(join(folder, 'file'), '');
  await expect(openShelf(join(folder, 'file'))).rejects.toThrow('Set FAIRLEAD_PLAYBOOKS');
});
