import type { z } from 'zod';
import { readOrFaults } from './in-words.ts';
import { invalid } from './problem.ts';

/** What was sent, checked; rejects with every fault at once. */
export function read<T extends z.ZodType>(schema: T, input: unknown, whole = 'body'): z.infer<T> {
  const sent = readOrFaults(schema, input, whole);
  if (sent.ok) return sent.value;
  throw invalid(sent.faults);
}
