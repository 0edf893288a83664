import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, it } from 'vitest';
import { firstForgery, journalPart } from '../../src/engagement/journal.ts';
import { openFileRecords } from '../../stores/file-records.ts';
import { tempDir } from '../local/temp-dir.ts';
import { journalOf } from '../support/journal.ts';

const journal = journalOf(3000);
const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Appends one event after the other, and says each that is acknowledged. */
const writer = `
  import { openFileRecords } from ${here('../../stores/file-records.ts')};
  import { journalPart } from ${here('../../src/engagement/journal.ts')};
  import { journalOf } from ${here('../support/journal.ts')};
  const records = openFileRecords(process.argv[1]);
  for (const event of journalOf(${journal.length})) {
    await records.append('acme', journalPart([event]));
    console.log(event.seq);
  }`;

/** Answers with the number of the last event that the writer saw acknowledged before it was killed. */
async function killedAfter(folder: string, acknowledged: number): Promise<number> {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', writer, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last === acknowledged) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  expect(child.signalCode).toBe('SIGKILL');
  return last;
}

it('keeps every acknowledged event of a writer that was killed, in a whole chain that can be gone on with', async () => {
  const folder = await tempDir();
  const acknowledged = await killedAfter(folder, 25);
  const records = openFileRecords(folder);
  const kept = await records.read('acme');
  expect(kept.length).toBeGreaterThanOrEqual(acknowledged);
  expect(kept.length).toBeLessThan(journal.length);
  expect(firstForgery(kept)).toBeUndefined();
  await records.append('acme', journalPart(journal.slice(10, kept.length + 40)));
  expect(await records.read('acme')).toEqual(journal.slice(0, kept.length + 40));
});

it('says which segment is harmed, and appends nothing behind it', async () => {
  const folder = await tempDir();
  const records = openFileRecords(folder);
  await records.append('acme', journalPart(journal.slice(0, 5)));
  await truncate(join(folder, 'acme', '000000001.jsonl'), 100);
  await expect(records.read('acme')).rejects.toThrow('000000001.jsonl is not as it was written');
  await expect(records.append('acme', journalPart(journal.slice(5, 7)))).rejects.toThrow('Put it back from a backup');
  expect(await readdir(join(folder, 'acme'))).toEqual(['000000001.jsonl']);
});

it('does not continue a journal whose last event was changed on the disk into another', async () => {
  const folder = await tempDir();
  const records = openFileRecords(folder);
  await records.append('acme', journalPart(journal.slice(0, 5)));
  const forged = journalOf(5, 'forged').map((event) => `${JSON.stringify(event)}\n`);
  await writeFile(join(folder, 'acme', '000000001.jsonl'), forged.join(''));
  await expect(records.append('acme', journalPart(journal.slice(5, 7)))).rejects.toThrow(
    'does not continue it at event 6',
  );
});

it('keeps journals apart whose long ids differ in one letter only', async () => {
  const records = openFileRecords(await tempDir());
  const [one, other] = [`${'A'.repeat(119)}1`, `${'A'.repeat(119)}2`];
  await records.append(one, journalPart(journal.slice(0, 2)));
  await records.append(other, journalPart(journal.slice(0, 3)));
  expect(await records.read(one)).toHaveLength(2);
  expect(await records.read(other)).toHaveLength(3);
});
