import { ApplicationFailure } from '@temporalio/common';
import type { z } from 'zod';
import { unreadable } from './unreadable.ts';

/** What a vendor's client makes of an answer, held against the documented shape. A client that stumbles over an answer got one of another shape. */
export async function shaped<Schema extends z.ZodType>(
  schema: Schema,
  answer: Promise<unknown>,
  host: string,
): Promise<z.output<Schema>> {
  const read = await answer.then(
    (value) => schema.safeParse(value),
    (error: unknown) => {
      if (error instanceof ApplicationFailure) throw error;
    },
  );
  if (read?.success === true) return read.data;
  const where = read?.error?.issues.map(({ path }) => path.join('.')).join(', ');
  throw unreadable(
    `${host} does not answer as it is documented to${where === undefined ? '' : ` (at ${where})`}. Is it the system that the probe is for?`,
  );
}
