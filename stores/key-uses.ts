import { createHash } from 'node:crypto';
import { lstat, readdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './code-of.ts';
import { inFolder } from './in-folder.ts';
import { unlessMissing } from './unless-missing.ts';

/** What each Idempotency-Key was first used for, whichever engagement that was. */
export interface KeyUses {
  /** The fingerprint of the request that a key was first used for; undefined when it never was. */
  find(key: string): Promise<string | undefined>;
  /** Uses a key. True when it belongs to this request: for the first time, or for the very same again. */
  claim(key: string, print: string): Promise<boolean>;
  /** Forgets keys that were first used before an instant: nobody repeats a request after so long. */
  forget(before: Date): Promise<void>;
}

/** So long keys are kept. A late duplicate comes within days. */
export const keysKeptDays = 90;

/**
 * First uses in a folder, a symbolic link a key, which is there or not, whole, after one call: where it leads is the request's fingerprint, and no file. It is put
 * there before the request is sent on: APIs that share the folder share what they know, and a kill forgets nothing. A key whose request was refused stays that request's.
 */
export function openKeyUses(folder: string): KeyUses {
  const placeOf = (key: string) => {
    const digest = createHash('sha256').update(key).digest('hex');
    // Spread over many folders: none becomes so long that it is slow.
    const shelf = join(folder, digest.slice(0, 2));
    return { shelf, place: join(shelf, digest.slice(2)) };
  };
  const find = (key: string): Promise<string | undefined> => readlink(placeOf(key).place).catch(unlessMissing);
  return {
    find,
    claim: async (key, print) => {
      const { shelf, place } = placeOf(key);
      try {
        // A power cut may forget the last ones: engagements still know what they have answered.
        await inFolder(shelf, () => symlink(print, place));
        return true;
      } catch (error) {
        if (codeOf(error) !== 'EEXIST') throw error;
        return (await find(key)) === print;
      }
    },
    forget: async (before) => {
      const shelves = (await readdir(folder).catch(unlessMissing)) ?? [];
      for (const shelf of shelves) await forgetIn(join(folder, shelf), before);
    },
  };
}

async function forgetIn(shelf: string, before: Date): Promise<void> {
  for (const name of await readdir(shelf)) {
    // Another API may be forgetting the same.
    const found = await lstat(join(shelf, name)).catch(unlessMissing);
    if (found !== undefined && found.mtime < before) await rm(join(shelf, name), { force: true });
  }
}
