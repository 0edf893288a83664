import { Temporal } from 'temporal-polyfill';
import { onceFor } from '../once-for.ts';

/** An instant in UTC with milliseconds, such as "2026-11-23T09:00:00.000Z": instants so written compare as text. */
export type Instant = string;
/** A local date, such as "2026-11-23". */
export type LocalDate = string;

/**
 * When somebody is not to be disturbed: local times of day such as "18:00-08:00", and every day on which nobody works. "none": never, as for somebody on call.
 */
export type QuietHours = string;

/** Where and when people work: an IANA time zone, and the dates on which nobody does. Weekends are Saturday and Sunday. */
export interface Calendar {
  readonly timeZone: string;
  readonly holidays: readonly LocalDate[];
  /** None, when absent: as in engagements that began before there were any. */
  readonly quietHours?: QuietHours;
}

/** The hour, local, at which what is due on a day is sent. */
export const morning = '09:00';

const written = (instant: Temporal.Instant): Instant => instant.toString({ fractionalSecondDigits: 3 });
const local = (instant: Instant, { timeZone }: Calendar): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);

/** The instant, normalised. Throws RangeError when the text is no instant. */
export const instantOf = (text: string): Instant => written(Temporal.Instant.from(text));
// Between an instant and its milliseconds there is no time zone: Date does it in a tenth of the time.
export const instantOfMs = (epochMs: number): Instant => new Date(epochMs).toISOString();
export const msOf = (instant: Instant): number => Date.parse(instant);
export const msBetween = (from: Instant, to: Instant): number => msOf(to) - msOf(from);
export const laterBy = (instant: Instant, ms: number): Instant => instantOfMs(msOf(instant) + ms);

/** Instants and dates compare as text only while a year has four digits; what lies beyond these centuries is a slip of the hand. */
const isNear = (text: string): boolean => text >= '1970' && text < '2300';
const beyondMs = Date.UTC(2300, 0, 1);

/** Whether a text names a day of the calendar, from 1970 to 2299 ("2027-02-29" does not). */
export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || !isNear(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString() === text;
  } catch {
    return false;
  }
}

/** Whether a text is an instant with an offset, from 1970 to 2299 ("2026-11-23T09:00:00Z"); a local time without one is not. */
export function isInstant(text: string): boolean {
  try {
    const { epochMilliseconds } = Temporal.Instant.from(text);
    return epochMilliseconds >= 0 && epochMilliseconds < beyondMs;
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

export const dateOf = (instant: Instant, calendar: Calendar): LocalDate =>
  cached(almanacOf(calendar).dates, instant, () => local(instant, calendar).toPlainDate().toString());

/** Nine in the morning, local, of a date. */
export const morningOf = (date: LocalDate, calendar: Calendar): Instant => instantAt(date, morning, calendar);

/** A local time of day, such as "18:00", of a date; where the clocks skip it, as much later. */
export const instantAt = (date: LocalDate, time: string, calendar: Calendar): Instant =>
  cached(named(almanacOf(calendar).instants, time), date, () =>
    written(
      Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: calendar.timeZone, plainTime: time }).toInstant(),
    ),
  );

/** The local time of day of an instant, to the minute: "18:00". */
export const timeOf = (instant: Instant, calendar: Calendar): string =>
  cached(almanacOf(calendar).times, instant, () =>
    local(instant, calendar).toPlainTime().toString({ smallestUnit: 'minute' }),
  );

/** What follows from an instant by the calendar alone, reckoned once for each name of what is asked. */
export const reckonedOnce = (calendar: Calendar, name: string, at: Instant, reckon: () => Instant): Instant =>
  cached(named(almanacOf(calendar).instants, name), at, reckon);

/** The same weekends and holidays, elsewhere. */
export function elsewhere(calendar: Calendar, timeZone: string): Calendar {
  if (timeZone === calendar.timeZone) return calendar;
  const { places } = almanacOf(calendar);
  const known = places.get(timeZone) ?? { ...calendar, timeZone };
  places.set(timeZone, known);
  return known;
}

/** What has been reckoned for a calendar. Time zones and holidays are the dearest part of a plan, and it asks for the same few dates again and again. */
interface Almanac {
  readonly dates: Map<string, LocalDate>;
  /** By the time of day, or the name of what is asked, and then by what it is asked of: a text made of both would cost more than what it saves. */
  readonly instants: Map<string, Map<string, Instant>>;
  readonly times: Map<string, string>;
  readonly places: Map<string, Calendar>;
  readonly businessDays: Map<number, Map<LocalDate, Instant>>;
  readonly holidays: ReadonlySet<number>;
}

/** Engagements of one country reckon with the same days: what is known for one is known for all. */
const sharedAlmanacs = new Map<string, Almanac>();
const mostShared = 100;

