import {
  addDays,
  businessDayFrom,
  businessDaysAfter,
  dateOf,
  daysAfter,
  daysBetween,
  morningOf,
} from '../calendar/calendar.ts';
import type { Instant, LocalDate } from '../calendar/calendar.ts';
import type { EventBody } from '../engagement/events.ts';
import type { Hypercare } from '../engagement/state.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { completedCycles } from './evidence.ts';
import type { Step } from './step.ts';
import { allDone, stepTasks, tellOpened, waitsForTasks } from './task.ts';
import type { Wait } from './wait.ts';
import { scopeOf } from './task-step.ts';

/** Two weeks of close support after go-live, and at least one live cycle: the clock AND the condition. EV-271 to EV-280, EV-402, EV-403. */
export const hypercare: Step = {
  code: '3c',
  name: 'Hypercare',
  owes: (context) => {
    const { hypercare: period } = context.state;
    const at = context.state.stepSince;
    const tasks = tellOpened(context, stepTasks(context, '3c'), scopeOf(context, '3c'), at);
    return period === undefined
      ? tasks
      : [...tasks, ...opened(context, period), ...officeHours(context, period), ...readingsAsked(context, period)];
  },
  waits: (context) => [
    ...liveWaits(context),
    ...waitsForTasks(context, stepTasks(context, '3c'), {
      scope: scopeOf(context, '3c'),
      chain: context.playbook.hypercare.chain,
      what: 'Hypercare',
    }),
  ],
  tasks: (context) => stepTasks(context, '3c'),
  leftWhen: ({ state }) => state.hypercare?.endedAt !== undefined,
  opensNext: ({ state }) => {
    if (state.hypercare !== undefined) return { at: state.hypercare.endsAt, why: 'Two weeks of hypercare have passed' };
    return state.goLiveOn === undefined
      ? undefined
      : { at: morningOf(state.goLiveOn, state.calendar), why: 'Go-live: hypercare begins' };
  },
  follows: (context) => begins(context) ?? ends(context),
};

/** It begins at go-live, or when training is over and the customer is live already. */
function begins({ playbook, state, now }: Context): EventBody | undefined {
  if (state.hypercare !== undefined || state.goLiveOn === undefined || state.goLiveOn > dateOf(now, state.calendar))
    return undefined;
  return {
    kind: 'hypercareStarted',
    endsAt: daysAfter(now, playbook.hypercare.days, state.calendar),
    cyclesNeeded: playbook.hypercare.cycle.minimum,
  };
}

function ends(context: Context): EventBody | undefined {
  const period = context.state.hypercare;
  if (period === undefined || period.endedAt !== undefined || period.endsAt > context.now) return undefined;
  const complete = completedCycles(context).length >= period.cyclesNeeded && allDone(stepTasks(context, '3c'));
  return complete ? { kind: 'hypercareEnded' } : undefined;
}

const opened = (context: Context, { startedAt, endsAt, extensions }: Hypercare): MessageDuty[] => [
  ...tell(context, 'hypercare-opened', {
    key: '3c/opened',
    to: context.playbook.hypercare.officeHours.audience,
    at: workingTime(context, startedAt),
    values: { until: endsAt },
    why: 'Hypercare has begun',
  }),
  ...extensions.flatMap(({ at, reason }, index) =>
    tell(context, 'hypercare-extended', {
      key: `3c/extended-${index + 1}`,
      to: [...context.playbook.hypercare.officeHours.audience, 'architect'],
      at,
      values: { reason },
      why: 'Hypercare was extended',
    }),
  ),
];

/** Whoever reads the watched metrics is asked for them, every so many days on which people work: today, and the next time. RV-271, RV-409. */
function readingsAsked(context: Context, { startedAt, endedAt }: Hypercare): MessageDuty[] {
  const { playbook, state, now } = context;
  const { asks, watches } = playbook.hypercare;
  if (asks === undefined || endedAt !== undefined) return [];
  const first = addDays(dateOf(startedAt, state.calendar), 1);
  const passed = Math.max(0, daysBetween(first, dateOf(now, state.calendar)));
  const current = addDays(first, passed - (passed % asks.everyDays));
  const days = [current, addDays(current, asks.everyDays)].map((day) => businessDayFrom(day, state.calendar));
  return [...new Set(days)]
    .filter((day) => day >= dateOf(now, state.calendar))
    .flatMap((day) =>
      tell(context, 'readings-asked', {
        key: `3c/readings-${day}`,
        to: [asks.of],
        at: morningOf(day, state.calendar),
        items: watches,
        values: { on: day },
        why: 'Adoption is followed through hypercare',
      }),
    );
}

/** On the business day before, so that people can keep the time free; not before hypercare has begun. */
function dayBefore({ state: { calendar } }: Context, on: LocalDate, startedAt: Instant): Instant {
  const before = businessDaysAfter(morningOf(on, calendar), -1, calendar);
  return before > startedAt ? before : startedAt;
}

/** An instant itself when people work on its day, else the morning of the next business day: a go-live on a Saturday is news on Monday. */
function workingTime({ state: { calendar } }: Context, at: Instant): Instant {
  const day = dateOf(at, calendar);
  const next = businessDayFrom(day, calendar);
  return next === day ? at : morningOf(next, calendar);
}

/** A weekly slot for as long as hypercare lasts. One whose day has passed is not announced any more. EV-274. */
function officeHours(context: Context, { startedAt, endsAt, endedAt }: Hypercare): MessageDuty[] {
  if (endedAt !== undefined) return [];
  const { playbook, state, now } = context;
  const { everyDays, audience, times = Infinity } = playbook.hypercare.officeHours;
  const first = addDays(dateOf(startedAt, state.calendar), 1);
  const today = dateOf(now, state.calendar);
  const last = dateOf(endsAt, state.calendar) > today ? dateOf(endsAt, state.calendar) : addDays(today, everyDays);
  const weeks: MessageDuty[] = [];
  for (let day = first, number = 1; day <= last && number <= times; day = addDays(day, everyDays), number += 1) {
    const on = businessDayFrom(day, state.calendar);
    if (on >= today)
      weeks.push(
        ...tell(context, 'office-hours', {
          key: `3c/office-hours-${number}`,
          to: audience,
          at: dayBefore(context, on, startedAt),
          values: { on },
          why: 'Office hours are weekly',
        }),
      );
  }
  return weeks;
}

function liveWaits(context: Context): Wait[] {
  const { state, playbook } = context;
  const { chain, cycle } = playbook.hypercare;
  if (state.goLiveOn === undefined)
    return [
      {
        key: '3c/go-live',
        who: ['architect'],
        what: 'The date of go-live',
        answeredBy: 'setGoLive',
        items: [],
        since: state.stepSince,
        chain,
      },
    ];
  if (state.hypercare === undefined) return [];
  const missing = state.hypercare.cyclesNeeded - completedCycles(context).length;
  if (missing <= 0) return [];
  const due = state.hypercare.endsAt > state.stepSince ? state.hypercare.endsAt : state.stepSince;
  return [
    {
      key: `3c/cycles-${state.hypercare.cyclesNeeded}`,
      who: ['architect'],
      what: `${cycle.name} to be completed and recorded`,
      answeredBy: 'recordCycle',
      items: [cycle.id],
      since: due,
      chain,
    },
  ];
}
