import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Sentence } from './sentence.ts';

const register = z.record(z.string(), z.string());

/** The digests of released playbooks, by ID@VERSION. */
export async function readRegister(folder: string): Promise<Readonly<Record<string, string>>> {
  const file = join(folder, 'digests.json');
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '{}';
    throw error;
  });
  try {
    return register.parse(JSON.parse(text));
  } catch {
    throw new Sentence(`${file} is no register of released playbooks. Put it back as it was.`);
  }
}

/** Sorted, so that two people who release meet in different lines. */
export async function writeRegister(folder: string, digests: Readonly<Record<string, string>>): Promise<void> {
  const sorted = Object.fromEntries(Object.entries(digests).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  await writeFile(join(folder, 'digests.json'), `${JSON.stringify(sorted, undefined, 2)}\n`);
}
