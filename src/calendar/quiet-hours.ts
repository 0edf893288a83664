import { addDays, dateOf, instantAt, isBusinessDay, morning, reckonedOnce, timeOf } from './calendar.ts';
import type { Calendar, Instant, LocalDate, QuietHours } from './calendar.ts';

export const usualQuietHours: QuietHours = '18:00-08:00';

const written = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/;

export const isQuietHours = (text: string): boolean =>
  text === 'none' || (written.test(text) && text.slice(0, 5) !== text.slice(6));

/** Of quiet hours other than "none": an instant itself when somebody can be reached then, else the morning on which they are back: at nine, or when their quiet hours end, if that is later. */
export const reachableFrom = (at: Instant, quiet: QuietHours, calendar: Calendar): Instant =>
  reckonedOnce(calendar, quiet, at, () => reachable(at, quiet, calendar));

function reachable(at: Instant, quiet: QuietHours, calendar: Calendar): Instant {
  const today = dateOf(at, calendar);
  if (isBusinessDay(today, calendar) && !isQuiet(timeOf(at, calendar), quiet)) return at;
  for (let day = today; ; day = addDays(day, 1)) {
    const back = isBusinessDay(day, calendar) ? backOn(day, at, quiet, calendar) : undefined;
    if (back !== undefined) return back;
  }
}

/** When they are back on a day, if they are after `at`. */
function backOn(day: LocalDate, at: Instant, quiet: QuietHours, calendar: Calendar): Instant | undefined {
  const end = quiet.slice(6);
  const first = isQuiet(morning, quiet) ? end : morning;
  return [first, end]
    .filter((time) => time >= first)
    .map((time) => instantAt(day, time, calendar))
    .find((back) => back > at);
}

/** Times of day compare as text. Quiet hours that begin later than they end go past midnight. */
function isQuiet(time: string, quiet: QuietHours): boolean {
  const [from, until] = [quiet.slice(0, 5), quiet.slice(6)];
  return from < until ? time >= from && time < until : time >= from || time < until;
}
