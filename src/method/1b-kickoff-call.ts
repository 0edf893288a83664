import { definitionWaits } from './definitions.ts';
import { homeworkWaits } from './homework.ts';
import { meetingWaits } from './meetings.ts';
import type { Step } from './step.ts';

/** The call of 60 to 90 minutes in which the customer reacts and corrects, instead of creating from scratch. EV-124 to EV-131. */
export const kickoffCall: Step = {
  code: '1b',
  name: 'Kickoff Call',
  owes: () => [],
  waits: (context) => [
    ...meetingWaits(context, '1b', context.playbook.alignment.chain),
    ...homeworkWaits(context),
    ...definitionWaits(context),
  ],
  tasks: () => [],
  leftWhen: ({ state }) => state.meetings['kickoff']?.heldAt !== undefined,
};
