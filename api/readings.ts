import type { JournalEvent } from '../src/engagement/events.ts';
import { metricHistories } from '../src/health/history.ts';
import type { MetricHistory } from '../src/health/history.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';

/** A metric with its past: what it is called, its readings, gaps and flags. */
export interface MetricReadings extends MetricHistory {
  readonly metric: string;
  readonly name?: string;
  readonly unit?: string;
}

/** Every reading of an engagement, by metric, out of its journal: ready to be drawn. Up to now; on a skipped clock, up to its last event. */
export function readingsOf(
  shelf: Shelf,
  events: readonly JournalEvent[],
  wanted?: string,
): { readonly metrics: readonly MetricReadings[] } {
  const [first] = events;
  if (first?.kind !== 'engagementStarted') return { metrics: [] };
  const wallClock = new Date().toISOString();
  const last = events.at(-1)?.at ?? wallClock;
  const known = shelf.byDigest(first.playbook.digest)?.playbook.metrics ?? [];
  const histories = metricHistories(events, first.calendar, last > wallClock ? last : wallClock);
  const metrics = Object.entries(histories)
    .filter(([metric]) => wanted === undefined || metric === wanted)
    .map(([metric, history]) => {
      const of = known.find(({ id }) => id === metric);
      return { metric, ...(of !== undefined && { name: of.name, unit: of.unit }), ...history };
    });
  return { metrics };
}
