import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stopLeftoverServer } from '../../local/leftover-server.ts';
import { startTemporalServer } from '../../local/temporal-server.ts';
import { freePort, realCli } from './real-server.ts';
import { script, tempDir } from './temp-dir.ts';

const here = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);

/** Starts a server, says its process, and lives on: to be killed. */
const starter = `
  import { startTemporalServer } from ${here('../../local/temporal-server.ts')};
  const server = await startTemporalServer({ ...JSON.parse(process.argv[1]), searchAttributes: {}, say: () => undefined });
  console.log(server.pid);
  setInterval(() => undefined, 1000);`;

const isAlive = (pid: number | undefined): boolean => {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** A program that looks like a server by its command line, and does not stop when it is asked to. */
async function likeServer(folder: string, ...args: readonly string[]): Promise<ChildProcess> {
  const file = await script(folder, 'temporal', "trap '' TERM; echo up; while true; do sleep 0.1; done");
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

const unheard = (): void => expect.unreachable('there is nothing to stop');

const note = (folder: string, pid: number | undefined, owner: number): Promise<void> =>
  writeFile(join(folder, 'temporal.pid'), JSON.stringify({ pid, owner }));

describe('a Temporal server that was left behind', () => {
  it('is stopped by the next start, which says so and goes on with the same database on the same ports', async () => {
    const settings = { stateDir: await tempDir(), temporalPort: await freePort(), uiPort: await freePort() };
    const start = { cliPath: await realCli(), settings };
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', starter, JSON.stringify(start)],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    onTestFinished(() => void child.kill('SIGKILL'));
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const left = Number(line);
    onTestFinished(() => stopLeftoverServer(settings.stateDir, () => undefined));
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(left)).toBe(true);

    const said: string[] = [];
    const server = await startTemporalServer({ ...start, searchAttributes: {}, say: (words) => said.push(words) });
    onTestFinished(() => server.stop());
    expect(said[0]).toContain(`(process ${left}) was left behind by a Fairlead that was killed: stopping it.`);
    expect(JSON.parse(await readFile(join(settings.stateDir, 'temporal.pid'), 'utf8'))).toEqual({
      pid: server.pid,
      owner: process.pid,
    });
    await server.stop();
    await expect(readFile(join(settings.stateDir, 'temporal.pid'))).rejects.toThrow('ENOENT');
  }, 60_000);

  it('is ended by force when it does not stop by itself', async () => {
    const folder = await tempDir();
    const child = await likeServer(folder, 'server', 'start-dev', '--db-filename', join(folder, 'temporal.db'));
    await note(folder, child.pid, 1);
    const ended = once(child, 'exit');
    await stopLeftoverServer(folder, () => undefined, 500);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });

  it('is left alone while whoever started it lives', async () => {
    const folder = await tempDir();
    const child = await likeServer(folder, 'server', 'start-dev', '--db-filename', join(folder, 'temporal.db'));
    await note(folder, child.pid, process.pid);
    await expect(stopLeftoverServer(folder, () => undefined)).rejects.toThrow(
      `Another Fairlead (process ${process.pid}) runs on the state folder ${folder}`,
    );
    expect(isAlive(child.pid)).toBe(true);
  });

  it('is never taken for one when its command line does not name our database', async () => {
    const folder = await tempDir();
    const other = await likeServer(folder, 'server', 'start-dev', '--db-filename', join(folder, 'temporal.db.old'));
    await note(folder, other.pid, 1);
    await stopLeftoverServer(folder, unheard);
    expect(isAlive(other.pid)).toBe(true);
  });

  it('is no matter when the note is missing, spoilt, or about a process that has gone', async () => {
    const folder = await tempDir();
    await stopLeftoverServer(folder, unheard);
    await writeFile(join(folder, 'temporal.pid'), '{"pid":');
    await stopLeftoverServer(folder, unheard);
    await note(folder, 2 ** 22 - 1, 1);
    await expect(stopLeftoverServer(folder, unheard)).resolves.toBeUndefined();
  });
});
