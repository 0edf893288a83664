import { addDays, dateOf, daysBetween } from '../calendar/calendar.ts';
import type { Calendar, Instant, LocalDate } from '../calendar/calendar.ts';
import type { EventBodyOf, JournalEvent } from '../engagement/events.ts';

/** A reading as it was recorded. One that was corrected is not there any more; the journal keeps it. */
export interface PastReading {
  readonly at: Instant;
  readonly value: number;
  readonly source: string;
  readonly recordedAt: Instant;
}

/** A flag from when it was raised to when it was cleared, and by whose reading. */
export interface PastFlag {
  readonly flag: string;
  readonly rule: string;
  readonly value: number;
  readonly raisedAt: Instant;
  readonly raisedBy?: string;
  readonly clearedAt?: Instant;
  readonly clearedBy?: string;
}

/** All that is known of a metric: its readings by time, the days on which a probe should have read it and did not, its flags. */
export interface MetricHistory {
  readonly readings: readonly PastReading[];
  readonly gaps: readonly { readonly from: LocalDate; readonly to: LocalDate }[];
  readonly flags: readonly PastFlag[];
}

/** The history of every metric, out of a journal. */
export function metricHistories(
  events: readonly JournalEvent[],
  calendar: Calendar,
  now: Instant,
): Readonly<Record<string, MetricHistory>> {
  const ids = new Set(events.flatMap((event) => ('metric' in event ? [event.metric] : [])));
  return Object.fromEntries([...ids].map((metric) => [metric, historyOf(events, metric, calendar, now)]));
}

function historyOf(events: readonly JournalEvent[], metric: string, calendar: Calendar, now: Instant): MetricHistory {
  const readings = new Map<Instant, PastReading>();
  for (const event of events)
    if (event.kind === 'readingRecorded' && event.metric === metric) {
      const { takenAt: at, value, source } = event;
      readings.set(at, { at, value, source, recordedAt: event.at });
    }
  const inOrder = [...readings.values()].toSorted((one, other) => (one.at < other.at ? -1 : 1));
  const probe = events.findLast(
    (event): event is Extract<JournalEvent, EventBodyOf<'probeConfigured'>> =>
      event.kind === 'probeConfigured' && event.metric === metric,
  );
  return {
    readings: inOrder,
    gaps: probe === undefined ? [] : gapsOf(inOrder, probe, calendar, now),
    flags: flagsOf(events, metric),
  };
}

/** Days without a reading where a probe reads every so many days: said to be gaps, not bridged. */
function gapsOf(
  readings: readonly PastReading[],
  { at: since, everyDays }: { readonly at: Instant; readonly everyDays: number },
  calendar: Calendar,
  now: Instant,
): MetricHistory['gaps'] {
  const first = dateOf(since, calendar);
  const days = readings.map(({ at }) => dateOf(at, calendar)).filter((date) => date >= first);
  const known = [...new Set([first, ...days, dateOf(now, calendar)])].toSorted();
  return known.flatMap((date, index) => {
    const next = known[index + 1];
    return next === undefined || daysBetween(date, next) <= everyDays
      ? []
      : [{ from: addDays(date, 1), to: addDays(next, -1) }];
  });
}

function flagsOf(events: readonly JournalEvent[], metric: string): PastFlag[] {
  const flags: PastFlag[] = [];
  for (const event of events) {
    if (event.kind === 'redFlagRaised' && event.metric === metric) {
      const { flag, rule, value, at: raisedAt, by } = event;
      flags.push({ flag, rule, value, raisedAt, ...(by !== undefined && { raisedBy: by }) });
    }
    if (event.kind !== 'redFlagCleared') continue;
    const index = flags.findLastIndex(({ flag, clearedAt }) => flag === event.flag && clearedAt === undefined);
    const raised = flags[index];
    if (raised !== undefined)
      flags[index] = { ...raised, clearedAt: event.at, ...(event.by !== undefined && { clearedBy: event.by }) };
  }
  return flags;
}
