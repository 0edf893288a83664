import type { Measured } from './kind.ts';
import type { Statistic, TimeUnit } from '../../src/probes/schema/parts.ts';
import { unreadable } from './unreadable.ts';

const unitMs: Readonly<Record<TimeUnit, number>> = {
  seconds: 1000,
  minutes: 60_000,
  hours: 3_600_000,
  days: 86_400_000,
};

/** From when to when, as a system writes it: ISO 8601. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

/** How long it took, over the spans: the longest, or what 95 % do not exceed (nearest rank). */
export function latencyOf(
  spans: readonly Span[],
  { statistic, unit }: { readonly statistic: Statistic; readonly unit: TimeUnit },
  source: string,
): Measured {
  const times = spans.map(({ from, to }) => Date.parse(to) - Date.parse(from)).toSorted((one, other) => one - other);
  const time = times[statistic === 'max' ? times.length - 1 : Math.ceil(times.length * 0.95) - 1];
  if (time === undefined)
    throw unreadable(
      `${source} has no record with both times: there is nothing to measure. Look at the probe's condition.`,
    );
  if (!times.every(Number.isFinite))
    throw unreadable(`${source} answers with a time that is none. Are both fields date-times?`);
  if (time < 0)
    throw unreadable(
      `${source} answers with a negative time: the end lies before the beginning. Are "from" and "to" the wrong way round?`,
    );
  return { value: time / unitMs[unit], source, unit, detail: `${statistic} of ${times.length}` };
}
