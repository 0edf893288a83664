import { dateInWords, dateOf, morningOf, nextBusinessDay } from '../../calendar/calendar.ts';
import type { Instant, LocalDate } from '../../calendar/calendar.ts';
import { actionKey } from '../../method/actions.ts';
import { unfillable } from '../../method/approvals.ts';
import { hasReached, holdersOf, isInternal, nameOf } from '../../method/context.ts';
import type { Context } from '../../method/context.ts';
import { inForce, ownRoles, standInFor, withStandIns } from '../../method/delegation.ts';
import { peopleFor } from '../../method/duty.ts';
import { waitsOf } from '../../method/plan.ts';
import { openedTasks } from '../../method/steps.ts';
import type { Task } from '../../method/task.ts';
import type { Wait } from '../../method/wait.ts';
import { gateCodes } from '../../playbook/codes.ts';
import type { EventBody } from '../events.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';
import { forRolesOrTeam, notThere } from './decider.ts';
import type { Deciders } from './decider.ts';

/** What those who are waited for say before they answer: that they are on it, tomorrow, what stops them, or who answers in their place. */
export const waiting: Deciders<'acknowledge' | 'snooze' | 'reportStuck' | 'delegate'> = {
  acknowledge: (context, { wait: key, until: on, note, by }) => {
    const refusal = notWaitedFor(context, key, by);
    if (refusal !== undefined) return refusal;
    const until = on === undefined ? undefined : morningAhead(context, on);
    if (until !== undefined && typeof until !== 'string') return until;
    const said = { wait: key, person: by, ...(until !== undefined && { until }), ...(note !== undefined && { note }) };
    return [{ kind: 'waitAcknowledged', ...said }];
  },

  snooze: (context, { wait, by }) =>
    notWaitedFor(context, wait, by) ?? [{ kind: 'waitSnoozed', wait, person: by, until: inADay(context) }],

  // The architect is told at once; whoever is stuck need not be told daily that it is not done.
  reportStuck: (context, { tasks: keys, reason, by }) => {
    const opened = openedTasks(context).filter(({ done }) => done === undefined);
    const stuck = opened.filter(({ key }) => keys.includes(key));
    const missing = keys.find((key) => !stuck.some((task) => task.key === key));
    if (missing !== undefined)
      return refuse(
        'not-there',
        `"${missing}" is not open: it is done, or there is no such task. The view lists the keys of all tasks that are open.`,
      );
    const refusal = stuck.map(({ key, owner }) => forRolesOrTeam(context, by, [owner], `"${key}"`));
    const first = refusal.find((one) => one !== undefined);
    if (first !== undefined) return first;
    const issue = `issue-${Object.keys(context.state.issues).length + 1}`;
    const summary = `Stuck with ${inWords(context, stuck)}: ${reason}`.slice(0, 4000);
    return [
      { kind: 'issueReported', issue, summary, severity: 'minor', handler: 'architect' },
      ...waitsOf(context)
        .filter((wait) => asksFor(wait, stuck) && isWaitedFor(context, wait, by))
        .map(({ key: wait }): EventBody => ({
          kind: 'waitSnoozed',
          wait,
          person: by,
          until: inADay(context),
          reason,
        })),
    ];
  },

  delegate: (context, { to, until: on, note, by }) => {
    if (to === undefined) return handedBack(context, by);
    const refusal = notToThem(context, by, to);
    if (refusal !== undefined) return refusal;
    if (on === undefined) return refuse('invalid', `Say until which date ${to} answers in your place, in "until".`);
    const until = morningAhead(context, on);
    if (typeof until !== 'string') return until;
    return (
      aroundFourEyes(context, by, to, until) ?? [
        { kind: 'delegated', person: by, to, until, ...(note !== undefined && { note }) },
      ]
    );
  },
};

/** For one business day: until this time on the next one. */
const inADay = ({ state, now }: Context): Instant => nextBusinessDay(now, state.calendar);

