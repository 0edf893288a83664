import { mkdir } from 'node:fs/promises';
import { codeOf } from './code-of.ts';

/** Does something in a folder, which is made when it turns out to be missing: to look for it each time costs as much as what is done in it. `act` may be called twice. `mode`: who may read it. */
export async function inFolder<T>(folder: string, act: () => Promise<T>, mode?: number): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
    await mkdir(folder, { recursive: true, mode });
    return act();
  }
}
