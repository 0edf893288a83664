import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Paired } from './figure.ts';

// JSON has no NaN: a side that did not come to its end is null.
const measured = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

const file = z.array(
  z.strictObject({
    name: z.string(),
    unit: z.string(),
    by: z.enum(['ratio', 'difference']),
    pairs: z.array(z.strictObject({ floor: measured, value: measured })),
  }),
);

/** Pairs that were measured elsewhere, to be judged again. */
export async function readPairs(path: string): Promise<readonly Paired[]> {
  const read = file.safeParse(JSON.parse(await readFile(path, 'utf8')));
  if (!read.success) throw new Error(`${path} holds no pairs: ${z.prettifyError(read.error)}`);
  return read.data;
}
