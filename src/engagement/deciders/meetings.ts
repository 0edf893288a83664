import { isPast } from '../../method/meetings.ts';
import { applicable, dayOf, hasReached } from '../../method/context.ts';
import type { Context } from '../../method/context.ts';
import type { Outline } from '../../playbook/outline.ts';
import { dateOf, instantOf } from '../../calendar/calendar.ts';
import { named, refuse } from '../rejection.ts';
import { forTeam, notThere, onBusinessDay } from './decider.ts';
import type { Deciders } from './decider.ts';

/** Meetings: when they are, and that they were held. */
export const meetings: Deciders<'scheduleMeeting' | 'recordMeeting'> = {
  scheduleMeeting: (context, { meeting: id, at, by }) => {
    const meeting = find(context, id);
    if (meeting === undefined) return unknown(context, id);
    if (context.state.meetings[id]?.heldAt !== undefined)
      return refuse(
        'conflict',
        `"${id}" was held on ${dayOf(context, context.state.meetings[id].heldAt)}; it cannot be moved.`,
      );
    if (instantOf(at) < context.now)
      return refuse('invalid', `${at} is past. A meeting that was held is recorded, not scheduled.`);
    return (
      onBusinessDay(context, dateOf(instantOf(at), context.state.calendar)) ??
      forTeam(context, by, 'Scheduling a meeting') ?? [
        { kind: 'meetingScheduled', meeting: id, startsAt: instantOf(at) },
      ]
    );
  },

  recordMeeting: (context, { meeting: id, heldAt, recorded = false, by, note }) => {
    const meeting = find(context, id);
    if (meeting === undefined) return unknown(context, id);
    const before = context.state.meetings[id];
    const addsRecording = before?.heldAt !== undefined && recorded && before.recorded !== true;
    if (before?.heldAt !== undefined && !addsRecording)
      return refuse('conflict', `"${id}" is recorded already, as held on ${dayOf(context, before.heldAt)}.`);
    // The kickoff may be held early; every other meeting waits for its step.
    if (id !== 'kickoff' && !hasReached(context, meeting.step))
      return refuse('conflict', `"${id}" belongs to ${meeting.step}; the engagement is in ${context.state.step}.`);
    const missing = meeting.after.filter((other) => !isPast(context, other));
    if (missing.length > 0)
      return refuse(
        'conflict',
        `"${id}" comes after ${named(missing)}. Record ${missing.length === 1 ? 'that' : 'those'} first.`,
      );
    const held = heldAt === undefined ? (before?.heldAt ?? context.now) : instantOf(heldAt);
    if (held > context.now)
      return refuse('invalid', `${heldAt} is still to come; a meeting is recorded once it was held.`);
    return (
      forTeam(context, by, 'Recording a meeting') ?? [
        { kind: 'meetingHeld', meeting: id, heldAt: held, recorded, ...(note !== undefined && { note }) },
      ]
    );
  },
};

const all = (context: Context): Outline['meetings'] => applicable(context, context.playbook.meetings);
const find = (context: Context, id: string): Outline['meetings'][number] | undefined =>
  all(context).find((meeting) => meeting.id === id);
const unknown = (context: Context, id: string) =>
  notThere(
    id,
    all(context).map((meeting) => meeting.id),
    'meeting',
  );
