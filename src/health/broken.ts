import { addDays, addMonths, dateOf, daysBetween, mondayOf, monthsBetween } from '../calendar/calendar.ts';
import type { Calendar, LocalDate } from '../calendar/calendar.ts';
import type { Rule } from '../playbook/parts.ts';
import { meets } from './rule.ts';
import { peakOf } from './series.ts';
import type { Point, Series } from './series.ts';

type Over = NonNullable<Rule['over']>;

/**
 * The readings that break a rule as things stand, oldest first; none, when it is kept. Reckoned from the whole series, so that the order in which readings
 * arrived makes no difference. A rule breaks by its last reading; "in a row", by so many periods up to the last one, each of which has a reading and no good
 * one (a period without any is a gap, and begins the count anew); "within", by any reading of that time before the last one.
 */
export function breaking(rule: Rule, series: Series, calendar: Calendar): readonly Point[] {
  const { over } = rule;
  const peak = rule.op === 'drop' ? peakOf(series) : undefined;
  const isBroken = ({ value }: Point): boolean => meets(rule, value, peak);
  const last = series.points.at(-1);
  if (last === undefined) return [];
  if (over?.within === true) {
    const since = startOf(over, dateOf(last.at, calendar));
    return series.points.filter((point) => isBroken(point) && dateOf(point.at, calendar) > since);
  }
  if (over?.consecutive === true) return inARow(over, series.points, calendar, isBroken);
  return isBroken(last) ? [last] : [];
}

/** The day before the first one of so many up to a date. */
function startOf({ count, unit }: Over, date: LocalDate): LocalDate {
  if (unit === 'weeks') return addDays(date, -7 * count);
  return unit === 'months' ? addMonths(date, -count) : addDays(date, -count);
}

function inARow(
  { count, unit }: Over,
  points: readonly Point[],
  calendar: Calendar,
  isBroken: (point: Point) => boolean,
): readonly Point[] {
  const row: Point[] = [];
  let periods = 0;
  let later: LocalDate | undefined;
  for (const point of points.toReversed()) {
    const date = dateOf(point.at, calendar);
    const apart = later === undefined ? 1 : periodsBetween(unit, date, later);
    // What is further away than the period before is behind a gap.
    if (apart > 1) break;
    if (!isBroken(point)) {
      // A good reading spoils the whole period that it is in.
      if (apart === 0) periods -= 1;
      break;
    }
    periods += apart;
    row.unshift(point);
    later = date;
  }
  return periods >= count ? row : [];
}

function periodsBetween(unit: Over['unit'], from: LocalDate, to: LocalDate): number {
  switch (unit) {
    case 'days':
      return daysBetween(from, to);
    case 'weeks':
      return daysBetween(mondayOf(from), mondayOf(to)) / 7;
    case 'months':
      return monthsBetween(from, to);
    case 'events':
    case 'samples':
      return 1;
  }
}
