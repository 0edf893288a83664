import type { z } from 'zod';
import { invalid } from './problem.ts';

/** What was sent, checked; rejects with every fault at once. */
export function read<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw invalid(
    parsed.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({
            field: [...issue.path, key].join('.'),
            message: 'There is no such field. Is it misspelt?',
          }))
        : [{ field: issue.path.join('.'), message: issue.message }],
    ),
  );
}
