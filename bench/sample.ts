/** The value below which a part of a sample lies, between its neighbours where it falls between two. NaN for none. */
export function quantile(sample: readonly number[], part: number): number {
  const sorted = sample.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * part;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below === undefined || above === undefined
    ? Number.NaN
    : below + (above - below) * (place - Math.floor(place));
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);

/** The middle half of a sample. */
export const quartiles = (sample: readonly number[]): [low: number, high: number] => [
  quantile(sample, 0.25),
  quantile(sample, 0.75),
];
