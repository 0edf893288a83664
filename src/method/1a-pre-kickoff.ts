import { businessDaysAfter } from '../calendar/calendar.ts';
import { applicable } from './context.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { homeworkTasks } from './homework.ts';
import { prepTasks } from './prep.ts';
import type { Step } from './step.ts';
import { tellOpened } from './task.ts';

/** Homework (customer) and prep (architect), side by side, until the day of the kickoff. EV-011 to EV-021, EV-096 to EV-115. */
export const preKickoff: Step = {
  code: '1a',
  name: 'Pre-Kickoff',
  owes: (context) => {
    const { playbook, state } = context;
    const at = state.startedAt;
    const kickoffAt = kickoff(context);
    return [
      ...tell(context, 'homework-pack', {
        key: '1a/homework-pack',
        to: [playbook.homework.owner],
        at,
        items: homeworkTasks(context).map(({ id }) => id),
        values: { kickoff: kickoffAt },
        why: 'Homework is sent at the start',
      }),
      ...tell(context, 'definitions-instruction', {
        key: '1a/definitions',
        to: playbook.definitions.signers,
        at,
        items: playbook.definitions.terms.map(({ id }) => id),
        why: 'Terms are aligned before anything is built',
      }),
      ...kickoffInvitation(context),
      ...tellOpened(context, prepTasks(context), '1a', at),
      // A day before, the architect hears what is still open. The kickoff is held all the same.
      ...tell(context, 'kickoff-day', {
        key: `1a/eve-${kickoffAt}`,
        to: ['architect'],
        at: businessDaysAfter(kickoffAt, -1, state.calendar),
        items: openIds(context),
        values: { kickoff: kickoffAt, open: openIds(context).length === 0 ? 'Nothing is open.' : 'Still open:' },
        why: 'The kickoff is on the next business day',
      }),
    ];
  },
  // Homework and prep are waited for in every step that needs them, not here alone.
  waits: () => [],
  tasks: (context) => [...homeworkTasks(context), ...prepTasks(context)],
  // Incomplete homework never cancels the kickoff: the date alone opens it, or its having been held.
  leftWhen: (context) => kickoff(context) <= context.now || context.state.meetings['kickoff']?.heldAt !== undefined,
  opensNext: (context) => ({ at: kickoff(context), why: 'The kickoff begins' }),
};

/** Everybody who takes part is invited, and invited anew whenever the date is moved. EV-140. */
export function kickoffInvitation(context: Context): MessageDuty[] {
  const { state, now } = context;
  const { heldAt, plannedAt } = state.meetings['kickoff'] ?? {};
  const kickoffAt = kickoff(context);
  if (heldAt !== undefined || kickoffAt <= now) return [];
  return tell(context, 'kickoff-invitation', {
    key: `1a/kickoff-${kickoffAt}${plannedAt === undefined ? '' : `-moved-${plannedAt}`}`,
    to: kickoffAttendees(context),
    at: plannedAt ?? state.startedAt,
    values: { kickoff: kickoffAt },
    why: 'The kickoff is Day 1',
  });
}

const kickoff = ({ state }: Context): string => state.meetings['kickoff']?.at ?? state.startedAt;

const kickoffAttendees = (context: Context): string[] =>
  applicable(context, context.playbook.meetings.find(({ id }) => id === 'kickoff')?.attendees ?? []).map(
    ({ role }) => role,
  );

const openIds = (context: Context): string[] =>
  preKickoff
    .tasks(context)
    .filter(({ done }) => done === undefined)
    .map(({ id }) => id);
