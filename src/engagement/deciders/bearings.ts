import { isTimeZone } from '../../calendar/calendar.ts';
import { isQuietHours } from '../../calendar/quiet-hours.ts';
import { emptyRoles, unfillable } from '../../method/approvals.ts';
import type { Context } from '../../method/context.ts';
import { inForce, withStandIns } from '../../method/delegation.ts';
import type { EventBody } from '../events.ts';
import { record } from '../record.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';
import type { Person, State } from '../state.ts';
import { among, forTeam } from './decider.ts';
import type { Deciders } from './decider.ts';

/** Who is there, which flags hold, what has been looked at. Any of it can change at any time. */
export const bearings: Deciders<'assignPerson' | 'setHours' | 'setFlag' | 'settleAttention'> = {
  assignPerson: (context, { person, name, email, roles, slack, insteadOf, timeZone, quietHours, by }) => {
    const known = context.playbook.roles.map(({ id }) => id);
    const refusal =
      roles.map((role) => among(role, known, 'role')).find((found) => found !== undefined) ??
      forTeam(context, by, 'Assigning a person');
    if (refusal !== undefined) return refusal;
    if (insteadOf !== undefined && context.state.people[insteadOf] === undefined)
      return refuse(
        'not-there',
        `"${insteadOf}" is nobody here. There is: ${named(Object.keys(context.state.people))}.`,
      );
    if (insteadOf === person) return refuse('invalid', 'A person cannot take over from themselves.');
    const place = placeOf(context.state.people[person], timeZone, quietHours);
    if ('rejected' in place) return place;
    const details = { name, email, roles, ...(slack !== undefined && { slack }), ...place };
    const assigned: EventBody = {
      kind: 'personAssigned',
      person,
      details,
      ...(insteadOf !== undefined && { insteadOf }),
    };
    return leavesRoleEmpty(context, assigned) ?? leavesGateUnfillable(context, assigned) ?? [assigned];
  },

  // Everybody's own, whichever side they are on: nobody sets those of somebody else, nor of whom they stand in for.
  setHours: (context, { timeZone, quietHours, by }) => {
    if (timeZone === undefined && quietHours === undefined)
      return refuse('invalid', 'Say your "timeZone", your "quietHours", or both.');
    const place = placeOf(context.state.people[by], timeZone, quietHours);
    return 'rejected' in place ? place : [{ kind: 'hoursSet', person: by, ...place }];
  },

  setFlag: (context, { flag, value, by }) => {
    const refusal =
      among(
        flag,
        context.playbook.flags.map(({ id }) => id),
        'flag',
      ) ?? forTeam(context, by, 'Setting a flag');
    if (refusal !== undefined) return refusal;
    if (context.state.flags[flag] === value) return refuse('conflict', `${flag} is ${value} already.`);
    const set: EventBody = { kind: 'flagSet', flag, value };
    return leavesRoleEmpty(context, set) ?? [set];
  },

  settleAttention: (context, { item, by, note }) => {
    const refusal =
      among(item, Object.keys(context.state.attention), 'attention item') ??
      forTeam(context, by, 'Settling an attention item');
    return refusal ?? [{ kind: 'attentionSettled', item, ...(note !== undefined && { note }) }];
  },
};

/** Where somebody is, and when they are left alone: as it was, where nothing is said. */
function placeOf(
  before: Person | undefined,
  timeZone = before?.timeZone,
  quietHours = before?.quietHours,
): Pick<Person, 'timeZone' | 'quietHours'> | Rejection {
  if (timeZone !== undefined && !isTimeZone(timeZone))
    return refuse('invalid', `"${timeZone}" is no IANA time zone, such as Europe/Berlin.`);
  if (quietHours !== undefined && !isQuietHours(quietHours))
    return refuse('invalid', `"${quietHours}" are no quiet hours, such as 18:00-08:00, or none.`);
  return { ...(timeZone !== undefined && { timeZone }), ...(quietHours !== undefined && { quietHours }) };
}

/** Whoever is needed is there, whatever changes: as at the start. */
function leavesRoleEmpty({ playbook, state }: Context, change: EventBody): Rejection | undefined {
  const after = record(state, [change], { at: state.startedAt }).state;
  const before = new Set(emptyRoles(playbook, state));
  const [empty] = emptyRoles(playbook, after).filter((role) => !before.has(role));
  return empty === undefined
    ? undefined
    : refuse('conflict', `Nobody would hold the role ${empty.id} (${empty.name}). Name a person for it first.`);
}

/** A change of people must not leave a gate that nobody can pass: one person in both roles of a sign-off counts once. */
function leavesGateUnfillable({ playbook, state, now }: Context, assigned: EventBody): Rejection | undefined {
  const after = record(state, [assigned], { at: state.startedAt }).state;
  const lacks = (people: State['people']): string[] =>
    unfillable(playbook, state, withStandIns(people, inForce({ state, now })));
  const before = lacks(state.people);
  const [problem] = lacks(after.people).filter((message) => !before.includes(message));
  return problem === undefined ? undefined : refuse('conflict', `${problem} Name somebody else for one of the roles.`);
}
