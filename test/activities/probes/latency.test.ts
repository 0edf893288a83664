import { array, assert, integer, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latencyOf } from '../../../activities/probes/latency.ts';

const begin = Date.UTC(2027, 0, 4, 9);
const took = (seconds: number) => ({
  from: new Date(begin).toISOString(),
  to: new Date(begin + seconds * 1000).toISOString(),
});

describe('the time that records took', () => {
  it.each([
    ['max', 'minutes', [60, 900, 30], 15],
    ['max', 'minutes', [900.06], 15.001],
    ['max', 'seconds', [1, 2], 2],
    ['max', 'hours', [5400], 1.5],
    ['max', 'days', [86_400 * 3], 3],
    ['p95', 'seconds', [7], 7],
    ['p95', 'seconds', Array.from({ length: 20 }, (_, index) => index + 1), 19],
    ['p95', 'seconds', Array.from({ length: 21 }, (_, index) => index + 1), 20],
    ['p95', 'seconds', Array.from({ length: 100 }, (_, index) => index + 1), 95],
  ] as const)('%s, in %s, of %j seconds is %d', (statistic, unit, seconds, value) => {
    expect(latencyOf(seconds.map(took), { statistic, unit }, 'crm')).toMatchObject({ value, unit });
  });

  it('at the 95th per cent is one of them, is exceeded by 5 % at most, and does not depend on their order', () => {
    assert(
      property(array(integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 300 }), (seconds) => {
        const measure = { statistic: 'p95', unit: 'seconds' } as const;
        const { value } = latencyOf(seconds.map(took), measure, 'crm');
        expect(seconds).toContain(value);
        expect(seconds.filter((second) => second > value).length).toBeLessThanOrEqual(seconds.length * 0.05);
        expect(latencyOf(seconds.toReversed().map(took), measure, 'crm').value).toBe(value);
      }),
    );
  });
});
