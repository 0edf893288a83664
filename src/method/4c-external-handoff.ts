import { unheldMeetings } from './evidence.ts';
import { meetingWaits, tellMeetings } from './meetings.ts';
import type { Step } from './step.ts';
import { allDone } from './task.ts';
import { taskStep } from './task-step.ts';

const handoff = taskStep('4c', 'External Handoff');

/** The final meeting, the documentation package, and the words "Project complete". Single: the customer owns maintenance from here. EV-294, EV-333 to EV-347. */
export const externalHandoff: Step = {
  ...handoff,
  owes: (context) => [...handoff.owes(context), ...tellMeetings(context, '4c')],
  waits: (context) => [...meetingWaits(context, '4c'), ...handoff.waits(context)],
  leftWhen: (context) => unheldMeetings(context, '4c').length === 0 && allDone(handoff.tasks(context)),
  follows: (context) => {
    const isOver = externalHandoff.leftWhen(context);
    const isOwned = context.state.maintenanceSince !== undefined;
    return isOver && !isOwned && context.state.type === 'single'
      ? { kind: 'maintenanceOwned', owner: context.playbook.maintenance.owner.single }
      : undefined;
  },
};
