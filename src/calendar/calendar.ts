import { Temporal } from 'temporal-polyfill';

/** An instant in UTC with milliseconds, such as "2026-11-23T09:00:00.000Z": instants so written compare as text. */
export type Instant = string;
/** A local date, such as "2026-11-23". */
export type LocalDate = string;

/** Where and when people work: an IANA time zone, and the dates on which nobody does. Weekends are Saturday and Sunday. */
export interface Calendar {
  readonly timeZone: string;
  readonly holidays: readonly LocalDate[];
}

/** The hour, local, at which what is due on a day is sent. */
const morning = '09:00';

const written = (instant: Temporal.Instant): Instant => instant.toString({ fractionalSecondDigits: 3 });
const local = (instant: Instant, { timeZone }: Calendar): Temporal.ZonedDateTime => Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);

/** The instant, normalised. Throws RangeError when the text is no instant. */
export const instantOf = (text: string): Instant => written(Temporal.Instant.from(text));
export const instantOfMs = (epochMs: number): Instant => written(Temporal.Instant.fromEpochMilliseconds(epochMs));
export const msOf = (instant: Instant): number => Temporal.Instant.from(instant).epochMilliseconds;
export const msBetween = (from: Instant, to: Instant): number => msOf(to) - msOf(from);
export const laterBy = (instant: Instant, ms: number): Instant => instantOfMs(msOf(instant) + ms);

/** Whether a text names a day of the calendar ("2027-02-29" does not). */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** Whether a text is an instant with an offset ("2026-11-23T09:00:00Z"); a local time without one is not. */
export function isInstant(text: string): boolean {
  try {
    return written(Temporal.Instant.from(text)) !== '';
  } catch {
    return false;
  }
}

export function isTimeZone(text: string): boolean {
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(text).timeZoneId !== '';
  } catch {
    return false;
  }
}

export const dateOf = (instant: Instant, calendar: Calendar): LocalDate => local(instant, calendar).toPlainDate().toString();

/** Nine in the morning, local, of a date. */
export const morningOf = (date: LocalDate, { timeZone }: Calendar): Instant =>
  written(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime: morning }).toInstant());

export const addDays = (date: LocalDate, days: number): LocalDate => Temporal.PlainDate.from(date).add({ days }).toString();

/** Months later; the last day of a short month when it lacks the day (31 January + 1 month = 28 February). */
export const addMonths = (date: LocalDate, months: number): LocalDate => Temporal.PlainDate.from(date).add({ months }).toString();

/** The same local time of day, so many days later: 09:00 stays 09:00 when the clocks change. */
export const daysAfter = (instant: Instant, days: number, calendar: Calendar): Instant => written(local(instant, calendar).add({ days }).toInstant());

export const isBusinessDay = (date: LocalDate, { holidays }: Calendar): boolean =>
  Temporal.PlainDate.from(date).dayOfWeek <= 5 && !holidays.includes(date);

/** The date itself when people work on it, else the next one on which they do. */
export function businessDayFrom(date: LocalDate, calendar: Calendar): LocalDate {
  let day = date;
  while (!isBusinessDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The morning of the business day that is `count` business days after (or, when negative, before) the day of an instant. */
export function businessDaysAfter(instant: Instant, count: number, calendar: Calendar): Instant {
  const step = count < 0 ? -1 : 1;
  let day = dateOf(instant, calendar);
  for (let left = Math.abs(count); left > 0; ) {
    day = addDays(day, step);
    if (isBusinessDay(day, calendar)) left -= 1;
  }
  return morningOf(day, calendar);
}

/** A date as people write it, with its weekday: "Tue 23 Feb 2027". */
export function dateInWords(date: LocalDate): string {
  const day = Temporal.PlainDate.from(date);
  const weekday = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day.dayOfWeek - 1] ?? '';
  const month = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.month - 1] ?? '';
  return `${weekday} ${day.day} ${month} ${day.year}`;
}

/** Whole days from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => Temporal.PlainDate.from(from).until(to, { largestUnit: 'days' }).days;
