import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { journalPart } from '../../src/engagement/journal.ts';
import { openFileRecords } from '../../stores/file-records.ts';
import { tempDir } from '../local/temp-dir.ts';
import { journalOf } from '../support/journal.ts';
import { recordsContract } from './records-contract.ts';

recordsContract('files', async () => {
  const folder = await tempDir();
  return () => openFileRecords(folder);
});

it('reads over what a writer left behind that was killed in mid-write', async () => {
  const folder = await tempDir();
  await mkdir(join(folder, 'acme'), { recursive: true });
  await writeFile(join(folder, 'acme', 'b5d1.draft'), '{"kind":"factNo');
  const records = openFileRecords(folder);
  await records.append('acme', journalPart(journalOf(3)));
  expect(await records.read('acme')).toEqual(journalOf(3));
});
