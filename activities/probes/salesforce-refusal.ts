import type { ApplicationFailure } from '@temporalio/common';
import { z } from 'zod';
import { later } from '../failures.ts';
import type { Answer } from './exchange.ts';
import { waitMsOf } from './retry-after.ts';
import { unreadable } from './unreadable.ts';

const code = z.string().regex(/^\w{1,60}$/);
const refusals = z.array(z.object({ errorCode: code, message: z.string().default('') })).min(1);
const grantRefusal = z.object({ error: code });

/** Whose words are about the query, which is no secret. */
const aboutTheQuery = new Set(['MALFORMED_QUERY', 'INVALID_FIELD', 'INVALID_TYPE', 'INVALID_QUERY_FILTER_OPERATOR']);
const passing = new Set(['QUERY_TIMEOUT', 'SERVER_UNAVAILABLE', 'UNABLE_TO_LOCK_ROW', 'UNKNOWN_EXCEPTION']);
const quarterHourMs = 900_000;

/** What Salesforce means by an answer that is no success: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/errorcodes.htm */
export function refusalBySalesforce({ status, headers, body }: Answer, host: string): ApplicationFailure {
  const { errorCode, message } = reasonIn(body);
  // Its day's calls are spent, ours among them. It opens again bit by bit, as the day rolls on.
  if (errorCode === 'REQUEST_LIMIT_EXCEEDED')
    return later(`${host} has used up its API calls (${errorCode})`, waitMsOf(headers['retry-after']) ?? quarterHourMs);
  if (passing.has(errorCode)) return later(`${host} answers ${status} (${errorCode})`);
  if (status === 401 || /^(invalid_client|invalid_grant|unauthorized_client|invalid_client_id)$/.test(errorCode))
    return unreadable(`${host} refuses the credential (${errorCode || status}). Look at the probe's credential.`);
  const words = aboutTheQuery.has(errorCode) ? `: ${message.replaceAll(/\s+/g, ' ')}` : '';
  return unreadable(
    `${host} answers ${status} instead of 200${errorCode && ` (${errorCode}${words})`}. Look at the probe's configuration; redirects are not followed.`,
  );
}

function reasonIn(body: string): { readonly errorCode: string; readonly message: string } {
  const json = jsonIn(body);
  const [refusal] = refusals.safeParse(json).data ?? [];
  return refusal ?? { errorCode: grantRefusal.safeParse(json).data?.error ?? '', message: '' };
}

function jsonIn(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
