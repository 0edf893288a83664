import { applicable, holdersOf } from './context.ts';
import type { Context } from './context.ts';
import { meetingsOf } from './evidence.ts';
import { isNews, tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import type { Step } from './step.ts';
import { taskStep } from './task-step.ts';

/** Archive (blocking) and debrief (optional). EV-348 to EV-356. */
export const projectClose: Step = taskStep('4d', 'Project Close');

/** The customer's people of the meeting in which the project was handed over. */
function lastAttendees(context: Context): string[] {
  const customers = new Set(context.playbook.roles.filter(({ side }) => side === 'customer').map(({ id }) => id));
  return meetingsOf(context, '4c')
    .flatMap(({ attendees }) => applicable(context, attendees).map(({ role }) => role))
    .filter((role) => customers.has(role) && holdersOf(context, [role]).length > 0);
}

/**
 * The customer hears that the project is complete, and gets the maintenance schedule when it is theirs. It follows from the handoff, not from the step:
 * mail that is slow to go out still goes when the project has closed meanwhile. EV-335, EV-295.
 */
export function completionNews(context: Context): MessageDuty[] {
  const { handedOffAt: at, type } = context.state;
  if (at === undefined || !isNews(context, at)) return [];
  const { retention, maintenance } = context.playbook;
  const schedule = maintenance.rounds.flatMap(({ tasks }) => tasks.map(({ id }) => id));
  return [
    ...tell(context, 'project-complete', {
      key: '4d/project-complete',
      to: [...new Set([...lastAttendees(context), retention.single.askWhom, maintenance.owner.single])],
      at,
      why: 'The project is complete',
    }),
    ...(type === 'single'
      ? tell(context, 'maintenance-schedule', {
          key: '4d/maintenance-schedule',
          to: [maintenance.owner.single],
          at,
          items: schedule,
          why: 'The customer owns maintenance from now on',
        })
      : []),
  ];
}
