import { isGrpcServiceError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client, WorkflowExecutionStatusName } from '@temporalio/client';
import { queries } from '../workflows/messages.ts';
import type { QueryAnswers } from '../workflows/messages.ts';
import { patiently, withinMs } from './patiently.ts';
import { Problem, unanswered, unattended } from './problem.ts';

/** The number of a queue of workflow tasks in Temporal's protocol: the generated code cannot be imported by name from ESM. */
const workflowTasks = 1;

/** Asks a running engagement by query. Rejects with a Problem that says who it is that does not answer. */
export async function askWorkflow<Name extends keyof QueryAnswers>(
  client: Client,
  id: string,
  name: Name,
  args: [number?] = [],
): Promise<QueryAnswers[Name]> {
  const ask = () => client.workflow.getHandle(id).query<QueryAnswers[Name], [number?]>(queries[name], ...args);
  try {
    return await patiently(() => client.withDeadline(Date.now() + withinMs, ask));
  } catch (error) {
    throw await whoIsAway(client, id, error);
  }
}

/** How the newest run of an engagement stands; undefined when Temporal does not know it, or knows it no more. */
export async function statusOf(client: Client, id: string): Promise<WorkflowExecutionStatusName | undefined> {
  try {
    const description = await patiently(() =>
      client.withDeadline(Date.now() + withinMs, () => client.workflow.getHandle(id).describe()),
    );
    return description.status.name;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

export const isGone = (error: unknown): boolean =>
  error instanceof WorkflowNotFoundError || (isGrpcServiceError(error) && /NOT_FOUND/.test(error.message));

/** What waited in vain waited for Temporal, or for a worker: whoever reads it must know which. */
export async function whoIsAway(client: Client, id: string, error: unknown): Promise<unknown> {
  if (!(error instanceof Problem) || error.reason !== 'unavailable') return error;
  try {
    return await client.withDeadline(Date.now() + 2000, async () => {
      const { taskQueue } = await client.workflow.getHandle(id).describe();
      const { namespace } = client.options;
      const queue = { namespace, taskQueue: { name: taskQueue }, taskQueueType: workflowTasks };
      const { pollers } = await client.workflowService.describeTaskQueue(queue);
      return pollers.length === 0 ? unattended(id) : unanswered(id);
    });
  } catch {
    // It is Temporal that is away.
    return error;
  }
}