const almanacOf = onceFor((calendar: Calendar): Almanac => {
  const content = [calendar.timeZone, ...calendar.holidays].join();
  if (sharedAlmanacs.size >= mostShared) sharedAlmanacs.clear();
  const almanac = sharedAlmanacs.get(content) ?? {
    dates: new Map(),
    instants: new Map(),
    times: new Map(),
    places: new Map(),
    businessDays: new Map(),
    holidays: new Set(calendar.holidays.map(dayNumber)),
  };
  sharedAlmanacs.set(content, almanac);
  return almanac;
});

const mostCached = 5000;

function cached<Key, T>(cache: Map<Key, T>, key: Key, reckon: () => T): T {
  const known = cache.get(key);
  if (known !== undefined) return known;
  if (cache.size >= mostCached) cache.clear();
  const value = reckon();
  cache.set(key, value);
  return value;
}

const named = <Name, T>(caches: Map<Name, Map<string, T>>, name: Name): Map<string, T> =>
  cached(caches, name, () => new Map());

/** Days since 1 January 1970, on which dates are reckoned: whole days know no time zone. */
const dayNumber = (date: LocalDate): number =>
  cached(
    daysOfDates,
    date,
    () => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / 86_400_000,
  );
const daysOfDates = new Map<LocalDate, number>();
const dateOfDay = (day: number): LocalDate =>
  cached(datesOfDays, day, () => new Date(day * 86_400_000).toISOString().slice(0, 10));
const datesOfDays = new Map<number, LocalDate>();

export const addDays = (date: LocalDate, days: number): LocalDate => dateOfDay(dayNumber(date) + days);

/** Months later; the last day of a short month when it lacks the day (31 January + 1 month = 28 February). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const month = monthNumber(date) + months;
  const first = dayNumber(firstOf(month));
  const length = dayNumber(firstOf(month + 1)) - first;
  return dateOfDay(first + Math.min(Number(date.slice(8, 10)), length) - 1);
}

/** The same local time of day, so many days later: 09:00 stays 09:00 when the clocks change. */
export const daysAfter = (instant: Instant, days: number, calendar: Calendar): Instant =>
  written(local(instant, calendar).add({ days }).toInstant());

/** 1 January 1970 was a Thursday. */
const isWeekend = (day: number): boolean => (((day + 3) % 7) + 7) % 7 >= 5;

export function isBusinessDay(date: LocalDate, calendar: Calendar): boolean {
  const day = dayNumber(date);
  return !isWeekend(day) && !almanacOf(calendar).holidays.has(day);
}

/** The date itself when people work on it, else the next one on which they do. */
export function businessDayFrom(date: LocalDate, calendar: Calendar): LocalDate {
  let day = date;
  while (!isBusinessDay(day, calendar)) day = addDays(day, 1);
  return day;
}

/** The same local time of day on the next business day. */
export function nextBusinessDay(instant: Instant, calendar: Calendar): Instant {
  const today = dateOf(instant, calendar);
  return daysAfter(instant, daysBetween(today, businessDayFrom(addDays(today, 1), calendar)), calendar);
}

/** The morning of the business day that is `count` business days after (or, when negative, before) the day of an instant. */
export function businessDaysAfter(instant: Instant, count: number, calendar: Calendar): Instant {
  const { businessDays, holidays } = almanacOf(calendar);
  const date = dateOf(instant, calendar);
  return cached(named(businessDays, count), date, () => {
    const step = count < 0 ? -1 : 1;
    let day = dayNumber(date);
    for (let left = Math.abs(count); left > 0;) {
      day += step;
      if (!isWeekend(day) && !holidays.has(day)) left -= 1;
    }
    return morningOf(dateOfDay(day), calendar);
  });
}

/** A date as people write it, with its weekday: "Tue 23 Feb 2027". */
export function dateInWords(date: LocalDate): string {
  const day = new Date(dayNumber(date) * 86_400_000);
  const weekday = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][day.getUTCDay()] ?? '';
  const month =
    ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'][day.getUTCMonth()] ?? '';
  return `${weekday} ${day.getUTCDate()} ${month} ${day.getUTCFullYear()}`;
}

/** The Monday of a date's week. */
export const mondayOf = (date: LocalDate): LocalDate => addDays(date, -((((dayNumber(date) + 3) % 7) + 7) % 7));

/** Months from one date to another, by the calendar: from 31 January to 1 February is one. */
export const monthsBetween = (from: LocalDate, to: LocalDate): number => monthNumber(to) - monthNumber(from);
const monthNumber = (date: LocalDate): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;
const firstOf = (month: number): LocalDate =>
  `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;

/** Whole days from one date to another. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from);

/** An instant as people keep it in their calendars, in a time zone that is named: "Tue 23 Feb 2027, 15:00 (Europe/Berlin)". */
export function timeInWords(instant: Instant, timeZone: string): string {
  const there = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  const time = there.toPlainTime().toString({ smallestUnit: 'minute' });
  return `${dateInWords(there.toPlainDate().toString())}, ${time} (${timeZone})`;
}
