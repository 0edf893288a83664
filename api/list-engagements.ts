import type { Client } from '@temporalio/client';
import { decodeTypedSearchAttributes } from '@temporalio/common/lib/converter/payload-search-attributes.js';
import { searchAttributes as keys, workflowType } from '../workflows/messages.ts';
import type { Listed, ListQuery } from './engagements.ts';

const names = {
  customer: keys.customer.name,
  playbook: keys.playbook.name,
  step: keys.step.name,
  status: keys.status.name,
  waitingOn: keys.waitingOn.name,
  architect: keys.architect.name,
} as const;

/** Reads a page of engagements from Temporal's visibility store, newest first. */
export async function listEngagements(
  client: Client,
  query: ListQuery,
): Promise<{ engagements: Listed[]; cursor?: string }> {
  const { executions, nextPageToken } = await client.workflowService.listWorkflowExecutions({
    namespace: client.options.namespace,
    pageSize: query.limit,
    query: visibilityQuery(query),
    nextPageToken: query.cursor === undefined ? new Uint8Array() : Buffer.from(query.cursor, 'base64url'),
  });
  const cursor = Buffer.from(nextPageToken).toString('base64url');
  return { engagements: executions.map(listed), ...(cursor !== '' && { cursor }) };
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

/** Values have been checked by the edge to hold no quotes; they are quoted all the same. */
function visibilityQuery({ equal, dueBefore, withRedFlags }: ListQuery): string {
  return [
    `WorkflowType = '${workflowType}'`,
    ...Object.entries(equal).map(([field, value]) => `${nameOf(field)} = '${value.replaceAll("'", '')}'`),
    ...(dueBefore === undefined ? [] : [`${keys.nextDue.name} <= '${dueBefore}'`]),
    ...(withRedFlags === true ? [`${keys.redFlags.name} > 0`] : []),
    // A run that has continued as new is the same engagement, listed by its newest run.
    `ExecutionStatus != 'ContinuedAsNew'`,
  ].join(' AND ');
}

const nameOf = (field: string): string => Object.entries(names).find(([name]) => name === field)?.[1] ?? field;
