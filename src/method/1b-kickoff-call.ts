import { kickoffInvitation } from './1a-pre-kickoff.ts';
import { definitionWaits } from './definitions.ts';
import { meetingWaits } from './meetings.ts';
import type { Step } from './step.ts';

/** The call of 60 to 90 minutes in which the customer reacts and corrects, instead of creating from scratch. EV-124 to EV-131. */
export const kickoffCall: Step = {
  code: '1b',
  name: 'Kickoff Call',
  // Where nobody came, it is planned anew, and everybody is invited anew.
  owes: kickoffInvitation,
  waits: (context) => [...meetingWaits(context, '1b'), ...definitionWaits(context)],
  tasks: () => [],
  leftWhen: ({ state }) => state.meetings['kickoff']?.heldAt !== undefined,
};
