import { WorkflowUpdateFailedError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import type { Command } from '../src/engagement/command-fields.ts';
import type { JournalEvent } from '../src/engagement/events.ts';
import { fingerprint } from '../src/engagement/memory.ts';
import type { Answer } from '../src/engagement/memory.ts';
import type { Rejection } from '../src/engagement/rejection.ts';
import { refuse } from '../src/engagement/rejection.ts';
import type { Records } from '../src/ports/records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { rejected, taskQueue } from '../workflows/messages.ts';
import type { QueryAnswers } from '../workflows/messages.ts';
import { askWorkflow, isGone, statusOf, whoIsAway } from './ask-workflow.ts';
import type { Engagements } from './engagements.ts';
import { givingWay } from './giving-way.ts';
import { reused } from './keys.ts';
import { listEngagements } from './list-engagements.ts';
import { pastEngagements } from './past-engagements.ts';
import { patiently, withinMs } from './patiently.ts';
import { refused, unknownEngagement } from './problem.ts';
import { startedAs, startWorkflow } from './start-workflow.ts';
import { turns } from './turns.ts';

export interface TemporalEngagementsDependencies {
  readonly client: Client;
  readonly records: Records;
  readonly shelf: Shelf;
  readonly queue?: string;
}

/** Engagements as workflows on Temporal; those that have come to an end are read from their records, for which nobody needs to look after them. */
export function temporalEngagements(dependencies: TemporalEngagementsDependencies): Engagements {
  const { client, records, shelf, queue = taskQueue } = dependencies;
  const inTurn = turns();
  const way = givingWay();
  const past = pastEngagements(records, shelf);
  return {
    start: (shelved, request, mark) => way.start(() => startWorkflow(client, queue, shelved, request, mark)),
    startedAs: (id, mark) => startedAs(client, id, mark),
    command: (id, command) => inTurn(id, () => way.command(() => submitted(client, id, command))),
    list: (query) => listEngagements(client, queue, query),
    view: (id) => nowOrThen(client, past, id, 'view'),
    plan: (id) => nowOrThen(client, past, id, 'plan'),
    forecast: async (id, days) => {
      const status = await statusOf(client, id);
      // Nothing will happen any more in what is over.
      if (hasLeft(status) && (await past.plan(id)) !== undefined) return [];
      if (status === undefined) throw unknownEngagement(id);
      return askWorkflow(client, id, 'forecast', [days]);
    },
    journal: async (id) => {
      const tail = await tailOf(client, id);
      // Asked after the workflow: what has left its outbox meanwhile is in the records by now.
      const stored = await records.read(id);
      const last = stored.at(-1)?.seq ?? 0;
      const all = [...stored, ...tail.filter(({ seq }) => seq > last)];
      if (all.length === 0) throw unknownEngagement(id);
      return all;
    },
    isReady: async () => {
      try {
        await client.withDeadline(Date.now() + 2000, () => client.workflowService.getSystemInfo({}));
        return true;
      } catch {
        return false;
      }
    },
  };
}

/** Whether an engagement has put all of its journal into the records, and nothing is added any more. One that failed or was terminated may not have. */
const hasLeft = (status: Awaited<ReturnType<typeof statusOf>>): boolean =>
  status === undefined || status === 'COMPLETED' || status === 'CANCELLED';

/** How a running engagement stands now, or how one that is over stood then. */
async function nowOrThen<Name extends 'view' | 'plan'>(
  client: Client,
  past: { readonly [Kind in Name]: (id: string) => Promise<QueryAnswers[Kind] | undefined> },
  id: string,
  name: Name,
): Promise<QueryAnswers[Name]> {
  const status = await statusOf(client, id);
  const then = hasLeft(status) ? await past[name](id) : undefined;
  if (then !== undefined) return then;
  if (status === undefined) throw unknownEngagement(id);
  return askWorkflow(client, id, name);
}

/** Events of an engagement that may not be in the records yet. */
const tailOf = async (client: Client, id: string): Promise<readonly JournalEvent[]> =>
  hasLeft(await statusOf(client, id)) ? [] : askWorkflow(client, id, 'journal');

async function submitted(client: Client, id: string, command: Command): Promise<Answer> {
  const print = fingerprint(id, command);
  const { kind, commandId } = command;
  try {
    const answer = await patiently(() =>
      client.withDeadline(Date.now() + withinMs, () =>
        client.workflow.getHandle(id).executeUpdate<Answer, [unknown]>(kind, { args: [command], updateId: commandId }),
      ),
    );
    // The engine answers a repeated id with the first outcome, whatever it was sent with.
    if (answer.print !== print) throw reused(commandId);
    return answer;
  } catch (error) {
    throw await told(client, id, error);
  }
}

async function told(client: Client, id: string, error: unknown): Promise<unknown> {
  if (
    error instanceof WorkflowUpdateFailedError &&
    error.cause instanceof ApplicationFailure &&
    error.cause.type === rejected
  ) {
    const [rejection] = error.cause.details ?? [];
    if (isRejection(rejection)) return refused(rejection);
  }
  if (!isGone(error)) return whoIsAway(client, id, error);
  return (await statusOf(client, id)) === undefined
    ? unknownEngagement(id)
    : refused(refuse('conflict', `The engagement "${id}" has ended. Nothing can be changed in it any more.`));
}

const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && 'rejected' in value && 'message' in value;
