import type { Request } from 'express';
import { refuse } from '../src/engagement/rejection.ts';
import type { KeyUses } from '../stores/key-uses.ts';
import { away, invalid, refused } from './problem.ts';
import type { Problem } from './problem.ts';

/** The caller's key: the same key is the same command. */
export function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined || /^[\w.:-]{1,120}$/.test(key)) return key;
  throw invalid([
    {
      field: 'Idempotency-Key',
      message: 'Expected 1 to 120 letters, digits, "-", "_", "." or ":", such as a UUID.',
    },
  ]);
}

/** Uses a key for a request, before the request is sent on. Rejects with 409 when it is another request's. */
export async function claim(keys: KeyUses, key: string, print: string): Promise<void> {
  const isOurs = await keys.claim(key, print).catch((error: unknown) => {
    // A full disk, say: what cannot be remembered is not done.
    throw away(`The Idempotency-Key cannot be noted in the state folder (${String(error)})`);
  });
  if (!isOurs) throw reused(key);
}

export const reused = (key: string): Problem =>
  refused(
    refuse(
      'reused',
      `The Idempotency-Key "${key}" was used for another request. A new request takes a new key; the same one is sent again as it was.`,
    ),
  );
