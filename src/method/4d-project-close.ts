import { tell } from './duty.ts';
import type { Step } from './step.ts';
import { taskStep } from './task-step.ts';

const close = taskStep('4d', 'Project Close');

/** Archive (blocking) and debrief (optional). On entering, the customer hears that the project is complete. EV-335, EV-348 to EV-356. */
export const projectClose: Step = {
  ...close,
  owes: (context) => {
    const at = context.state.stepSince;
    const { retention, maintenance } = context.playbook;
    const customer = [retention.single.askWhom, maintenance.owner.single];
    const schedule = maintenance.rounds.flatMap(({ tasks }) => tasks.map(({ id }) => id));
    return [
      ...close.owes(context),
      ...tell(context, 'project-complete', {
        key: '4d/project-complete',
        to: customer,
        at,
        why: 'The project is complete',
      }),
      ...(context.state.type === 'single'
        ? tell(context, 'maintenance-schedule', {
            key: '4d/maintenance-schedule',
            to: [maintenance.owner.single],
            at,
            items: schedule,
            why: 'The customer owns maintenance from now on',
          })
        : []),
    ];
  },
};
