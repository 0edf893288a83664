import { businessDayFrom, dateOf, instantOf } from '../calendar/calendar.ts';
import type { Calendar, Instant } from '../calendar/calendar.ts';
import { emptyRoles, unfillable } from '../method/approvals.ts';
import type { Outline } from '../playbook/outline.ts';
import type { StartBody } from './engagement.ts';
import { named } from './rejection.ts';
import type { FieldFault } from './rejection.ts';
import type { EngagementType, Person, PlaybookPin, State } from './state.ts';

/** What somebody asks for when they start an engagement. */
export interface StartRequest {
  readonly engagement: string;
  readonly customer: string;
  readonly type: EngagementType;
  readonly methodology?: string;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly calendar: Calendar;
  readonly people: Readonly<Record<string, Person>>;
  readonly kickoffAt: Instant;
  readonly previous?: string;
  readonly slackChannel?: string;
}

/** The first event of an engagement. Flags that are not given have the playbook's default. */
export function startBody(playbook: Outline, pin: PlaybookPin, request: StartRequest): StartBody {
  const flags = startFlags(playbook, request);
  return { kind: 'engagementStarted', ...request, kickoffAt: instantOf(request.kickoffAt), flags, playbook: pin };
}

/** Everything that is wrong with a request, at once: roles without a person, ids that the playbook does not know, a kickoff that is past. */
export function startFaults(playbook: Outline, request: StartRequest, now: Instant): FieldFault[] {
  const { kickoffAt, calendar, methodology } = request;
  const kickoffOn = dateOf(kickoffAt, calendar);
  return [
    ...(instantOf(kickoffAt) <= now
      ? [{ field: 'kickoffAt', message: `The kickoff, ${kickoffAt}, is past. Give one that is to come.` }]
      : []),
    ...(businessDayFrom(kickoffOn, calendar) === kickoffOn
      ? []
      : [
          {
            field: 'kickoffAt',
            message: `The kickoff falls on ${kickoffOn}, when nobody works. The next business day is ${businessDayFrom(kickoffOn, calendar)}.`,
          },
        ]),
    ...unknownFaults(
      'flags',
      Object.keys(request.flags),
      playbook.flags.map(({ id }) => id),
    ),
    ...unknownFaults(
      'methodology',
      methodology === undefined ? [] : [methodology],
      playbook.methodologies.map(({ id }) => id),
    ),
    ...Object.entries(request.people).flatMap(([person, { roles }]) =>
      unknownFaults(
        `people.${person}.roles`,
        roles,
        playbook.roles.map(({ id }) => id),
      ),
    ),
    ...missingRoles(playbook, request),
    ...unfillableGates(playbook, request),
  ];
}

const unknownFaults = (field: string, ids: readonly string[], known: readonly string[]): FieldFault[] =>
  ids
    .filter((id) => !known.includes(id))
    .map((id) => ({ field, message: `This playbook has no "${id}". It has: ${named(known)}.` }));

const missingRoles = (playbook: Outline, request: StartRequest): FieldFault[] =>
  emptyRoles(playbook, { ...beginning(playbook, request), people: request.people }).map(({ id, name }) => ({
    field: 'people',
    message: `Nobody holds the role ${id} (${name}). Name a person for it.`,
  }));

/** A person counts once at a gate: two roles in one hand cannot both sign off. */
const unfillableGates = (playbook: Outline, request: StartRequest): FieldFault[] =>
  unfillable(playbook, beginning(playbook, request), request.people).map((message) => ({ field: 'people', message }));

/** What conditions are held against when an engagement begins. */
const beginning = (playbook: Outline, request: StartRequest): Pick<State, 'flags' | 'type' | 'methodology'> => ({
  flags: startFlags(playbook, request),
  type: request.type,
  ...(request.methodology !== undefined && { methodology: request.methodology }),
});

const startFlags = (playbook: Outline, { flags }: StartRequest): Record<string, boolean> => ({
  ...Object.fromEntries(playbook.flags.map((flag) => [flag.id, flag.default])),
  ...flags,
});
