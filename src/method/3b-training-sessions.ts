import type { Context } from './context.ts';
import { unheldMeetings } from './evidence.ts';
import { meetingWaits, tellMeetings } from './meetings.ts';
import type { Step } from './step.ts';
import { allDone } from './task.ts';
import { taskStep } from './task-step.ts';

const delivery = taskStep('3b', 'Training Sessions');

/** Every session delivered live and recorded, and what surrounds them done. EV-259 to EV-270. */
export const trainingSessions: Step = {
  ...delivery,
  owes: (context) => [...delivery.owes(context), ...tellMeetings(context, '3b')],
  waits: (context) => [...meetingWaits(context, '3b'), ...delivery.waits(context)],
  leftWhen: (context: Context) => unheldMeetings(context, '3b').length === 0 && allDone(delivery.tasks(context)),
};
