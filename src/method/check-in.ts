import {
  addDays,
  addMonths,
  businessDayFrom,
  businessDaysAfter,
  dateOf,
  monthsBetween,
  morningOf,
} from '../calendar/calendar.ts';
import type { LocalDate } from '../calendar/calendar.ts';
import { hasReached } from './context.ts';
import type { Context } from './context.ts';
import { checkInBrief, standingsInWords } from './check-in-brief.ts';
import { isNews, tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { openTasks, tasksFrom, waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/**
 * The day of the next refinement check-in: so many quarters after go-live, on a business day, or where it was moved to.
 * Undefined for a single project, before go-live, and when no more follow. EV-068, EV-363, A1, A24.
 */
export function checkInOn(context: Context): LocalDate | undefined {
  const { type, checkIn, goLiveOn } = context.state;
  if (type !== 'dedicated' || goLiveOn === undefined || checkIn.over === true) return undefined;
  return checkIn.movedTo ?? quarterDay(context, goLiveOn);
}

/**
 * The first quarter day after go-live that leaves the time for its prep, since the handoff and since the check-in before. A check-in that was moved
 * took the place of its quarter day, so that the next one is another.
 */
export function quarterDay({ playbook, state }: Context, goLiveOn: LocalDate): LocalDate {
  const { everyMonths, prepDaysBefore } = playbook.retention.dedicated;
  const { last } = state.checkIn;
  const planned = last?.plannedOn ?? '';
  const day = (quarter: number): LocalDate =>
    businessDayFrom(addMonths(goLiveOn, everyMonths * quarter), state.calendar);
  const from = last?.at ?? state.handedOffAt;
  if (from === undefined) return day(1);
  const earliest = addDays(dateOf(from, state.calendar), prepDaysBefore);
  let quarter = Math.max(1, Math.floor(monthsBetween(goLiveOn, earliest) / everyMonths));
  while (day(quarter) < earliest || day(quarter) <= planned) quarter += 1;
  return day(quarter);
}

/** The ping is exactly two weeks before: it moves with the check-in. EV-069, EV-364. */
const prepOn = (context: Context, on: LocalDate): LocalDate =>
  addDays(on, -context.playbook.retention.dedicated.prepDaysBefore);

/** Scheduled at the handoff; the customer hears the date then, and again when it moves. */
export function checkInOwes(context: Context): MessageDuty[] {
  const on = checkInOn(context);
  if (on === undefined || !hasReached(context, '4d')) return [];
  const { playbook, state } = context;
  const scope = `check-in-${state.checkIn.number}`;
  const { audience, prep } = playbook.retention.dedicated;
  const items = prep.map(({ id }) => id);
  const ping = morningOf(prepOn(context, on), state.calendar);
  const today = dateOf(context.now, state.calendar);
  const { movedAt } = state.checkIn;
  return [
    ...tell(context, 'check-in-scheduled', {
      key: `${scope}/scheduled-${on}${movedAt === undefined ? '' : `-moved-${movedAt}`}`,
      to: audience,
      at: movedAt ?? state.checkIn.last?.at ?? state.handedOffAt ?? state.stepSince,
      values: { on },
      why: 'The next check-in is scheduled',
    }),
    // What was missed, as in a hold, is not announced afterwards: the outcome is asked for.
    ...(on <= today
      ? []
      : tell(context, 'check-in-prep', {
          key: `${scope}/prep-${on}`,
          to: ['architect'],
          at: ping,
          items,
          values: { on, metrics: standingsInWords(context) },
          why: 'The check-in is in two weeks',
          offers: { tasks: prepOf(context, 'architect') },
        })),
    ...brief(context, scope),
    ...(on < today
      ? []
      : tell(context, 'check-in-day', {
          key: `${scope}/day-${on}`,
          to: [...audience, ownerOf(context)],
          at: morningOf(on, state.calendar),
          values: { on },
          why: 'The check-in is today',
        })),
  ];
}

/** Once it is decided who runs it, they get what they need: the SME a brief, the architect talking points. EV-367, MK-347, RV-371. */
function brief(context: Context, scope: string): MessageDuty[] {
  const { owner, ownerDecidedAt: at } = context.state.checkIn;
  if (owner === undefined || at === undefined || !isNews(context, at)) return [];
  return tell(context, 'check-in-brief', {
    key: `${scope}/brief-${owner}-${at}`,
    to: [owner],
    at,
    values: { kind: owner === 'sme' ? 'Brief' : 'Talking points', ...checkInBrief(context) },
    why: `The ${owner} runs the check-in`,
  });
}

/** The day before the ping, what a probe can read is read, so that the figures come with it. */
export function checkInProbes(
  context: Context,
): { readonly metric: string; readonly round: string; readonly at: string }[] {
  const on = checkInOn(context);
  if (on === undefined || !hasReached(context, '4d')) return [];
  const { state } = context;
  const eve = businessDaysAfter(morningOf(prepOn(context, on), state.calendar), -1, state.calendar);
  return Object.keys(state.probes).map((metric) => ({ metric, round: `check-in-${state.checkIn.number}`, at: eve }));
}

const ownerOf = ({ state }: Context): string => state.checkIn.owner ?? 'architect';

const isPinged = (context: Context, on: LocalDate): boolean =>
  hasReached(context, '4d') && morningOf(prepOn(context, on), context.state.calendar) <= context.now;

/** The four prep steps open with the ping. EV-364 to EV-367. */
export function checkInTasks(context: Context): Task[] {
  const on = checkInOn(context);
  return on === undefined || !isPinged(context, on) ? [] : allPrep(context);
}

const allPrep = (context: Context): Task[] =>
  tasksFrom(
    context,
    context.playbook.retention.dedicated.prep,
    `check-in-${context.state.checkIn.number}`,
    'aftercare',
    ownerOf(context),
  );

/** What somebody prepares and has not done yet, by key. */
const prepOf = (context: Context, role: string): string[] =>
  openTasks(allPrep(context)).flatMap(({ owner, key }) => (owner === role ? [key] : []));

/** Prep is waited for from the ping on; who runs it, before the day; what came of it, from the day on. */
export function checkInWaits(context: Context): Wait[] {
  const on = checkInOn(context);
  if (on === undefined || !isPinged(context, on)) return [];
  const { state } = context;
  const scope = `check-in-${state.checkIn.number}`;
  const pinged = morningOf(prepOn(context, on), state.calendar);
  const today = morningOf(on, state.calendar);
  if (today <= context.now)
    return [
      {
        key: `${scope}/outcome-${on}`,
        who: [ownerOf(context)],
        what: 'What came of the check-in',
        answeredBy: 'recordCheckIn',
        items: ['nothing', 'minor', 'major'],
        since: today,
        chain: 'work',
      },
    ];
  const owner: Wait[] =
    state.checkIn.owner === undefined
      ? [
          {
            key: `${scope}/owner`,
            who: ['architect'],
            what: 'Who runs the check-in: Architect or SME',
            answeredBy: 'decideCheckInOwner',
            items: ['architect', 'sme'],
            since: pinged,
            chain: 'work',
          },
        ]
      : [];
  return [
    ...owner,
    ...waitsForTasks(context, checkInTasks(context), {
      scope: `${scope}/prep`,
      chain: 'work',
      what: 'Prep for the check-in',
      since: pinged,
    }),
  ];
}
