import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { Readable } from 'node:stream';
import { later } from '../failures.ts';
import type { ProbeSettings } from './settings.ts';
import { unreadable } from './unreadable.ts';

const maxBytes = 5 * 1024 * 1024;

export interface Dropped {
  readonly createReadStream: () => Readable;
  readonly close: () => Promise<void>;
}

/** Opens a file below the folder that the worker allows. One that is not there yet, or not of today, may be tomorrow. */
export async function openDropped({ files }: ProbeSettings, file: string, freshForHours?: number): Promise<Dropped> {
  if (files === undefined)
    throw unreadable('The worker may read no files. FAIRLEAD_PROBE_FILES says in which folder it may.');
  const folder = await realpath(files).catch(() => {
    throw unreadable('The folder that FAIRLEAD_PROBE_FILES names is not there.');
  });
  // Where it is in truth, behind links.
  const path = await realpath(resolve(folder, file)).catch((error: unknown) => {
    throw isBelow(resolve(folder, file), folder) ? notThere(file, error) : outside(file);
  });
  if (!isBelow(path, folder)) throw outside(file);
  // A pipe would have us wait for whoever writes to it.
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((error: unknown) => {
    throw notThere(file, error);
  });
  try {
    await mustBeGood(handle, file, freshForHours);
  } catch (error) {
    await handle.close();
    throw error;
  }
  return {
    createReadStream: () => handle.createReadStream({ end: maxBytes, autoClose: false }),
    close: () => handle.close(),
  };
}

const isBelow = (path: string, folder: string): boolean =>
  path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

const outside = (file: string): Error =>
  unreadable(`${file} is not below the folder that FAIRLEAD_PROBE_FILES names. Configure the probe anew.`);

const notThere = (file: string, error: unknown): Error =>
  later(
    `${file} could not be read (${error instanceof Error && 'code' in error ? String(error.code) : 'unknown'}). Has it been dropped?`,
  );

async function mustBeGood(handle: FileHandle, file: string, freshForHours: number | undefined): Promise<void> {
  const stat = await handle.stat();
  if (!stat.isFile()) throw unreadable(`${file} is no file.`);
  if (stat.size > maxBytes) throw unreadable(`${file} has more than 5 MB. Drop a smaller extract.`);
  if (freshForHours !== undefined && Date.now() - stat.mtimeMs > freshForHours * 3_600_000)
    throw later(
      `${file} is of ${stat.mtime.toISOString()}, which is too old for a reading of today. Has it been dropped anew?`,
    );
}
