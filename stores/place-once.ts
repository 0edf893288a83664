import { randomUUID } from 'node:crypto';
import { link, open, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './code-of.ts';

/**
 * Puts a file into a folder, whole and flushed, unless one of its name is there: of two writers one wins, and a kill leaves no half of it.
 * True when it was put there, false when one was there already.
 */
export async function placeOnce(folder: string, name: string, contents: string): Promise<boolean> {
  const draft = join(folder, `${randomUUID()}.draft`);
  try {
    await writeFile(draft, contents, { flag: 'wx', flush: true });
    await link(draft, join(folder, name));
    await flushedWith(folder);
    return true;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    // Whoever put it there may not have flushed its name yet.
    await flushedWith(folder);
    return false;
  } finally {
    // Not there when it could not be written; rm() would look first.
    await unlink(draft).catch(() => undefined);
  }
}

interface Flushes {
  underWay: Promise<void>;
  next?: Promise<void>;
}

const flushes = new Map<string, Flushes>();

/** Flushes a folder. Of many callers at once, those who come while a flush is under way share the next one: it begins after all that they have linked. */
function flushedWith(folder: string): Promise<void> {
  const known = flushes.get(folder);
  if (known?.next !== undefined) return known.next;
  const begin = (): Promise<void> => {
    const mine: Flushes = { underWay: flushNames(folder) };
    flushes.set(folder, mine);
    const forget = (): void => {
      if (flushes.get(folder) === mine && mine.next === undefined) flushes.delete(folder);
    };
    void mine.underWay.then(forget, forget);
    return mine.underWay;
  };
  if (known === undefined) return begin();
  return (known.next = known.underWay.then(begin, begin));
}

/** A linked name outlives a power cut when its folder is flushed too. Windows flushes no folders, and needs none. */
async function flushNames(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const names = await open(folder);
  try {
    await names.sync();
  } finally {
    await names.close();
  }
}
