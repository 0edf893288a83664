import { createServer } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { openProbes } from '../../activities/probes/open-probes.ts';
import { engagementInMemory } from '../../rehearsal/engagement-in-memory.ts';
import type { InMemory } from '../../rehearsal/engagement-in-memory.ts';
import { live } from '../../rehearsal/live.ts';
import { rehearsedBy, requestFor } from '../../rehearsal/script.ts';
import { addDays, addMonths } from '../../src/calendar/calendar.ts';
import type { Instant } from '../../src/calendar/calendar.ts';
import { startBody } from '../../src/engagement/start.ts';
import { judgeReading } from '../../src/health/judge-reading.ts';
import { withReading } from '../../src/health/series.ts';
import type { Context } from '../../src/method/context.ts';
import type { Outline } from '../../src/playbook/outline.ts';
import { shelvedPlaybook } from '../fairlead/fairlead.ts';
import type { Figure, Measure } from '../figure.ts';
import { freePort } from '../machine.ts';
import { median, quartiles } from '../sample.ts';
import type { Shelved } from '../../stores/playbook-shelf.ts';

/** What is watched after go-live: judging readings, keeping years of care, and a round of probes against a server on this machine. */
export const health: Measure = {
  name: 'health',
  figures: ['yearOfReadingsMs', 'fiveYearsStateKiB', 'probeRoundRatio'],
  notQuick: true,
  run: async () => {
    const shelved = await shelvedPlaybook();
    const cared = await afterYears(shelved, 5);
    const state = JSON.stringify(cared.engagement().state).length / 1024;
    const now = await cared.now();
    return [
      readingsOfAYear({ playbook: shelved.outline, state: cared.engagement().state, now }),
      { name: 'fiveYearsStateKiB', unit: 'KiB', value: state, note: 'dedicated, every round done' },
      await probeRound(),
    ];
  },
};

/** A dedicated engagement that has been lived for some years, in memory. */
async function afterYears({ outline, pin }: Shelved, years: number): Promise<InMemory> {
  const startedAt = '2027-01-04T09:00:00.000Z';
  const body = startBody(outline, pin, requestFor(outline, 'bench', 'dedicated', startedAt));
  const inMemory = engagementInMemory(outline, body, startedAt);
  await live(inMemory, {
    playbook: outline,
    temper: { ...rehearsedBy(outline), holdsOnce: false, daysFor: () => 1 },
    until: `${addMonths('2027-01-04', 12 * years)}T09:00:00.000Z`,
  });
  return inMemory;
}

const metricCount = 20;
const dayCount = 365;

/** Every reading of a year, each judged as it arrives, against the lines of care; the floor puts each in its series and judges nothing. */
function readingsOfAYear(context: Context): Figure {
  const playbook = withMetrics(context.playbook);
  const instants = Array.from({ length: dayCount }, (_, day): Instant => `${addDays('2031-01-01', day)}T07:00:00.000Z`);
  const judging = timed(() => {
    let told = 0;
    const readings: Record<string, ReturnType<typeof withReading>> = {};
    const cared = { ...context, playbook, state: { ...context.state, readings } };
    for (const [day, takenAt] of instants.entries())
      for (const { id: metric } of playbook.metrics) {
        const value = (day * 7) % 100;
        told += judgeReading(cared, { metric, takenAt, value, source: 'the bench' }).length;
        readings[metric] = withReading(readings[metric], { at: takenAt, value }, 'the bench');
      }
    return told;
  });
  const keeping = timed(() => {
    const readings: Record<string, ReturnType<typeof withReading>> = {};
    for (const [day, at] of instants.entries())
      for (const { id } of playbook.metrics)
        readings[id] = withReading(readings[id], { at, value: (day * 7) % 100 }, 'the bench');
    return Object.keys(readings).length;
  });
  const value = median(judging);
  const floor = median(keeping);
  const note = `${metricCount * dayCount} readings, each judged as it arrives`;
  return { name: 'yearOfReadingsMs', unit: 'ms', value, floor, ratio: value / floor, spread: quartiles(judging), note };
}

/** So many metrics, each with the lines of one of the playbook's. */
function withMetrics(playbook: Outline): Outline {
  const metrics = Array.from({ length: metricCount }, (_, index) => {
    const like = playbook.metrics[index % playbook.metrics.length];
    if (like === undefined) throw new Error('The playbook has no metrics');
    return index < playbook.metrics.length ? like : { ...like, id: `${like.id}-${index}` };
  });
  return { ...playbook, metrics };
}

function timed(work: () => number): number[] {
  for (let run = 0; run < 5; run += 1) work();
  return Array.from({ length: 15 }, () => {
    const began = performance.now();
    if (work() === 0) throw new Error('Nothing was judged');
    return performance.now() - began;
  });
}

const slowestMs = 500;

/** Twelve probes over three systems, the slowest of which takes its time: held against that time, which no round can beat. */
async function probeRound(): Promise<Figure> {
  const servers = await Promise.all([slowestMs, 300, 100].map(slowServer));
  try {
    const probes = openProbes({ hosts: servers.map(({ host }) => host), environment: {} });
    const round = Array.from({ length: 4 }, () => servers).flat();
    const read = ({ host }: { readonly host: string }) =>
      probes.read({ kind: 'http-json', url: `http://${host}`, select: '/value' });
    const runs: number[] = [];
    for (let run = 0; run < 6; run += 1) {
      const began = performance.now();
      await Promise.all(round.map(read));
      if (run > 0) runs.push((performance.now() - began) / slowestMs);
    }
    const value = median(runs);
    const note = `12 probes, the slowest system takes ${slowestMs} ms`;
    return { name: 'probeRoundRatio', unit: 'x', value, ratio: value, spread: quartiles(runs), note };
  } finally {
    for (const { close } of servers) close();
  }
}

interface SlowServer {
  readonly host: string;
  readonly close: () => void;
}

async function slowServer(ms: number): Promise<SlowServer> {
  const server = createServer((_, response) => {
    void pause(ms).then(() => response.setHeader('content-type', 'application/json').end('{"value":1}'));
  });
  const port = await freePort();
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  return { host: `127.0.0.1:${port}`, close: () => server.close() };
}
