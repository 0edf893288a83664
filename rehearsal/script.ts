import { publicHolidays } from '../api/holidays.ts';
import { addDays, addMonths, businessDayFrom, dateOf, daysBetween } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import { usualQuietHours } from '../src/calendar/quiet-hours.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { EngagementType } from '../src/engagement/state.ts';
import type { View } from '../src/engagement/view.ts';
import { stepCodes } from '../src/playbook/codes.ts';
import type { Outline } from '../src/playbook/outline.ts';
import type { Temper } from './scene.ts';
import type { Sent } from './sent.ts';

/** How a life came out. */
export interface Lived {
  readonly view: View;
  readonly sent: readonly Sent[];
  readonly steps: readonly string[];
}

/** How the people of every rehearsal are: the first approver of 1d is late, and a single customer takes the smaller offer first. */
export const rehearsedBy = ({ gates }: Outline): Temper => ({
  daysFor: ({ answeredBy, who }) => {
    const isFirst = gates['1d'].approvals[0]?.anyOf.some((role) => who.includes(role)) === true;
    return answeredBy === 'approveGate' && isFirst ? 6 : 1;
  },
  answers: { upsell: 'no', downsell: 'yes', retry: 'yes' },
  startNext: ({ id, status }) => (status === 'held' ? `${id}-first` : `${id}-next`),
  holdsOnce: true,
});

/** A rehearsal ends a year after it began, or when the retainer was offered again. */
export const rehearsedDays = 366;
export const isRehearsed = ({ offers }: View): boolean => offers.retry !== undefined;

/** A start with a made-up person in every role, and a kickoff in about a week. */
export function requestFor(
  outline: Outline,
  engagement: string,
  type: EngagementType,
  now: Instant = new Date().toISOString(),
): StartRequest {
  const holidays = publicHolidays('DE', undefined, Number(now.slice(0, 4)));
  const calendar = { timeZone: 'Europe/Berlin', holidays, quietHours: usualQuietHours };
  const kickoffOn = businessDayFrom(addDays(dateOf(now, calendar), 8), calendar);
  const people = outline.roles.map(({ id, name, side }) => [
    `the-${id}`,
    { name: `The ${name}`, email: `${id}@${side === 'internal' ? 'team' : 'customer'}.example`, roles: [id] },
  ]);
  return {
    engagement,
    customer: 'Sample Customer',
    type,
    flags: {},
    calendar,
    people: Object.fromEntries(people),
    kickoffAt: `${kickoffOn}T14:00:00.000Z`,
  };
}

/** What is wrong with how a life came out; empty when it came out as its SOP has it. */
export function disappointments({ gates, retention }: Outline, { view, sent, steps }: Lived): string[] {
  const { type } = view;
  const { everyMonths, prepDaysBefore } = retention.dedicated;
  const pings = sent.filter(({ template }) => template === 'check-in-prep');
  const early = pings.filter(
    ({ at, values }) => daysBetween(dateOf(at, view.calendar), values['on'] ?? '') !== prepDaysBefore,
  );
  const walked = steps.join(' ');
  const mustHold = gates['1d'].decisions.some(({ effect }) => effect === 'hold');
  const quarter = view.goLiveOn === undefined ? undefined : addMonths(view.goLiveOn, everyMonths);
  const firstOn = pings[0]?.values['on'];
  const isQuarterOut = quarter !== undefined && firstOn !== undefined && Math.abs(daysBetween(quarter, firstOn)) <= 4;
  const skipped = stepCodes.filter((code) => !steps.includes(code));
  return [
    ...(skipped.length === 0 ? [] : [`Nobody came to ${skipped.join(', ')}`]),
    ...(walked.includes('2d 2c 2d') ? [] : ['QA did not loop back to build']),
    ...(walked.includes('3d 3c 3d') ? [] : ['Hypercare was not extended']),
    ...(sent.some(({ template }) => /reminder/.test(template)) ? [] : ['Nobody was reminded, although one was late']),
    ...(type === 'dedicated' && pings.length === 0 ? ['There was no check-in'] : []),
    ...(early.length === 0 ? [] : [`${early.length} prep pings were not ${prepDaysBefore} days before`]),
    ...(type === 'dedicated' && !isQuarterOut ? ['The first check-in is not a quarter after go-live'] : []),
    ...(type === 'single' && view.offers.retry?.answer !== 'yes' ? ['The retainer was not offered again'] : []),
    ...(mustHold && view.attempts['1d'] !== 2 ? ['1d was not put on hold and evaluated again'] : []),
  ];
}
