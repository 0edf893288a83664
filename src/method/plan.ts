import type { Instant } from '../calendar/calendar.ts';
import { completionNews } from './4d-project-close.ts';
import { checkInOwes, checkInWaits } from './check-in.ts';
import { nameOf } from './context.ts';
import type { Context } from './context.ts';
import { actionWaits, actionsOwe } from './actions.ts';
import { definitionNews, signatureRequests } from './definitions.ts';
import type { Duty, MomentDuty, TellPreviousDuty } from './duty.ts';
import { firstCycleOwes, firstCycleWaits } from './first-cycle.ts';
import { gateNews } from './gate.ts';
import { assignedHomework, homeworkWaits } from './homework.ts';
import { withHeard } from './heard.ts';
import { holdNews, holdWaits } from './hold.ts';
import { meetingNews } from './meetings.ts';
import { prepWaits } from './prep.ts';
import { inForce } from './delegation.ts';
import { untilReachable } from './quiet.ts';
import { maintenanceOwes, maintenanceWaits } from './maintenance.ts';
import { reopenedWaits, steps } from './steps.ts';
import { surfacesSettled } from './surfaces.ts';
import { chase } from './wait.ts';
import type { Wait } from './wait.ts';
import { alarms, changeRequestWaits, issueWaits, readingWaits, watchOwes } from './watch.ts';

/** What follows from the engagement as it is: what is due, what comes next if nobody acts, and who is waited for since when. */
export interface Plan {
  readonly due: readonly Duty[];
  /** By time. Everything here was reckoned from today's state: what happens in between may change it. */
  readonly next: readonly Duty[];
  readonly waits: readonly Wait[];
}

/**
 * The one planner. The workflow follows it; forecast and "why are we waiting" ask it. Pure: the same playbook, state and time give the same plan.
 */
export function planFor(context: Context): Plan {
  const waits = waitsOf(context);
  const owed = [...owedNow(context), ...waits.flatMap((wait) => chase(context, wait))]
    .filter(({ key }) => !(key in context.state.performed))
    .map((duty) => untilReachable(context, duty));
  const due = owed.filter(({ at, kind }) => at <= context.now && kind !== 'moment');
  const next = owed
    .filter(({ at }) => at > context.now)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { due, next, waits: waits.map((wait) => withHeard(context, wait)) };
}

/** Keys that the engagement may still owe, performed or not: what it needs to remember when it continues as new. On hold, what it will owe again once it goes on. */
export const owedKeys = (context: Context): ReadonlySet<string> =>
  new Set([...holdNews(context), ...owedBy(goingOn(context))].map(({ key }) => key));

/** Keys of all waits, those included that a hold has put off: what was heard of any other need not be remembered. */
export const waitKeys = (context: Context): ReadonlySet<string> =>
  new Set([...waitsOf(context), ...waitsOf(goingOn(context))].map(({ key }) => key));

function goingOn(context: Context): Context {
  const { state } = context;
  const resumed = state.closedAt === undefined ? 'running' : 'closed';
  return state.status === 'held' ? { ...context, state: { ...state, status: resumed } } : context;
}

const owedBy = (context: Context): Duty[] => [
  ...owedNow(context),
  ...waitsOf(context).flatMap((wait) => chase(context, wait)),
];

/** Keys of what is not called back once it is under way: what is due, and what was, and is tried again as its reader's evening begins. */
export const stillOwed = ({ due, next }: Plan): ReadonlySet<string> =>
  new Set([...due, ...next.filter((duty) => 'heldSince' in duty)].map(({ key }) => key));

/** When the plan changes by the clock alone; undefined when only people can change it. */
export const nextMoment = ({ next }: Plan): Instant | undefined => next[0]?.at;

export function waitsOf(context: Context): Wait[] {
  const { state } = context;
  if (state.status === 'ended') return [];
  // On hold nobody is waited for but whoever can resume, and nobody is reminded.
  if (state.status === 'held') return holdWaits(context);
  return [
    ...steps[state.step].waits(context),
    ...reopenedWaits(context),
    ...homeworkWaits(context),
    ...prepWaits(context),
    ...maintenanceWaits(context),
    ...firstCycleWaits(context),
    ...checkInWaits(context),
    ...issueWaits(context),
    ...readingWaits(context),
    ...changeRequestWaits(context),
    ...actionWaits(context),
  ];
}

function owedNow(context: Context): Duty[] {
  const { state } = context;
  if (state.status === 'ended') return [...previousTold(context), ...surfacesSettled(context)];
  if (state.status === 'held')
    return [...holdNews(context), ...alarms(context), ...surfacesSettled(context), ...returns(context)];
  const moment = steps[state.step].opensNext?.(context);
  return [
    ...steps[state.step].owes(context),
    ...gateNews(context),
    ...surfacesSettled(context),
    ...assignedHomework(context),
    ...definitionNews(context),
    ...signatureRequests(context),
    ...meetingNews(context),
    ...actionsOwe(context),
    ...completionNews(context),
    ...holdNews(context),
    ...watchOwes(context),
    ...maintenanceOwes(context),
    ...firstCycleOwes(context),
    ...checkInOwes(context),
    ...previousTold(context),
    ...returns(context),
    ...(moment === undefined ? [] : [{ kind: 'moment' as const, key: `${state.step}/moment`, ...moment }]),
  ];
}

/** When a delegation ends, what is asked of whoever handed over is asked of them again. */
const returns = (context: Context): MomentDuty[] =>
  Object.entries(inForce(context)).map(([person, { until }]) => ({
    kind: 'moment',
    key: `delegation/${person}-${until}`,
    at: until,
    why: `${nameOf(context, person)} answers in person again`,
  }));

function previousTold({ state }: Context): TellPreviousDuty[] {
  const at = state.closedAt ?? state.endedAt;
  if (state.previous === undefined || at === undefined) return [];
  return [
    {
      kind: 'tell-previous',
      key: 'previous/told',
      at,
      engagement: state.previous,
      why: 'The engagement before this one offers its retainer again when this project ends',
    },
  ];
}
