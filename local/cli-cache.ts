import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Where the state folder keeps the Temporal CLI that was fetched. */
export const cachedCliIn = (stateDir: string): string =>
  join(stateDir, 'bin', process.platform === 'win32' ? 'temporal.exe' : 'temporal');

/** Fetches a program into a folder of this process's own, looks whether it runs, and only then moves it into the cache, in one step: two processes may do so at once. */
export async function keepInCache(
  cached: string,
  fetch: (into: string) => Promise<string>,
  faultOf: (file: string) => Promise<string | undefined>,
): Promise<string> {
  await mkdir(dirname(cached), { recursive: true });
  const folder = await mkdtemp(join(dirname(cached), 'fetch-'));
  try {
    const fetched = await fetch(folder);
    await chmod(fetched, 0o755);
    const fault = await faultOf(fetched);
    if (fault !== undefined) throw new Error(`what was fetched ${fault}`);
    await rename(fetched, cached);
    return cached;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
