import { agreementWaits } from './agreements.ts';
import type { Context } from './context.ts';
import { definitionWaits } from './definitions.ts';
import { unconfirmedFacts, unheldMeetings } from './evidence.ts';
import { meetingWaits, tellMeetings } from './meetings.ts';
import type { Step } from './step.ts';
import type { Wait } from './wait.ts';

/** Meeting after meeting, until what was ASSUMED is CONFIRMED and the final review was held. EV-132 to EV-143. */
export const alignmentLoop: Step = {
  code: '1c',
  name: 'Alignment Loop',
  owes: (context) => tellMeetings(context, '1c'),
  waits: (context) => [
    ...meetingWaits(context, '1c'),
    ...factWaits(context),
    ...definitionWaits(context),
    ...agreementWaits(context),
  ],
  tasks: () => [],
  leftWhen: (context) => unheldMeetings(context, '1c').length === 0 && !mustConfirm(context),
};

const mustConfirm = (context: Context): boolean =>
  context.playbook.alignment.allConfirmed && unconfirmedFacts(context).length > 0;

function factWaits(context: Context): Wait[] {
  if (!mustConfirm(context)) return [];
  const judged = Object.values(context.state.facts).map(({ at }) => at);
  const since = judged.reduce((one, other) => (other > one ? other : one), context.state.stepSince);
  return [
    {
      key: `1c/facts-${since}`,
      who: ['architect'],
      what: 'Facts to be CONFIRMED',
      answeredBy: 'judgeFact',
      items: unconfirmedFacts(context),
      since,
      chain: 'work',
    },
  ];
}
