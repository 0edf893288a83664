import { expect, it } from 'vitest';
import { inUnitOf, misfitOf } from '../../src/health/units.ts';

it('times are read in the unit of their metric, and a ratio as a percentage', () => {
  expect(inUnitOf({ unit: 'minutes' }, 90, 'seconds')).toBe(1.5);
  expect(inUnitOf({ unit: 'days' }, 36, 'hours')).toBe(1.5);
  expect(inUnitOf({ unit: 'percent' }, 0.25, 'ratio')).toBe(25);
  expect(inUnitOf({ unit: 'count' }, 3, 'count')).toBe(3);
  expect(inUnitOf({ unit: 'count' }, 3)).toBe(3);
  expect(inUnitOf({ unit: 'count' }, 3, 'minutes')).toBeUndefined();
});

it.each([
  ['percent', -1, undefined, 'cannot be negative'],
  ['percent', 101, undefined, 'at most 100'],
  ['percent', 1.01, 'ratio', 'at most 100'],
  ['minutes', Number.NaN, undefined, 'is a number'],
  ['minutes', 5, 'percent', 'is measured in minutes; 5 was given in percent'],
  ['points', -3, undefined, 'taken'],
  ['percent', 100, 'percent', 'taken'],
  ['percent', 140, 'percent', 'taken'],
  ['per-week', 3, 'count', 'taken'],
] as const)('a number of %s, %d in %s, is refused by name or taken', (unit, value, given, why) => {
  expect(misfitOf({ id: 'some-metric', unit }, value, given) ?? 'taken').toContain(why);
});
