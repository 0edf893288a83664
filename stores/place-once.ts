import { randomUUID } from 'node:crypto';
import { link, open, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Puts a file into a folder, whole and flushed, unless one of its name is there: of two writers one wins, and a kill leaves no half of it.
 * True when it was put there, false when one was there already. Without `flush`, a power cut may forget it, which costs less where that does no harm.
 */
export async function placeOnce(
  folder: string,
  name: string,
  contents: string,
  { flush = true }: { readonly flush?: boolean } = {},
): Promise<boolean> {
  const draft = join(folder, `${randomUUID()}.draft`);
  try {
    await writeFile(draft, contents, { flag: 'wx', flush });
    await link(draft, join(folder, name));
    if (flush) await flushNames(folder);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
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
