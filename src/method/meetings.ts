import { timeInWords } from '../calendar/calendar.ts';
import type { Context } from './context.ts';
import { applicable, attemptOf, holdersOf } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { meetingsOf, unheldMeetings } from './evidence.ts';
import type { StepCode } from '../playbook/codes.ts';
import type { Wait } from './wait.ts';

/** The architect sees to it that the meetings of a step are held, one after the other, and says so. A meeting in the future is not chased. */
export function meetingWaits(context: Context, step: StepCode): Wait[] {
  const open = new Set(unheldMeetings(context, step));
  const next = meetingsOf(context, step).find(
    ({ id, after }) => open.has(id) && after.every((before) => isPast(context, before)),
  );
  if (next === undefined) return [];
  const { at: planned, heldAt } = context.state.meetings[next.id] ?? {};
  const held = meetingsOf(context, step).flatMap(({ id }) => context.state.meetings[id]?.heldAt ?? []);
  const since = [...held, context.state.stepSince].reduce((one, other) => (other > one ? other : one));
  const from = planned !== undefined && planned > since ? planned : since;
  const when =
    heldAt !== undefined
      ? 'held; its recording is missing'
      : planned === undefined
        ? 'to be scheduled'
        : `on ${timeInWords(planned, context.state.calendar.timeZone)}`;
  return [
    {
      key: `${step}/meeting-${next.id}-${planned ?? 'unplanned'}`,
      who: ['architect'],
      what: `${next.name}, ${when}`,
      answeredBy: 'recordMeeting',
      items: [next.id],
      since: from,
      chain: 'work',
    },
  ];
}

/** Whoever takes part in the meetings of a step hears of them when it opens. */
export function tellMeetings(context: Context, step: StepCode): MessageDuty[] {
  const open = meetingsOf(context, step).filter(({ id }) => context.state.meetings[id]?.heldAt === undefined);
  const invited = open.flatMap(({ id, attendees }) => applicable(context, attendees).map(({ role }) => ({ id, role })));
  const roles = [...new Set(invited.map(({ role }) => role))].filter((role) => holdersOf(context, [role]).length > 0);
  return roles.flatMap((role) =>
    tell(context, 'step-opened', {
      key: `${step}.${attemptOf(context, step)}/meetings-${role}`,
      to: [role],
      at: context.state.stepSince,
      items: invited.filter((meeting) => meeting.role === role).map(({ id }) => id),
      why: `${step} opened, with its meetings`,
    }),
  );
}

/** Whoever takes part in a meeting hears when it is, and again when it is moved. The kickoff has an invitation of its own. EV-264 */
export const meetingNews = (context: Context): MessageDuty[] =>
  applicable(context, context.playbook.meetings).flatMap(({ id, attendees }) => {
    const { at: starts, plannedAt, heldAt } = context.state.meetings[id] ?? {};
    if (id === 'kickoff' || starts === undefined || plannedAt === undefined) return [];
    if (heldAt !== undefined || starts <= context.now) return [];
    const roles = applicable(context, attendees).map(({ role }) => role);
    return tell(context, 'meeting-scheduled', {
      key: `meeting-${id}/at-${starts}-said-${plannedAt}`,
      to: roles.filter((role) => holdersOf(context, [role]).length > 0),
      at: plannedAt,
      items: [id],
      values: { starts },
      why: `The date of ${id} is set`,
    });
  });

/** A meeting is past when it was held, or when it does not apply here. */
export const isPast = (context: Context, id: string): boolean =>
  context.state.meetings[id]?.heldAt !== undefined ||
  !applicable(context, context.playbook.meetings).some((meeting) => meeting.id === id);
