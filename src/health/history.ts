import { dateOf, daysBetween, mondayOf, monthsBetween } from '../calendar/calendar.ts';
import type { Calendar, Instant, LocalDate } from '../calendar/calendar.ts';
import type { Reading } from '../engagement/state.ts';
import type { Rule } from '../playbook/parts.ts';
import { meets } from './rule.ts';

interface Judged {
  readonly value: number;
  readonly takenAt: Instant;
  readonly peak: number;
}

/** The highest value that a metric ever had. All that a rule on a drop needs of the past. */
export const peakOf = (last: Reading | undefined, value: number): number =>
  Math.max(value, last?.peak ?? last?.value ?? value);

/**
 * For how many periods in a row a rule has been broken, this reading included; undefined when it keeps the rule. One number for each rule is all
 * that is kept of the past. A period counts when all of its readings break the rule, and one without a reading begins the count anew. A rule that
 * says nothing of a row counts readings.
 */
export function runOf(
  calendar: Calendar,
  last: Reading | undefined,
  flag: string,
  rule: Rule,
  { value, takenAt, peak }: Judged,
): number | undefined {
  if (!meets(rule, value, peak)) return undefined;
  const before = last?.runs?.[flag];
  const unit = rule.over?.consecutive === true ? rule.over.unit : 'samples';
  const passed =
    last === undefined ? undefined : periodsBetween(unit, dateOf(last.takenAt, calendar), dateOf(takenAt, calendar));
  // Broken anew: a period that began well does not count.
  if (before === undefined) return passed === 0 ? 0 : 1;
  if (passed === 0) return before;
  return passed === 1 ? before + 1 : 1;
}

function periodsBetween(unit: NonNullable<Rule['over']>['unit'], from: LocalDate, to: LocalDate): number {
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

/** Whether so many periods in a row are enough. What is measured over a time ("in the past 30 days") is one reading, as the metric asks for it. */
export const fires = ({ over }: Rule, run: number | undefined): boolean =>
  run !== undefined && run >= (over?.consecutive === true ? over.count : 1);
