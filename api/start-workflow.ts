import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/client';
import type { Client } from '@temporalio/client';
import { z } from 'zod';
import { startBody } from '../src/engagement/start.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { PlaybookPin } from '../src/engagement/state.ts';
import type { Shelved } from '../stores/playbook-shelf.ts';
import { workflowType } from '../workflows/messages.ts';
import type { EngagementInput } from '../workflows/messages.ts';
import { patiently, withinMs } from './patiently.ts';
import { Problem } from './problem.ts';

/** In the workflow's memo: the request that it was started by, so that a repetition is told from a second engagement of the same name, and what it was answered with. */
const memoSchema = z.object({
  startPrint: z.string(),
  playbook: z.object({ id: z.string(), version: z.string(), digest: z.string() }),
});

export async function startWorkflow(
  client: Client,
  queue: string,
  shelved: Shelved,
  request: StartRequest,
  mark: string,
): Promise<PlaybookPin> {
  const { outline, pin, playbook } = shelved;
  const input: EngagementInput = { playbook: outline, begin: startBody(outline, pin, request) };
  try {
    await patiently(() =>
      client.withDeadline(Date.now() + withinMs, () =>
        client.workflow.start(workflowType, {
          taskQueue: queue,
          workflowId: request.engagement,
          args: [input],
          workflowIdReusePolicy: 'REJECT_DUPLICATE',
          memo: { startPrint: mark, playbook: pin },
          staticSummary: `${playbook.name} (${request.type})`,
        }),
      ),
    );
    return pin;
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    const first = await startedAs(client, request.engagement, mark);
    if (first !== undefined) return first;
    throw new Problem(
      409,
      'conflict',
      `There is an engagement "${request.engagement}" already. Choose another id, or leave it out to get one.`,
    );
  }
}

/** The playbook of the engagement, when it was started by a request of this mark. */
export async function startedAs(client: Client, id: string, mark: string): Promise<PlaybookPin | undefined> {
  try {
    const { memo } = await patiently(() =>
      client.withDeadline(Date.now() + withinMs, () => client.workflow.getHandle(id).describe()),
    );
    const read = memoSchema.safeParse(memo);
    return read.success && read.data.startPrint === mark ? read.data.playbook : undefined;
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  }
}
