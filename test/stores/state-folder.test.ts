import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStateFolder } from '../../stores/state-folder.ts';
import { tempDir } from '../local/temp-dir.ts';

it('makes the state folder, and those that it lies in', async () => {
  const path = join(await tempDir(), 'a', 'b');
  expect(await openStateFolder(path)).toBe(path);
  expect((await stat(path)).isDirectory()).toBe(true);
  expect(await openStateFolder(path)).toBe(path);
});

it('says in a sentence that it is a file, or lies in one', async () => {
  const file = join(await tempDir(), 'file');
  await writeFile(file, '');
  for (const path of [file, join(file, 'inside')])
    await expect(openStateFolder(path)).rejects.toThrow(
      `The state folder ${path} cannot be used: it, or what it lies in, is a file. Set FAIRLEAD_STATE_DIR to a folder that may be written to.`,
    );
});

it.skipIf(process.platform !== 'linux')(
  'says at once that it cannot be made where the system makes none',
  async () => {
    await expect(openStateFolder('/proc/fairlead')).rejects.toThrow('cannot be used: it cannot be made there.');
  },
  2_000,
);
