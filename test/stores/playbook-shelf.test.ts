import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { tempDir } from '../local/temp-dir.ts';

const id = 'event-operations-platform';

it('finds a playbook by its id, its version and its digest', async () => {
  const shelf = await openShelf('playbooks');
  const latest = shelf.latest(id);
  expect(shelf.faults).toEqual([]);
  expect(shelf.find(id, '1.0.0')).toBe(latest);
  expect(shelf.byDigest(latest?.pin.digest ?? '')).toBe(latest);
  expect(shelf.latest('nowhere')).toBeUndefined();
});

it('sorts versions by number, so that 1.10.0 comes after 1.9.0', async () => {
  const folder = await tempDir();
  const text = await readFile(`playbooks/${id}/1.0.0.yaml`, 'utf8');
  await mkdir(join(folder, id));
  for (const version of ['1.9.0', '1.10.0'])
    await writeFile(join(folder, id, `${version}.yaml`), text.replace(/^version: .*$/m, `version: ${version}`));
  expect((await openShelf(folder)).latest(id)?.pin.version).toBe('1.10.0');
});

it('refuses a file that was changed after its release, and says what to do', async () => {
  const folder = await tempDir();
  await cp(`playbooks/${id}`, join(folder, id), { recursive: true });
  await writeFile(join(folder, 'digests.json'), JSON.stringify({ [`${id}@1.0.0`]: 'another digest' }));
  const shelf = await openShelf(folder);
  expect(shelf.ids).toEqual([]);
  expect(shelf.faults[0]?.message).toContain('give the change a new version');
});

it('keeps the others when one file is broken, and says where', async () => {
  const folder = await tempDir();
  await cp(`playbooks/${id}`, join(folder, id), { recursive: true });
  await mkdir(join(folder, 'broken'));
  await writeFile(join(folder, 'broken', '1.0.0.yaml'), 'id: broken\nname: [1, 2\n');
  const shelf = await openShelf(folder);
  expect(shelf.ids).toEqual([id]);
  expect(shelf.faults[0]?.message).toMatch(/^\d+:\d+ /);
});
