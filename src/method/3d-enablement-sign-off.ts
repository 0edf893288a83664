import { gateOwes, gateWaits } from './gate.ts';
import type { Step } from './step.ts';

/** The customer works without us: the items, the approval, and the decision to hand off or to extend hypercare. EV-281 to EV-290. */
export const enablementSignOff: Step = {
  code: '3d',
  name: 'Enablement Sign-Off',
  owes: (context) => gateOwes(context, '3d'),
  waits: (context) => gateWaits(context, '3d'),
  tasks: () => [],
  leftWhen: () => false,
};
