import { performance } from 'node:perf_hooks';
import { engagementInMemory } from '../../rehearsal/engagement-in-memory.ts';
import { live } from '../../rehearsal/live.ts';
import type { Temper } from '../../rehearsal/scene.ts';
import { requestFor } from '../../rehearsal/script.ts';
import { addDays } from '../../src/calendar/calendar.ts';
import type { Instant } from '../../src/calendar/calendar.ts';
import type { Engagement } from '../../src/engagement/engagement.ts';
import { forecast } from '../../src/engagement/forecast.ts';
import { startBody } from '../../src/engagement/start.ts';
import { planFor } from '../../src/method/plan.ts';
import { shelvedPlaybook } from '../fairlead/fairlead.ts';
import type { Figure, Measure } from '../figure.ts';
import { median } from '../sample.ts';
import type { Shelved } from '../../stores/playbook-shelf.ts';

const prompt: Temper = { daysFor: () => 1, answers: { upsell: 'no', downsell: 'yes', retry: 'yes' } };

interface Moment {
  readonly step: string;
  readonly now: Instant;
  readonly engagement: Engagement;
}

/** How long the core takes, without Temporal: held against the state as JSON, there and back, which any program must that keeps one. */
export const planning: Measure = {
  name: 'planning',
  figures: ['planMicroseconds', 'simulatedYearMs', 'livedYearMs'],
  run: async () => {
    const shelved = await shelvedPlaybook();
    const { outline: playbook } = shelved;
    const { moments, ms } = await lived(shelved);
    const floor = slowest(50, moments, ({ engagement }) => JSON.parse(JSON.stringify(engagement.state))).ms;
    const plan = slowest(200, moments, ({ now, engagement: { state } }) => planFor({ playbook, state, now }));
    const year = slowest(9, moments, ({ now, engagement }) =>
      forecast(playbook, engagement, now, `${addDays(now.slice(0, 10), 365)}T12:00:00.000Z`),
    );
    const again = Math.min(ms, (await lived(shelved)).ms);
    return [
      figure('planMicroseconds', 'µs', plan.ms * 1000, floor * 1000, `the slowest step, ${plan.step}`),
      figure('simulatedYearMs', 'ms', year.ms, floor, `if nobody acts, from the slowest step, ${year.step}`),
      figure('livedYearMs', 'ms', again, floor, 'in memory, with people and their views'),
    ];
  },
};

const figure = (name: string, unit: string, value: number, floor: number, note: string): Figure => ({
  name,
  unit,
  value,
  floor,
  ratio: value / floor,
  note,
});

/** Lives a year in memory, and keeps the state in which each step began. */
async function lived({ outline, pin }: Shelved): Promise<{ readonly moments: readonly Moment[]; readonly ms: number }> {
  const startedAt = '2027-01-04T09:00:00.000Z';
  const request = requestFor(outline, 'bench', 'dedicated', startedAt);
  const inMemory = engagementInMemory(outline, startBody(outline, pin, request), startedAt);
  const moments: Moment[] = [];
  const began = performance.now();
  await live(inMemory, {
    playbook: outline,
    temper: prompt,
    until: `${addDays('2028-01-04', 0)}T09:00:00.000Z`,
    onStep: ({ step }, now) => {
      if (moments.at(-1)?.step !== step) moments.push({ step, now, engagement: inMemory.engagement() });
    },
  });
  const ms = performance.now() - began;
  const last = { step: 'aftercare, a year on', now: await inMemory.now(), engagement: inMemory.engagement() };
  return { moments: [...moments, last], ms };
}

/** The slowest of some states, by the median of so many times. */
function slowest(
  times: number,
  moments: readonly Moment[],
  work: (moment: Moment) => unknown,
): { step: string; ms: number } {
  const each = moments.map((moment) => ({ step: moment.step, ms: timed(times, () => work(moment)) }));
  return each.reduce((one, other) => (other.ms > one.ms ? other : one));
}

/** The median of some runs, in ms, warmed up before. */
function timed(times: number, work: () => unknown): number {
  for (let run = 0; run < times / 4; run += 1) work();
  return median(
    Array.from({ length: times }, () => {
      const began = performance.now();
      work();
      return performance.now() - began;
    }),
  );
}
