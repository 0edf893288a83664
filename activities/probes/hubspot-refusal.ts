import type { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import type { Answer } from './exchange.ts';
import { unreadable } from './unreadable.ts';

const refusal = z.object({ category: z.string().regex(/^\w{1,60}$/) });

/** What HubSpot means by an answer that is no success. Its words are not passed on: they may quote what was sent. */
export function refusalByHubspot({ status, body }: Answer, host: string): ApplicationFailure {
  const category = categoryIn(body);
  if (status === 401 || status === 403)
    return unreadable(
      `${host} refuses the credential (${category ?? status}). Look at the probe's credential, and at the scopes of the private app.`,
    );
  return unreadable(
    `${host} answers ${status} instead of 200${category === undefined ? '' : ` (${category})`}. Look at the probe's object, properties and filters; redirects are not followed.`,
  );
}

function categoryIn(body: string): string | undefined {
  try {
    return refusal.safeParse(JSON.parse(body)).data?.category;
  } catch {
    return undefined;
  }
}
