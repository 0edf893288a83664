import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import Table from 'cli-table3';
import { pino } from 'pino';
import { live } from '../rehearsal/live.ts';
import type { Temper } from '../rehearsal/scene.ts';
import { rehearse, serverDisappointments } from '../rehearsal/rehearse.ts';
import { disappointments, requestFor } from '../rehearsal/script.ts';
import { addDays } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import { forecast } from '../src/engagement/forecast.ts';
import type { Engagement } from '../src/engagement/engagement.ts';
import { startBody } from '../src/engagement/start.ts';
import { planFor } from '../src/method/plan.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import type { Shelved } from '../stores/playbook-shelf.ts';
import { logEngine } from '../worker/engine-log.ts';
import { engagementInMemory } from '../rehearsal/engagement-in-memory.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const prompt: Temper = { daysFor: () => 1, answers: { upsell: 'no', downsell: 'yes', retry: 'yes' } };

/** A figure and what it may not exceed. `floor` is what the same machine needed, in the same run, for what is least: the state as JSON, there and back. */
interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly limit: number;
  readonly floor?: number;
}

interface Moment {
  readonly step: string;
  readonly now: Instant;
  readonly engagement: Engagement;
}

/** The median of some runs, in ms, warmed up before. */
function median(times: number, work: () => unknown): number {
  for (let run = 0; run < times / 4; run += 1) work();
  const taken = Array.from({ length: times }, () => {
    const began = performance.now();
    work();
    return performance.now() - began;
  });
  return taken.toSorted((one, other) => one - other)[Math.floor(times / 2)] ?? Number.NaN;
}

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
  const last = { step: 'aftercare', now: await inMemory.now(), engagement: inMemory.engagement() };
  return { moments: [...moments, last], ms: performance.now() - began };
}

/** The slowest of some states. */
function slowest(times: number, moments: readonly Moment[], work: (moment: Moment) => unknown): number {
  return Math.max(...moments.map((moment) => median(times, () => work(moment))));
}

async function core(shelved: Shelved): Promise<Figure[]> {
  const { outline: playbook } = shelved;
  const { moments, ms } = await lived(shelved);
  const floor = slowest(50, moments, ({ engagement }) => JSON.parse(JSON.stringify(engagement.state)));
  const plan = slowest(100, moments, ({ now, engagement: { state } }) => planFor({ playbook, state, now }));
  const year = slowest(5, moments, ({ now, engagement }) =>
    forecast(playbook, engagement, now, `${addDays(now.slice(0, 10), 365)}T12:00:00.000Z`),
  );
  const again = (await lived(shelved)).ms;
  return [
    { name: 'planning an engagement, the slowest step', unit: 'ms', value: plan, limit: 1, floor },
    { name: 'a simulated year if nobody acts, the slowest step', unit: 'ms', value: year, limit: 50, floor },
    {
      name: 'a year lived in memory, with people and their views',
      unit: 'ms',
      value: Math.min(ms, again),
      limit: 1000,
      floor,
    },
  ];
}

async function onServer(): Promise<Figure[]> {
  const rehearsed = await rehearse('event-operations-platform', 'dedicated', () => undefined);
  const wrong = [...disappointments(rehearsed.outline, rehearsed), ...serverDisappointments(rehearsed)];
  if (wrong.length > 0) throw new Error(`The rehearsal did not come out as the SOP has it: ${wrong.join('; ')}`);
  const { seconds, historyEvents, taskMs } = rehearsed;
  // The first task of all starts the workflow's sandbox.
  const [first = Number.NaN, ...later] = taskMs;
  return [
    { name: 'a rehearsal, dedicated', unit: 's', value: seconds, limit: 60 },
    { name: 'events of its history', unit: '', value: historyEvents, limit: 2499 },
    { name: 'its first workflow task, with the sandbox', unit: 'ms', value: first, limit: 500 },
    { name: 'its slowest other workflow task', unit: 'ms', value: Math.max(...later), limit: 50 },
  ];
}

function shown({ name, unit, value, limit, floor }: Figure): string[] {
  const ratio = floor === undefined ? '' : `${(value / floor).toFixed(1)} x ${floor.toFixed(3)}`;
  return [
    name,
    `${value.toFixed(value < 10 ? 2 : 0)} ${unit}`,
    `${limit} ${unit}`,
    ratio,
    value <= limit ? '' : 'OVER',
  ];
}

logEngine(pino({ name: 'temporal', level: 'error' }));
const shelf = await openShelf(resolve('playbooks'));
const shelved = shelf.latest('event-operations-platform');
if (shelved === undefined) throw new Error('There is no playbook event-operations-platform in playbooks/.');
say(`${cpus().length} cores, load ${loadavg()[0]?.toFixed(2) ?? '?'} before`);
const figures = [...(await core(shelved)), ...(await onServer())];
const table = new Table({
  head: ['what', 'measured', 'limit', 'x JSON of the state (ms)', ''],
  style: { head: [], border: [] },
});
for (const figure of figures) table.push(shown(figure));
say(`${table.toString()}\nload ${loadavg()[0]?.toFixed(2) ?? '?'} after`);
if (figures.some(({ value, limit }) => !(value <= limit))) process.exitCode = 1;