/** The morning of a date that is to come. */
function morningAhead({ state: { calendar }, now }: Context, on: LocalDate): Instant | Rejection {
  const morning = morningOf(on, calendar);
  return morning > now
    ? morning
    : refuse('invalid', `${dateInWords(on)} is past. Give a date after ${dateInWords(dateOf(now, calendar))}.`);
}

/** Whoever holds one of the roles that are waited for, or stands in for somebody who does. */
function isWaitedFor(context: Context, { who }: Wait, person: string): boolean {
  const people = who.length === 0 ? [] : peopleFor(context, who);
  const delegations = inForce(context);
  return people.some((one) => one === person || standInFor(delegations, one) === person);
}

function notWaitedFor(context: Context, key: string, by: string): Rejection | undefined {
  const wait = waitsOf(context).find((one) => one.key === key);
  if (wait === undefined)
    return refuse(
      'not-there',
      `Nobody is waited for under "${key}": it is settled, or it is about something new by now. The view lists all waits with their keys.`,
    );
  if (isWaitedFor(context, wait, by)) return undefined;
  return refuse(
    'not-allowed',
    `${by} is not waited for there: "${wait.what}" waits for ${named(wait.who)} (${named(holdersOf(context, wait.who))}).`,
  );
}

const asksFor = ({ who, items }: Wait, tasks: readonly Task[]): boolean =>
  tasks.some(({ id, owner }) => who.includes(owner) && items.includes(id));

/** The first of some tasks in words, and how many more. */
function inWords({ state }: Context, tasks: readonly Task[]): string {
  const texts = tasks.map(
    ({ id, key }) => (key === actionKey(id) && state.actions[id]?.text) || id.replaceAll('-', ' '),
  );
  return texts.length === 1 ? texts.join('') : `${texts.slice(0, 1).join('')} (and ${texts.length - 1} more)`;
}

function handedBack(context: Context, by: string): readonly EventBody[] | Rejection {
  const delegation = inForce(context)[by];
  return delegation === undefined
    ? refuse('conflict', `Nobody answers in the place of ${by}. Say in "to" who shall.`)
    : [{ kind: 'delegationEnded', person: by, to: delegation.to }];
}

/** Somebody else, who takes part, on the same side, and who is there themselves. */
function notToThem(context: Context, by: string, to: string): Rejection | undefined {
  const { people } = context.state;
  if (to === by) return refuse('invalid', 'Nobody can hand over to themselves.');
  const others = Object.keys(people).filter(
    (person) =>
      person !== by && ownRoles(people, person).length > 0 && isInternal(context, person) === isInternal(context, by),
  );
  if (ownRoles(people, to).length === 0) return notThere(to, others, 'person with a role');
  // The team records what the customer said; it never decides in the customer's place, nor the other way round.
  if (!others.includes(to))
    return refuse(
      'not-allowed',
      `${to} is on the other side of the engagement, and cannot answer for ${by}. Who can: ${named(others)}.`,
    );
  const theirs = inForce(context)[to];
  return theirs === undefined
    ? undefined
    : refuse(
        'conflict',
        `${nameOf(context, theirs.to)} answers for ${to} at present. Hand over to somebody who is there.`,
      );
}

/** A person counts once, with all that they stand in for: no gate that is still to be passed may come to lack somebody. */
function aroundFourEyes(context: Context, by: string, to: string, until: Instant): Rejection | undefined {
  const { playbook, state, now } = context;
  const before = inForce(context);
  const ahead = gateCodes.filter((code) => state.step === code || !hasReached(context, code));
  const lacks = (delegations: typeof before) =>
    unfillable(playbook, state, withStandIns(state.people, delegations), ahead);
  const known = lacks(before);
  const [problem] = lacks({ ...before, [by]: { to, at: now, until } }).filter((message) => !known.includes(message));
  return problem === undefined ? undefined : refuse('conflict', `${problem} Hand over to somebody else.`);
}
