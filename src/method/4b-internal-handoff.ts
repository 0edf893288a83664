import type { Step } from './step.ts';
import { allDone } from './task.ts';
import { taskStep } from './task-step.ts';

const handoff = taskStep('4b', 'Internal Handoff');

/** The SME hands what they know to the architect. Dedicated: from here on the architect owns maintenance. EV-295, EV-321 to EV-332. */
export const internalHandoff: Step = {
  ...handoff,
  follows: (context) => {
    const isOver = allDone(handoff.tasks(context));
    const isOwned = context.state.maintenanceSince !== undefined;
    return isOver && !isOwned && context.state.type === 'dedicated'
      ? { kind: 'maintenanceOwned', owner: context.playbook.maintenance.owner.dedicated }
      : undefined;
  },
};
