import { dateInWords, dateOf } from '../src/calendar/calendar.ts';
import type { Calendar } from '../src/calendar/calendar.ts';
import type { Sent } from './sent.ts';

/** A line of a calendar: what went out on a day, and to whom. */
interface Entry {
  readonly date: string;
  readonly to: readonly string[];
  readonly via: string;
  readonly subject: string;
}

/** Who is told what, when: a line a day, channel and message, with everybody who got it. */
export function calendarOf(sent: readonly Sent[], calendar: Calendar): Entry[] {
  const entries = new Map<string, Entry>();
  for (const { at, to, via, subject } of sent.toSorted((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
  )) {
    const date = dateOf(at, calendar);
    const key = [date, via, subject].join('\n');
    const before = entries.get(key)?.to ?? [];
    entries.set(key, { date, via, subject, to: before.includes(to) ? before : [...before, to] });
  }
  return [...entries.values()];
}

/** A calendar as text that is reviewed: a day, then what went out on it. */
export function calendarText(entries: readonly Entry[]): string {
  const lines = entries.flatMap(({ date, via, subject, to }, index) => [
    ...(entries[index - 1]?.date === date ? [] : ['', dateInWords(date)]),
    `  ${via.padEnd(5)}  ${subject}`,
    `         to ${to.join(', ')}`,
  ]);
  return `${lines.slice(1).join('\n')}\n`;
}
