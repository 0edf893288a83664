import type { Instant } from '../calendar/calendar.ts';

/** A measured number, and when it was measured. */
export interface Point {
  readonly at: Instant;
  readonly value: number;
}

/**
 * The readings of a metric that rules still look at, by time, however they arrived; where the last to arrive came from; and the highest value of those that
 * are too long ago to be kept.
 */
export interface Series {
  readonly points: readonly Point[];
  readonly source: string;
  readonly highestBefore?: number;
}

/** Enough for four months of daily readings, or ten years of monthly ones. */
const mostPoints = 120;

export const latestOf = (series: Series | undefined): Point | undefined => series?.points.at(-1);

/** The highest value that the metric ever had. */
export const peakOf = ({ points, highestBefore = -Infinity }: Series): number =>
  points.reduce((highest, { value }) => Math.max(highest, value), highestBefore);

/** Whether a reading of that very instant is there: another one corrects it. */
export const isThere = (series: Series | undefined, at: Instant): boolean =>
  series?.points.some((point) => point.at === at) === true;

/** A series with one more reading, in its place by time. One of the same instant is corrected; the oldest beyond the limit live on in the peak alone. */
export function withReading(series: Series | undefined, point: Point, source: string): Series {
  const known = series?.points ?? [];
  const place = known.findLastIndex(({ at }) => at < point.at) + 1;
  const points = known.toSpliced(place, known[place]?.at === point.at ? 1 : 0, point);
  const dropped = points.slice(0, Math.max(0, points.length - mostPoints));
  const before = dropped.reduce((highest, { value }) => Math.max(highest, value), series?.highestBefore ?? -Infinity);
  return {
    points: points.slice(dropped.length),
    source: place === points.length - 1 ? source : (series?.source ?? source),
    ...(before > -Infinity && { highestBefore: before }),
  };
}
