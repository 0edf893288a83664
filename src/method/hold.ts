import { addMonths, businessDayFrom, dateOf, monthsBetween, morningOf } from '../calendar/calendar.ts';
import type { Hold, NextEngagement } from '../engagement/state.ts';
import { gateCodes } from '../playbook/codes.ts';
import { requiredApprovals } from './approvals.ts';
import type { Context } from './context.ts';
import { isNews, tell, tellPeople } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import type { Wait } from './wait.ts';

/** The project that a hold waits for, once it is linked. RV-163. */
const prerequisiteOf = ({ state }: Context, { since }: Hold): NextEngagement | undefined =>
  state.next.find(({ prerequisite, linkedAt }) => prerequisite === true && linkedAt >= since);

/** Who is waited for while the engagement is on hold: for the project that comes first to be linked and to end, and for somebody to resume. */
export function holdWaits(context: Context): Wait[] {
  const { holds } = context.state;
  const hold = holds.at(-1);
  if (hold === undefined) return [];
  const key = `hold-${holds.length}`;
  const going = resumesWhen(context, hold);
  const resumption: Wait = {
    key,
    who: ['architect'],
    what: `On hold: ${hold.reason}${going === undefined ? '' : ` (goes on when: ${going})`}`,
    answeredBy: 'resume',
    items: [],
    since: hold.since,
  };
  if (hold.scopes === undefined) return [resumption];
  const prerequisite = prerequisiteOf(context, hold);
  if (prerequisite === undefined)
    return [
      {
        ...resumption,
        key: `${key}/link`,
        what: `${hold.scopes}, which comes first, to be started and linked`,
        answeredBy: 'linkNextEngagement',
      },
      resumption,
    ];
  return prerequisite.endedAt === undefined
    ? [
        {
          key: `${key}/end`,
          who: [],
          what: `The end of ${prerequisite.id}`,
          answeredBy: 'recordNextEnded',
          items: [prerequisite.id],
          since: prerequisite.linkedAt,
        },
        resumption,
      ]
    : [resumption];
}

/** What the decision that led to the hold says about its end. */
const resumesWhen = ({ playbook }: Context, { decision }: Hold): string | undefined =>
  gateCodes
    .flatMap((code) => playbook.gates[code].decisions)
    .flatMap((other) => (other.id === decision && 'resumesWhen' in other ? (other.resumesWhen ?? []) : []))[0];

const goesOn = (context: Context, hold: Hold): string => {
  const when = resumesWhen(context, hold);
  return when === undefined ? '' : `It goes on when this is so: ${when}`;
};

/** The architect, whoever keeps the homework going, and who would sign off what is open now. */
function concerned(context: Context): string[] {
  const gate = gateCodes.find((code) => code === context.state.step);
  const approvers = gate === undefined ? [] : requiredApprovals(context, gate).flatMap(({ anyOf }) => anyOf);
  return [...new Set(['architect', context.playbook.homework.owner, ...approvers])];
}

/** Whoever was told of a hold hears of its end, and nobody else. */
const toldOfHold = ({ state }: Context, key: string): string[] =>
  Object.keys(state.people).filter((person) => `${key}/held/${person}` in state.performed);

/** Nobody is reminded of anything while it is on hold, but a hold itself is not forgotten: the architect hears of it every month that it lasts. */
function stillHeld(context: Context, hold: Hold, key: string): MessageDuty[] {
  const { calendar } = context.state;
  const since = dateOf(hold.since, calendar);
  const passed = Math.max(0, monthsBetween(since, dateOf(context.now, calendar)) - 1);
  return [passed, passed + 1, passed + 2]
    .filter((month) => month > 0)
    .flatMap((month) =>
      tell(context, 'still-held', {
        key: `${key}/month-${month}`,
        to: ['architect'],
        at: morningOf(businessDayFrom(addMonths(since, month), calendar), calendar),
        values: { reason: hold.reason, since: hold.since, goesOn: goesOn(context, hold) },
        why: `On hold for ${month} month${month === 1 ? '' : 's'}`,
      }),
    );
}

/** A hold, and its end while that is news, are told to all concerned; and that what it waited for has ended. */
export function holdNews(context: Context): MessageDuty[] {
  const { holds } = context.state;
  const hold = holds.at(-1);
  if (hold === undefined || (hold.until !== undefined && !isNews(context, hold.until))) return [];
  const key = `hold-${holds.length}`;
  const ended = hold.until === undefined ? prerequisiteOf(context, hold) : undefined;
  return [
    ...(hold.until === undefined
      ? tell(context, 'held', {
          key: `${key}/held`,
          to: concerned(context),
          at: hold.since,
          values: { reason: hold.reason, goesOn: goesOn(context, hold) },
          why: 'The engagement is on hold',
        })
      : tellPeople(context, toldOfHold(context, key), 'resumed', {
          key: `${key}/resumed`,
          at: hold.until,
          values: { reason: hold.reason },
          why: 'The engagement goes on',
        })),
    ...(hold.until === undefined ? stillHeld(context, hold, key) : []),
    ...(ended?.endedAt === undefined
      ? []
      : tell(context, 'prerequisite-ended', {
          key: `${key}/ended-${ended.id}`,
          to: ['architect'],
          at: ended.endedAt,
          values: { project: hold.scopes ?? '', next: ended.id },
          why: `${ended.id} has ended: the engagement can go on`,
        })),
  ];
}
