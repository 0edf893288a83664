import {
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
} from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { digestOf } from '../src/canonical.ts';
import { laterBy } from '../src/calendar/calendar.ts';
import type { Command } from '../src/engagement/command-fields.ts';
import type { JournalEvent } from '../src/engagement/events.ts';
import { foldJournal } from '../src/engagement/evolve.ts';
import { fingerprint } from '../src/engagement/memory.ts';
import type { Answer } from '../src/engagement/memory.ts';
import type { Rejection } from '../src/engagement/rejection.ts';
import { refuse } from '../src/engagement/rejection.ts';
import { startBody } from '../src/engagement/start.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { State } from '../src/engagement/state.ts';
import { viewOf } from '../src/engagement/view.ts';
import type { View } from '../src/engagement/view.ts';
import { planFor } from '../src/method/plan.ts';
import type { Plan } from '../src/method/plan.ts';
import type { Records } from '../src/ports/records.ts';
import type { Shelf, Shelved } from '../stores/playbook-shelf.ts';
import { queries, rejected, taskQueue, workflowType } from '../workflows/messages.ts';
import type { EngagementInput, QueryAnswers } from '../workflows/messages.ts';
import type { Engagements } from './engagements.ts';
import { listEngagements } from './list-engagements.ts';
import { patiently } from './patiently.ts';
import { Problem, refused, unknownEngagement } from './problem.ts';
import { turns } from './turns.ts';

export interface TemporalEngagementsDependencies {
  readonly client: Client;
  readonly records: Records;
  readonly shelf: Shelf;
  readonly queue?: string;
}

/** Engagements as workflows on Temporal; those that have left it are read from their records. */
export function temporalEngagements(dependencies: TemporalEngagementsDependencies): Engagements {
  const { client, records } = dependencies;
  const inTurn = turns();
  const ask = <Name extends keyof QueryAnswers>(
    id: string,
    name: Name,
    args: [number?] = [],
  ): Promise<QueryAnswers[Name]> =>
    patiently(() =>
      client.withDeadline(Date.now() + 5000, () =>
        client.workflow.getHandle(id).query<QueryAnswers[Name], [number?]>(queries[name], ...args),
      ),
    );
  /** From the workflow; when it is gone, from the records. */
  const askOr = async <Name extends 'view' | 'plan'>(
    id: string,
    name: Name,
    fromRecords: (id: string) => Promise<QueryAnswers[Name]>,
  ) => {
    try {
      return await ask(id, name);
    } catch (error) {
      if (isGone(error)) return fromRecords(id);
      throw error;
    }
  };
  return {
    start: (shelved, request, key) => start(dependencies, shelved, request, key),
    command: (id, command) => inTurn(id, () => submitted(client, id, command)),
    list: (query) => patiently(() => listEngagements(client, query)),
    view: (id) => askOr(id, 'view', (gone) => pastView(dependencies, gone)),
    plan: (id) => askOr(id, 'plan', (gone) => pastPlan(dependencies, gone)),
    forecast: async (id, days) => {
      try {
        return await ask(id, 'forecast', [days]);
      } catch (error) {
        throw isGone(error) ? unknownEngagement(id) : error;
      }
    },
    journal: async (id) => {
      const tail = await ask(id, 'journal').catch((error: unknown) => {
        if (isGone(error)) return [];
        throw error;
      });
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

const isGone = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && /NOT_FOUND/.test(error.message));

/** In the workflow's memo: the start that was asked for, so that a repetition is told from a second engagement of the same name. */
const startPrint = 'startPrint';

async function start(
  { client, queue = taskQueue }: TemporalEngagementsDependencies,
  shelved: Shelved,
  request: StartRequest,
  key: string,
): Promise<void> {
  const print = digestOf({ request, key, playbook: shelved.pin.digest });
  const input: EngagementInput = { playbook: shelved.outline, begin: startBody(shelved.outline, shelved.pin, request) };
  try {
    await patiently(() =>
      client.workflow.start(workflowType, {
        taskQueue: queue,
        workflowId: request.engagement,
        args: [input],
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        memo: { [startPrint]: print },
        staticSummary: `${shelved.playbook.name} (${request.type})`,
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const { memo } = await patiently(() => client.workflow.getHandle(request.engagement).describe());
    if (memo?.[startPrint] !== print)
      throw new Problem(
        409,
        'conflict',
        `There is an engagement "${request.engagement}" already. Choose another id, or leave it out to get one.`,
      );
  }
}

async function submitted(client: Client, id: string, command: Command): Promise<Answer> {
  const print = fingerprint(id, command);
  try {
    const answer = await patiently(() =>
      client.withDeadline(Date.now() + 5000, () =>
        client.workflow
          .getHandle(id)
          .executeUpdate<Answer, [unknown]>(command.kind, { args: [command], updateId: command.commandId }),
      ),
    );
    // The engine answers a repeated id with the first outcome, whatever it was sent with.
    if (answer.print !== print)
      throw refused(
        refuse(
          'reused',
          `The Idempotency-Key "${command.commandId}" was used for another command. A new command takes a new key.`,
        ),
      );
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
  if (!isGone(error)) return error;
  const isKnown = await client.workflow
    .getHandle(id)
    .describe()
    .then(
      () => true,
      () => false,
    );
  return isKnown
    ? refused(refuse('conflict', `The engagement "${id}" has ended. Nothing can be changed in it any more.`))
    : unknownEngagement(id);
}

const isRejection = (value: unknown): value is Rejection =>
  typeof value === 'object' && value !== null && 'rejected' in value && 'message' in value;

interface Past {
  readonly state: State;
  readonly last: JournalEvent;
  readonly shelved: Shelved;
}

async function past({ records, shelf }: TemporalEngagementsDependencies, id: string): Promise<Past> {
  const events = await records.read(id);
  const [state, last] = [foldJournal(events), events.at(-1)];
  if (state === undefined || last === undefined) throw unknownEngagement(id);
  const shelved = shelf.byDigest(state.playbook.digest);
  if (shelved === undefined)
    throw new Problem(
      503,
      'unavailable',
      `${state.playbook.id} ${state.playbook.version}, which "${id}" ran, is not on the shelf. Put its file back.`,
    );
  return { state, last, shelved };
}

async function pastContext(dependencies: TemporalEngagementsDependencies, id: string) {
  const { state, last, shelved } = await past(dependencies, id);
  return { playbook: shelved.outline, state, now: laterBy(last.at, 0) };
}

const pastView = async (dependencies: TemporalEngagementsDependencies, id: string): Promise<View> =>
  viewOf(await pastContext(dependencies, id));
const pastPlan = async (dependencies: TemporalEngagementsDependencies, id: string): Promise<Plan> =>
  planFor(await pastContext(dependencies, id));
