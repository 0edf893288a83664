import { proxySinks } from '@temporalio/workflow';
import type { Sinks, WorkflowInterceptorsFactory } from '@temporalio/workflow';

/** What the code of today wants at each point of a replayed history. Replay itself compares kinds and order only. */
export interface WitnessSinks extends Sinks {
  readonly witness: { wanted(what: string): void };
}

const { witness } = proxySinks<WitnessSinks>();

export const interceptors: WorkflowInterceptorsFactory = () => ({
  outbound: [
    {
      startTimer: (input, next) => {
        witness.wanted(`timer ${input.durationMs}`);
        return next(input);
      },
      scheduleActivity: (input, next) => {
        witness.wanted(`${input.activityType} ${JSON.stringify(input.args)}`);
        return next(input);
      },
    },
  ],
});
