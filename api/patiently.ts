import { setTimeout as pause } from 'node:timers/promises';
import {
  isGrpcServiceError,
  ServiceError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { away } from './problem.ts';

/** So long a try may take. */
export const withinMs = 4000;
const patienceMs = 8000;
/** gRPC status codes that say nothing about the command (9: a workflow task failed, as when a run continues as new): https://grpc.io/docs/guides/status-codes/ */
const passing = new Set([1, 4, 8, 9, 10, 13, 14]);

/** Tries again, with the same id, whatever is a hiccup of the engine: it is never told as a refusal. Rejects with 503 when it lasts. */
export async function patiently<T>(act: () => Promise<T>): Promise<T> {
  const began = Date.now();
  for (let waitMs = 50; ; waitMs = Math.min(waitMs * 2, 1000)) {
    try {
      return await act();
    } catch (error) {
      if (!isPassing(error)) throw error;
      if (Date.now() + waitMs - began > patienceMs) throw away();
      await pause(waitMs);
    }
  }
}

function isPassing(error: unknown): boolean {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return true;
  // A run that has just continued as new, or an Update that the engine dropped: the next try meets the run that lives.
  if (error instanceof WorkflowUpdateFailedError)
    return (
      error.cause instanceof ApplicationFailure &&
      (error.cause.type === 'UnprocessedUpdate' || error.cause.type === 'AcceptedUpdateCompletedWorkflow')
    );
  if (isGrpcServiceError(error)) return passing.has(error.code);
  return error instanceof ServiceError && error.cause !== undefined && isPassing(error.cause);
}
