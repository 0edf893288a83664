import { assert, constant, integer, property, record, shuffledSubarray, tuple, uniqueArray } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/calendar.ts';
import { breaking } from '../../src/health/broken.ts';
import { valueInWords } from '../../src/health/rule.ts';
import { isThere, latestOf, peakOf, withReading } from '../../src/health/series.ts';
import type { Point, Series } from '../../src/health/series.ts';
import type { Rule } from '../../src/playbook/parts.ts';

const calendar = { timeZone: 'Europe/Berlin', holidays: [] };
const day = (number: number): string => `${addDays('2027-01-04', number)}T09:00:00.000Z`;
const seriesOf = (points: readonly Point[]): Series =>
  points.reduce<Series>((series, point) => withReading(series, point, 'a test'), { points: [], source: 'nobody' });
const onDays = (values: Readonly<Record<number, number>>): Series =>
  seriesOf(Object.entries(values).map(([number, value]) => ({ at: day(Number(number)), value })));
const isBroken = (rule: Rule, series: Series): boolean => breaking(rule, series, calendar).length > 0;
const above = (over?: Rule['over']): Rule => ({ op: '>', value: 10, ...(over !== undefined && { over }) });
const inARow = (count: number, unit: 'days' | 'weeks' | 'months' | 'samples') => ({ count, unit, consecutive: true });

describe('a series of readings', () => {
  it('has each in its place by time, however late it arrives, and says where the newest came from', () => {
    const series = withReading(onDays({ 0: 1, 9: 9 }), { at: day(3), value: 3 }, 'a late report');
    expect(series.points.map(({ value }) => value)).toEqual([1, 3, 9]);
    expect(series.source).toBe('a test');
    expect(latestOf(series)?.value).toBe(9);
  });

  it('is corrected by a reading of the same instant', () => {
    const series = withReading(onDays({ 0: 1, 9: 90 }), { at: day(9), value: 9 }, 'a correction');
    expect([series.points.length, latestOf(series)?.value, peakOf(series), series.source]).toEqual([
      2,
      9,
      9,
      'a correction',
    ]);
    expect([isThere(series, day(9)), isThere(series, day(8)), isThere(undefined, day(9))]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('stays small, and remembers the peak of what it has let go', () => {
    const values = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [index, index === 5 ? 500 : index]));
    const series = onDays(values);
    expect(series.points).toHaveLength(120);
    expect(peakOf(series)).toBe(500);
    expect(JSON.stringify(series).length).toBeLessThan(7000);
  });
});

describe('a rule over time', () => {
  it('breaks by the last reading alone, where it says nothing of time', () => {
    expect(isBroken(above(), onDays({ 0: 11, 1: 10 }))).toBe(false);
    expect(isBroken(above(), onDays({ 0: 10, 1: 10.1 }))).toBe(true);
    expect(isBroken(above(), { points: [], source: 'nobody' })).toBe(false);
  });

  it('in a row needs so many periods, each with a reading and none with a good one; a gap begins anew', () => {
    expect(isBroken(above(inARow(2, 'weeks')), onDays({ 0: 11, 7: 11 }))).toBe(true);
    expect(isBroken(above(inARow(2, 'weeks')), onDays({ 0: 11, 1: 9, 7: 11 }))).toBe(false);
    expect(isBroken(above(inARow(2, 'weeks')), onDays({ 0: 11, 14: 11 }))).toBe(false);
    expect(isBroken(above(inARow(2, 'months')), onDays({ 0: 11, 28: 12 }))).toBe(true);
    expect(isBroken(above(inARow(3, 'days')), onDays({ 0: 11, 1: 11, 2: 11 }))).toBe(true);
    expect(isBroken(above(inARow(3, 'days')), onDays({ 0: 11, 2: 11, 3: 11 }))).toBe(false);
    expect(isBroken(above(inARow(2, 'samples')), onDays({ 0: 11, 50: 11 }))).toBe(true);
  });

  it.each([
    ['days', 30, 29, 30],
    ['weeks', 2, 13, 14],
    ['months', 1, 30, 31],
  ] as const)('within so many %s breaks by any reading of that time', (unit, count, inside, outside) => {
    const rule: Rule = { op: 'any', value: 0, over: { count, unit, consecutive: false, within: true } };
    expect(isBroken(rule, onDays({ 0: 1, [inside]: 0 }))).toBe(true);
    expect(isBroken(rule, onDays({ 0: 1, [outside]: 0 }))).toBe(false);
  });

  it('says which readings broke it', () => {
    const series = onDays({ 0: 9, 7: 11, 14: 12 });
    expect(breaking(above(inARow(2, 'weeks')), series, calendar).map(({ value }) => value)).toEqual([11, 12]);
  });

  it('makes no difference of the order in which readings arrive', () => {
    const rules: Rule[] = [
      above(),
      above(inARow(2, 'weeks')),
      above(inARow(2, 'months')),
      above(inARow(3, 'days')),
      above({ count: 10, unit: 'days', consecutive: false, within: true }),
      { op: 'drop', value: 5 },
    ];
    const points = uniqueArray(record({ number: integer({ min: 0, max: 300 }), value: integer({ min: 0, max: 20 }) }), {
      selector: ({ number }) => number,
      minLength: 1,
      maxLength: 160,
    });
    const shuffled = points.chain((list) => tuple(constant(list), shuffledSubarray(list, { minLength: list.length })));
    assert(
      property(shuffled, ([one, other]) => {
        const [first, second] = [one, other].map((list) =>
          seriesOf(list.map(({ number, value }) => ({ at: day(number), value }))),
        );
        if (first === undefined || second === undefined) throw new Error('Two series were made');
        expect(second.points).toEqual(first.points);
        expect(peakOf(second)).toBe(peakOf(first));
        for (const rule of rules) expect(breaking(rule, second, calendar)).toEqual(breaking(rule, first, calendar));
      }),
      { numRuns: 200 },
    );
  });
});

it('a value reads as exactly as its threshold is', () => {
  expect(valueInWords(15 + 1 / 60, 'minutes')).toBe('15:01 min');
  expect(valueInWords(15, 'minutes')).toBe('15 min');
  expect(valueInWords(5.126, 'percent')).toBe('5.13 %');
  expect(valueInWords(3, 'furlongs')).toBe('3');
});
