import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isGrpcCancelledError, isGrpcDeadlineError } from '@temporalio/client';
import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import { msToTs, tsToMs } from '@temporalio/common/lib/time.js';
import type { temporal } from '@temporalio/proto';

type TimeSkippingConfig = temporal.api.common.v1.ITimeSkippingConfig;
type PollAnswer = temporal.api.workflowservice.v1.IPollWorkflowExecutionTimeSkippingResponse;

// The enum's values (1 POLL_TIMEOUT, 2 COMPLETED, 3 FAILED): the generated code cannot be imported by name from ESM.
const COMPLETED: temporal.api.enums.v1.FastForwardPollingResult = 2;
const FAILED: temporal.api.enums.v1.FastForwardPollingResult = 3;

// Unset, the server stops skipping after 200 skips, and a poll that is under way is not told.
const MAX_SKIPS = 2_147_483_647;
const POLL_MS = 2_000;
const STALLED_AFTER_MS = 60_000;

export type FastForwardOptions = {
  /** How long the workflow's clock may stand still, in wall-clock time, before the fast-forward is given up. Longer than the longest activity. */
  readonly stalledAfterMs?: number;
  /** How many skips are too many: a timer and a retry's wait is one each. As good as unbounded unless given. */
  readonly maxSkips?: number;
};

/** A fast-forward that did not reach its target. `closed` means that the workflow ended on the way, which may be what one wanted. */
export class FastForwardStopped extends Error {
  override readonly name = 'FastForwardStopped';
  readonly reason: 'closed' | 'stalled' | 'out-of-skips' | 'replaced';

  constructor(reason: FastForwardStopped['reason'], message: string) {
    super(message);
    this.reason = reason;
  }
}

/**
 * Skips one workflow's clock ahead by `durationMs`, every timer on the way fired in its turn, and resolves when the clock is there.
 * Timers due in the last milliseconds may still be firing then: `untilIdle` waits for them.
 * Needs a server with time skipping on, and a worker that runs. Throws FastForwardStopped.
 */
export async function fastForward(
  client: Client,
  workflowId: string,
  durationMs: number,
  options: FastForwardOptions = {},
): Promise<void> {
  const skip = { client, workflowId, id: randomUUID(), what: `Fast-forward of ${workflowId} by ${durationMs} ms` };
  await configure(client, workflowId, {
    enabled: true,
    maxSessionSkipCount: options.maxSkips ?? MAX_SKIPS,
    fastForwardConfig: { id: skip.id, duration: msToTs(durationMs) },
  });
  try {
    await untilCompleted(skip, options.stalledAfterMs ?? STALLED_AFTER_MS);
  } catch (error) {
    // Left on, skipping would go on by itself the moment that whatever held it up is gone.
    if (!(error instanceof FastForwardStopped) || error.reason === 'stalled')
      await configure(client, workflowId, { enabled: false }).catch(() => undefined);
    throw error;
  }
}

/** What a workflow's clock shows: an ISO instant; the wall clock's if it never skipped. */
export async function virtualNow(client: Client, workflowId: string): Promise<string> {
  return new Date(clockOf(await client.workflow.getHandle(workflowId).describe())).toISOString();
}

/** Resolves once a workflow has had nothing in hand for a moment: no workflow task, no activity. False when it still has after `withinMs`. */
export async function untilIdle(client: Client, workflowId: string, withinMs = 10_000): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  // Twice in a row, because a timer fires some 25 ms late: between the two looks it becomes a workflow task.
  for (let idle = 0; idle < 2;) {
    if (Date.now() > deadline) return false;
    await pause(50);
    idle = inHand(await client.workflow.getHandle(workflowId).describe()) === undefined ? idle + 1 : 0;
  }
  return true;
}

type Skip = { readonly client: Client; readonly workflowId: string; readonly id: string; readonly what: string };

async function untilCompleted(skip: Skip, stalledAfterMs: number): Promise<void> {
  let [skippedMs, movedAt] = [Number.NaN, Date.now()];
  for (;;) {
    const answer = await poll(skip);
    if (answer?.fastForwardPollingResult === COMPLETED) return;
    if (answer?.fastForwardPollingResult === FAILED)
      throw await refusal(skip, answer.failedReason ?? 'no reason given');
    const description = await skip.client.workflow.getHandle(skip.workflowId).describe();
    const ahead = clockOf(description) - Date.now();
    if (!(Math.abs(ahead - skippedMs) < 1_000)) [skippedMs, movedAt] = [ahead, Date.now()];
    if (Date.now() - movedAt > stalledAfterMs)
      throw new FastForwardStopped(
        'stalled',
        `${skip.what} did not complete: its clock has stood still for ${Math.round(stalledAfterMs / 1000)} s, held up by ${inHand(description) ?? 'nothing that the server tells'}.`,
      );
  }
}

async function refusal({ client, workflowId, what }: Skip, why: string): Promise<FastForwardStopped> {
  const { status } = await client.workflow.getHandle(workflowId).describe();
  const failed = `${what} did not complete`;
  if (status.name !== 'RUNNING')
    return new FastForwardStopped('closed', `${failed}: the workflow ended on the way (${status.name}).`);
  // Only the server's words tell the two apart.
  if (/disabled/.test(why))
    return new FastForwardStopped(
      'out-of-skips',
      `${failed}: the server stopped skipping on the way, after as many skips as it was allowed.`,
    );
  return new FastForwardStopped(
    'replaced',
    `${failed}: ${why}. Another fast-forward of this workflow probably took its place.`,
  );
}

function poll({ client, workflowId, id }: Skip): Promise<PollAnswer | undefined> {
  const ask = () =>
    client.workflowService.pollWorkflowExecutionTimeSkipping({
      namespace: client.options.namespace,
      workflowExecution: { workflowId },
      fastForwardId: id,
    });
  return client.withDeadline(Date.now() + POLL_MS, ask).catch((error: unknown) => {
    // A poll that runs out of time ends as either, by who notices first.
    if (isGrpcDeadlineError(error) || isGrpcCancelledError(error)) return undefined;
    throw error;
  });
}

async function configure(client: Client, workflowId: string, timeSkippingConfig: TimeSkippingConfig): Promise<void> {
  await client.workflowService.updateWorkflowExecutionOptions({
    namespace: client.options.namespace,
    workflowExecution: { workflowId },
    workflowExecutionOptions: { timeSkippingConfig },
    updateMask: { paths: ['time_skipping_config'] },
  });
}

function clockOf({ raw }: WorkflowExecutionDescription): number {
  const shown = raw.workflowExtendedInfo?.timeSkippingInfo?.currentTime;
  return shown === null || shown === undefined ? Date.now() : tsToMs(shown);
}

function inHand({ raw }: WorkflowExecutionDescription): string | undefined {
  const activities = (raw.pendingActivities ?? []).map(
    ({ activityType }) => `the activity ${activityType?.name ?? '?'}`,
  );
  const children = (raw.pendingChildren ?? []).map(({ workflowId }) => `the child ${workflowId ?? '?'}`);
  const task = raw.pendingWorkflowTask ? ['a workflow task (is its worker running?)'] : [];
  return [...activities, ...children, ...task].join(', ') || undefined;
}
