import type { Context } from './context.ts';
import { meetingsOf } from './evidence.ts';
import { gateOwes, gateWaits } from './gate.ts';
import { meetingWaits, tellMeetings } from './meetings.ts';
import type { Step } from './step.ts';

/** The engineer leaves with an approved spec, the build sequence and the known risks: nothing is built before. EV-176 to EV-182. */
export const engineeringHandoff: Step = {
  code: '2b',
  name: 'Engineering Handoff',
  owes: (context) => [...tellMeetings(context, '2b'), ...gateOwes(context, '2b')],
  waits: (context) => {
    const meeting = meetingWaits(context, '2b');
    return meeting.length > 0 ? meeting : gateWaits(context, '2b', lastHeld(context));
  },
  tasks: () => [],
  leftWhen: () => false,
};

const lastHeld = (context: Context): string | undefined =>
  meetingsOf(context, '2b')
    .flatMap(({ id }) => context.state.meetings[id]?.heldAt ?? [])
    .at(-1);
