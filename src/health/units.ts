import type { Metric } from './watched.ts';

/** So many of the smallest unit are in each unit of time. */
const seconds: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/** A number in the unit of its metric: times are converted, a ratio becomes a percentage. Undefined when the units have nothing to do with each other. */
export function inUnitOf({ unit }: Pick<Metric, 'unit'>, value: number, given?: string): number | undefined {
  if (given === undefined || given === unit) return value;
  const [from, to] = [seconds[given], seconds[unit]];
  if (from !== undefined && to !== undefined) return (value * from) / to;
  if (given === 'ratio' && unit === 'percent') return value * 100;
  return given === 'count' && (unit === 'per-week' || unit === 'points') ? value : undefined;
}

/** Why a number cannot be a reading of its metric, in a sentence; undefined when it can. */
export function misfitOf({ id, unit }: Pick<Metric, 'id' | 'unit'>, value: number, given?: string): string | undefined {
  const read = inUnitOf({ unit }, value, given);
  if (read === undefined) return `${id} is measured in ${unit}; ${value} was given in ${given}. Convert it first.`;
  if (!Number.isFinite(read)) return `${id} is a number; ${value} was given.`;
  if (unit !== 'points' && read < 0) return `${id} cannot be negative; ${value} was given.`;
  // A share is at most all of it. A difference may be more, which whoever gives it says by its unit.
  return unit === 'percent' && read > 100 && given !== 'percent'
    ? `${id} is a percentage, so at most 100; ${value} was given. If it really is more, give its unit with it.`
    : undefined;
}
