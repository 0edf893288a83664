import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { faults } from '../../../src/ports/activities.ts';
import { probeContract, refusal } from './contract.ts';

type Csv = Extract<ProbeConfiguration, { kind: 'csv' }>;

const common = {
  kind: 'csv',
  file: 'acme/usage.csv',
  column: 'share',
  aggregate: 'last',
  delimiter: ',',
  decimal: '.',
} as const;
const usage = 'week,team,share,note\n1,sales,40,"a, b"\n2,sales,55.5,\n2,marketing,61 %,\n3,sales,,not yet\n';

/** A folder with the file in it, and what is beside the folder. */
async function dropped(content: string | Buffer, over: Partial<Csv> = {}) {
  const base = await mkdtemp(join(tmpdir(), 'fairlead-csv-'));
  onTestFinished(() => rm(base, { recursive: true }));
  const files = join(base, 'drops');
  await mkdir(join(files, 'acme'), { recursive: true });
  const path = join(files, 'acme', 'usage.csv');
  await writeFile(path, content);
  await writeFile(join(base, 'secret.csv'), 'share\n1\n');
  return { path, files, base, probe: { ...common, ...over }, settings: { hosts: [], environment: {}, files } };
}

const noNetwork = { because: 'a file is read, not asked' };

probeContract({
  kind: 'csv',
  reads: async () => ({ ...(await dropped(usage)), value: 61, source: 'acme/usage.csv' }),
  wrongCredential: { because: 'a folder has no credential' },
  noCredential: { because: 'a folder has no credential' },
  notAllowed: async () => dropped(usage, { file: '../secret.csv' }),
  away: async () => dropped(usage, { file: 'acme/tomorrow.csv' }),
  slow: noNetwork,
  tooBig: async () => dropped(`share\n${'1\n'.repeat(5 * 1024 * 1024)}`),
  wrongShape: async () => dropped('<!doctype html><html><body>Log in</body></html>'),
  rateLimited: noNetwork,
  busy: noNetwork,
});

describe('what is read from a CSV file', () => {
  it.each<readonly [Partial<Csv>, number]>([
    [{ aggregate: 'last' }, 61],
    [{ aggregate: 'count' }, 3],
    [{ aggregate: 'sum' }, 156.5],
    [{ aggregate: 'max' }, 61],
    [{ aggregate: 'min' }, 40],
    [{ aggregate: 'avg', where: { column: 'week', equals: '2' } }, 58.25],
    [{ aggregate: 'count', where: { column: 'team', equals: 'legal' } }, 0],
    [{ aggregate: 'sum', where: { column: 'team', equals: 'legal' } }, 0],
  ])('is one number of its rows: %j', async (over, value) => {
    const { probe, settings } = await dropped(usage, over);
    expect(await openProbes(settings).read(probe)).toMatchObject({ value, source: 'acme/usage.csv' });
  });

  it.each<readonly [string, string | Buffer, Partial<Csv>, number]>([
    ['of a spreadsheet in German', 'Woche;share\r\n1;1234,5\r\n', { delimiter: ';', decimal: ',' }, 1234.5],
    ['with a mark of its encoding', '\ufeffshare,week\n7,1\n', {}, 7],
    ['in UTF-16', Buffer.from('\ufeffshare,week\n8,1\n', 'utf16le'), {}, 8],
    ['with lines inside of cells', 'note,share\n"two\nlines",9\n', {}, 9],
    [
      'with names that are properties of every object',
      '__proto__,constructor,share\n1,2,3\n',
      { column: '__proto__' },
      1,
    ],
    ['below zero', 'share\n-3.5e2\n', {}, -350],
  ])('may come from a file %s', async (_, content, over, value) => {
    const { probe, settings } = await dropped(content, over);
    expect(await openProbes(settings).read(probe)).toMatchObject({ value });
  });

  it.each<readonly [string, string, Partial<Csv>, string]>([
    ['the column is not there', usage, { column: 'usage' }, 'no column called "usage"'],
    [
      'the column of the condition is not there',
      usage,
      { where: { column: 'region', equals: 'x' } },
      'no column called "region"',
    ],
    ['the column is there twice', 'share,share\n1,2\n', {}, 'more than one column'],
    ['a cell is a text', 'share\n1\njane@customer.example\n', {}, 'of its row 3'],
    ['a number could be two', 'share\n"1,234"\n', {}, 'of its row 2'],
    ['a number is none', 'share\nNaN\n', {}, 'of its row 2'],
    ['a number is endless', 'share\n1e999\n', {}, 'of its row 2'],
    ['no row has a number', 'share\n\n', {}, 'no row with a number'],
    ['the file is empty', '', {}, 'is empty'],
    ['a row lacks a cell', 'share,week\n1\n', {}, 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH, line 2'],
    ['a quote is left open', 'share\n"1\n', {}, 'CSV_QUOTE_NOT_CLOSED'],
  ])('is nothing where %s', async (_, content, over, words) => {
    const failure = await refusal(await dropped(content, over));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('jane');
  });

  it('is nothing of yesterday, where it must be fresh, until the file is dropped anew', async () => {
    const { path, probe, settings } = await dropped(usage, { freshForHours: 24 });
    expect(await openProbes(settings).read(probe)).toMatchObject({ value: 61 });
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await utimes(path, yesterday, yesterday);
    const failure = await refusal({ probe, settings });
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(failure.message).toContain(`is of ${yesterday.toISOString()}`);
  });
});

describe('a file that may not be read', () => {
  it.each([
    '../secret.csv',
    '/etc/passwd',
    'acme/../../secret.csv',
    'link.csv',
    'linked/secret.csv',
    '.',
    '..',
    'acme',
    'pipe.csv',
    '../drops-of-others/x.csv',
    'acme\0',
  ])('is not: %j', async (file) => {
    const { base, files, probe, settings } = await dropped(usage, { file });
    await symlink(join(base, 'secret.csv'), join(files, 'link.csv'));
    await symlink(base, join(files, 'linked'));
    await mkdir(join(base, 'drops-of-others'));
    await writeFile(join(base, 'drops-of-others', 'x.csv'), 'share\n1\n');
    execFileSync('/usr/bin/mkfifo', [join(files, 'pipe.csv')]);
    expect(await refusal({ probe, settings })).toMatchObject({ nonRetryable: true, type: faults.unreadable });
  });

  it('is any, where the worker allows no folder, or one that is gone', async () => {
    const { probe } = await dropped(usage);
    expect((await refusal({ probe, settings: { hosts: [], environment: {} } })).message).toContain(
      'FAIRLEAD_PROBE_FILES',
    );
    expect(
      (await refusal({ probe, settings: { hosts: [], environment: {}, files: '/nowhere/at/all' } })).message,
    ).toContain('is not there');
  });
});
