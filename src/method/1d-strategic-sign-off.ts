import { agreementWaits } from './agreements.ts';
import { definitionWaits } from './definitions.ts';
import { gateOwes, gateWaits } from './gate.ts';
import type { Step } from './step.ts';

/** Everything is in hand before anything is built: the items, the customer's approvals, and a decision. EV-144 to EV-155. */
export const strategicSignOff: Step = {
  code: '1d',
  name: 'Strategic Sign-Off',
  owes: (context) => gateOwes(context, '1d'),
  waits: (context) => [...gateWaits(context, '1d'), ...definitionWaits(context), ...agreementWaits(context)],
  tasks: () => [],
  leftWhen: () => false,
};
