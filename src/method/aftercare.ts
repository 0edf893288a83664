import { retentionOwes, retentionWaits, singleEnds } from './retention.ts';
import type { Step } from './step.ts';

/** After the close: maintenance and check-ins (dedicated), or the offers (single), until somebody ends it or nothing is left to offer. */
export const aftercare: Step<'aftercare'> = {
  code: 'aftercare',
  name: 'Aftercare',
  owes: retentionOwes,
  waits: retentionWaits,
  tasks: () => [],
  leftWhen: () => false,
  follows: singleEnds,
};
