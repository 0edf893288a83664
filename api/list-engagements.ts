import { createHash } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes.js';
import { searchAttributes as keys, workflowType } from '../workflows/messages.ts';
import type { Listed, ListQuery } from './engagements.ts';
import { patiently, withinMs } from './patiently.ts';
import { invalid } from './problem.ts';

const names = {
  customer: keys.customer.name,
  playbook: keys.playbook.name,
  step: keys.step.name,
  status: keys.status.name,
  waitingOn: keys.waitingOn.name,
  architect: keys.architect.name,
} as const;

interface Page {
  readonly engagements: Listed[];
  readonly cursor?: string;
}

/** Reads a page of the engagements of a task queue from Temporal's visibility store, newest first. */
export async function listEngagements(client: Client, queue: string, query: ListQuery): Promise<Page> {
  const wanted = visibilityQuery(query, queue);
  const nextPageToken = query.cursor === undefined ? new Uint8Array() : tokenIn(query.cursor, wanted);
  const answer = await patiently(() =>
    client.withDeadline(Date.now() + withinMs, () =>
      client.workflowService.listWorkflowExecutions({
        namespace: client.options.namespace,
        pageSize: query.limit,
        query: wanted,
        nextPageToken,
      }),
    ),
  );
  const engagements = answer.executions.map(listed).filter((found) => isEqual(found, query));
  return { engagements, ...(answer.nextPageToken.length > 0 && { cursor: cursorOf(answer.nextPageToken, wanted) }) };
}

type Execution = Awaited<ReturnType<Client['workflowService']['listWorkflowExecutions']>>['executions'][number];

function listed({ execution, startTime, searchAttributes }: Execution): Listed {
  const found = decodeTypedSearchAttributes(searchAttributes?.indexedFields);
  const text = (key: keyof typeof keys): Record<string, string> => {
    const value: unknown = found.get(keys[key]);
    return typeof value === 'string' ? { [key]: value } : value instanceof Date ? { [key]: value.toISOString() } : {};
  };
  const waitingOn: unknown = found.get(keys.waitingOn);
  const redFlags: unknown = found.get(keys.redFlags);
  return {
    engagement: execution?.workflowId ?? '',
    ...text('customer'),
    ...text('playbook'),
    ...text('step'),
    ...text('status'),
    ...text('architect'),
    ...text('nextDue'),
    ...text('goLive'),
    ...text('checkIn'),
    waitingOn: Array.isArray(waitingOn) ? waitingOn.map(String) : [],
    redFlags: typeof redFlags === 'number' ? redFlags : 0,
    startedAt: new Date(Number(startTime?.seconds ?? 0) * 1000).toISOString(),
  };
}

function visibilityQuery({ equal, dueBefore, redFlags, rehearsals }: ListQuery, queue: string): string {
  return [
    `WorkflowType = '${workflowType}'`,
    // A rehearsal has a queue of its own.
    ...(rehearsals === true ? [] : [`TaskQueue = ${quoted(queue)}`]),
    ...Object.entries(equal).map(([field, value]) => equals(nameOf(field), value)),
    ...(dueBefore === undefined ? [] : [`${keys.nextDue.name} <= ${quoted(dueBefore)}`]),
    ...(redFlags === undefined ? [] : [`${keys.redFlags.name} ${redFlags ? '>' : '='} 0`]),
    // A run that has continued as new is the same engagement, listed by its newest run.
    `ExecutionStatus != 'ContinuedAsNew'`,
  ].join(' AND ');
}

const nameOf = (field: string): string => Object.entries(names).find(([name]) => name === field)?.[1] ?? field;

/** The query's parser is MySQL's: a backslash escapes. */
const quoted = (value: string): string => `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/**
 * Server 1.32.0 reads what was escaped, but looks for it as it was written, less the quotes at its ends: a value with such characters is found by what stands
 * before them, and compared here.
 */
function equals(name: string, value: string): string {
  if (!/["\\]|^'|'$/.test(value)) return `${name} = ${quoted(value)}`;
  return `${name} STARTS_WITH ${quoted(/^[^'"\\]*/.exec(value)?.[0] ?? '')}`;
}

const isEqual = (found: Listed, { equal: { customer } }: ListQuery): boolean =>
  customer === undefined || found.customer === customer;

const sealBytes = 6;

/** Over the token and the list that it is of: one that was cut, made up, or taken from another list would have the server search for long and fail. */
const sealOf = (token: Uint8Array, wanted: string): Buffer =>
  createHash('sha256').update(wanted).update('\0').update(token).digest().subarray(0, sealBytes);

const cursorOf = (token: Uint8Array, wanted: string): string =>
  Buffer.concat([sealOf(token, wanted), token]).toString('base64url');

function tokenIn(cursor: string, wanted: string): Uint8Array {
  const bytes = Buffer.from(cursor, 'base64url');
  const token = bytes.subarray(sealBytes);
  if (token.length > 0 && bytes.subarray(0, sealBytes).equals(sealOf(token, wanted))) return token;
  throw invalid([
    {
      field: 'cursor',
      message:
        'Expected the "cursor" of the page before, whole, with the same filters. Leave it out for the first page.',
    },
  ]);
}
