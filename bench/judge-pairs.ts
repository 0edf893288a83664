import type { Outcome, Pair, Paired } from './figure.ts';
import { keeps, limits, shown } from './limits.ts';
import { median, quartiles } from './sample.ts';

/**
 * What pairs of runs say. Refused, with a sentence, when the floor was not reached, no pair or too few ran, or the middle half of the pairs is wider than
 * the difference that it should show. A spread that lies on one side of the limit as a whole still tells whether the limit is kept, and is printed.
 */
export function judgePairs({ name, unit, by, pairs, note }: Paired, least: number): Outcome {
  const refused = (why: string): Outcome => ({ name, refused: `${name} is not told: ${why}.` });
  if (pairs.length === 0) return refused('no pair ran');
  const unreached = pairs.findIndex(({ floor }) => !(Number.isFinite(floor) && floor > 0));
  if (unreached !== -1) return refused(`the floor was not reached in pair ${unreached + 1}`);
  const failed = pairs.findIndex(({ value }) => !(Number.isFinite(value) && value > 0));
  if (failed !== -1) return refused(`Fairlead did not come to the end of pair ${failed + 1}`);
  if (pairs.length < least) return refused(`${pairs.length} of at least ${least} pairs ran`);
  const each = pairs.map(({ floor, value }) => (by === 'ratio' ? value / floor : value - floor));
  const [value, spread] = [median(each), quartiles(each)];
  const width = spread[1] - spread[0];
  const difference = Math.abs(value - (by === 'ratio' ? 1 : 0));
  if (width > difference && !isOneSided(name, spread))
    return refused(
      `the spread of its pairs (${shown(spread[0])} to ${shown(spread[1])}) is wider than the difference (${shown(difference)}). Run it on a quieter machine, or with more pairs`,
    );
  const floor = median(pairs.map((pair) => pair.floor));
  const ratio = by === 'ratio' ? value : median(pairs.map((pair: Pair) => pair.value / pair.floor));
  return { name, unit, value, floor, ratio, spread, ...(note !== undefined && { note }) };
}

function isOneSided(name: string, [low, high]: readonly [number, number]): boolean {
  const limit = limits[name];
  return limit !== undefined && keeps(limit, low) === keeps(limit, high);
}
