import { ApplicationFailure } from '@temporalio/common';

/** The failure that an activity gives up with. Throws when it gives up with another error, or not at all. */
export async function failureOf(promise: Promise<unknown>): Promise<ApplicationFailure> {
  const failure: unknown = await promise.catch((error: unknown) => error);
  if (failure instanceof ApplicationFailure) return failure;
  throw new Error(`Expected an application failure, got ${String(failure)}`);
}
