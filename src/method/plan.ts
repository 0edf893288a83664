import type { Instant } from '../calendar/calendar.ts';
import { checkInOwes, checkInWaits } from './check-in.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { Duty, MessageDuty, TellPreviousDuty } from './duty.ts';
import { firstCycleOwes, firstCycleWaits } from './first-cycle.ts';
import { gateNews } from './gate.ts';
import { maintenanceOwes, maintenanceWaits } from './maintenance.ts';
import { steps } from './steps.ts';
import { chase } from './wait.ts';
import type { Wait } from './wait.ts';
import { watchOwes } from './watch.ts';

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
  const owed = [...owedNow(context), ...waits.flatMap((wait) => chase(context, wait))].filter(
    ({ key }) => !(key in context.state.performed),
  );
  const due = owed.filter(({ at, kind }) => at <= context.now && kind !== 'moment');
  const next = owed
    .filter(({ at }) => at > context.now)
    .toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  return { due, next, waits };
}

/** Keys that the engagement may still owe, performed or not: what it needs to remember when it continues as new. */
export const owedKeys = (context: Context): ReadonlySet<string> =>
  new Set([...owedNow(context), ...waitsOf(context).flatMap((wait) => chase(context, wait))].map(({ key }) => key));

/** When the plan changes by the clock alone; undefined when only people can change it. */
export const nextMoment = ({ next }: Plan): Instant | undefined => next[0]?.at;

function waitsOf(context: Context): Wait[] {
  const { state } = context;
  if (state.status === 'ended') return [];
  // On hold nobody is waited for but whoever can resume, and nobody is reminded.
  if (state.status === 'held')
    return [
      {
        key: `hold-${state.holds.length}`,
        who: ['architect'],
        what: `On hold: ${state.holds.at(-1)?.reason ?? ''}`,
        answeredBy: 'resume',
        items: [],
        since: state.holds.at(-1)?.since ?? state.stepSince,
      },
    ];
  return [
    ...steps[state.step].waits(context),
    ...maintenanceWaits(context),
    ...firstCycleWaits(context),
    ...checkInWaits(context),
  ];
}

function owedNow(context: Context): Duty[] {
  const { state } = context;
  if (state.status === 'ended') return previousTold(context);
  if (state.status === 'held') return holdNews(context);
  const moment = steps[state.step].opensNext?.(context);
  return [
    ...steps[state.step].owes(context),
    ...gateNews(context),
    ...holdNews(context),
    ...watchOwes(context),
    ...maintenanceOwes(context),
    ...firstCycleOwes(context),
    ...checkInOwes(context),
    ...previousTold(context),
    ...(moment === undefined ? [] : [{ kind: 'moment' as const, key: `${state.step}/moment`, ...moment }]),
  ];
}

/** A hold and its end are told to the architect and to those who approve the next gate. */
function holdNews(context: Context): MessageDuty[] {
  const { holds } = context.state;
  const hold = holds.at(-1);
  if (hold === undefined) return [];
  const scope = `hold-${holds.length}`;
  const to = ['architect', context.playbook.homework.owner];
  return hold.until === undefined
    ? tell(context, 'held', {
        key: `${scope}/held`,
        to,
        at: hold.since,
        values: { reason: hold.reason },
        why: 'The engagement is on hold',
      })
    : tell(context, 'resumed', {
        key: `${scope}/resumed`,
        to,
        at: hold.until,
        values: { reason: hold.reason },
        why: 'The engagement goes on',
      });
}

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
