import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { faults } from '../../../src/ports/activities.ts';
import { environmentFor, probeContract, refusal } from './contract.ts';
import { httpSubject } from './http-subject.ts';
import { httpSystem, json } from './http-system.ts';

type Comparison = Extract<ProbeConfiguration, { kind: 'comparison' }>;
type Source = Comparison['pairs'][number]['first'];

const at = (url: string, path: string): Source => ({
  kind: 'http-json',
  url: `${url}${path}`,
  select: '/value',
  credential: 'FAIRLEAD_PROBE_CRM',
});

probeContract(
  httpSubject({
    kind: 'comparison',
    probeAt: (url) => ({
      kind: 'comparison',
      measure: 'ratio',
      pairs: [{ first: at(url, '/a'), second: at(url, '/b') }],
    }),
    answer: ({ path }, response) => void response.end(JSON.stringify({ value: path === '/a' ? 3 : 2 })),
    value: 1.5,
    sourceOf: (host) => `${host} against ${host}`,
  }),
);

const platform = (event: string): Source => ({
  kind: 'csv',
  file: 'platform.csv',
  column: 'registrations',
  aggregate: 'last',
  where: { column: 'event', equals: event },
  delimiter: ',',
  decimal: '.',
});

/** A system that answers /7 with 7. */
async function echo() {
  const { url, host } = await httpSystem(
    ({ path }, response) => void response.end(JSON.stringify({ value: Number(path.slice(1)) })),
  );
  const settings = { hosts: [host], environment: environmentFor(host) };
  const compare = (measure: Comparison['measure'], ...pairs: readonly (readonly [number, number, string?])[]) => ({
    settings,
    probe: {
      kind: 'comparison',
      measure,
      pairs: pairs.map(([first, second, name]) => ({
        first: at(url, `/${first}`),
        second: at(url, `/${second}`),
        ...(name !== undefined && { name }),
      })),
    } satisfies Comparison,
  });
  return { url, host, settings, compare };
}

describe('two sources held against each other', () => {
  it.each<readonly [Comparison['measure'], number, number, number, string | undefined]>([
    ['difference', 95, 100, 5, undefined],
    ['difference', 100, 95, 5, undefined],
    ['difference', 5, 0, 5, undefined],
    ['difference-percent', 95, 100, 5, 'percent'],
    ['difference-percent', 105, 100, 5, 'percent'],
    ['difference-percent', 0, 40, 100, 'percent'],
    ['difference-percent', 0, 0, 0, 'percent'],
    ['difference-percent', -5, -10, 50, 'percent'],
    ['ratio', 3, 4, 0.75, 'ratio'],
    ['share-percent', 19, 20, 95, 'percent'],
    ['share-percent', 0, 20, 0, 'percent'],
  ])('are a %s: %d and %d are %d', async (measure, first, second, value, unit) => {
    const { compare } = await echo();
    const { probe, settings } = compare(measure, [first, second]);
    const measured = await openProbes(settings).read(probe);
    expect(measured).toMatchObject({ value, detail: `${first} against ${second}` });
    expect(measured.unit).toBe(unit);
  });

  it('of 5 events, or 3 months, are as far apart as the farthest pair', async () => {
    const { compare, host } = await echo();
    const { probe, settings } = compare(
      'difference-percent',
      [412, 390, 'January'],
      [300, 300, 'February'],
      [360, 400, 'March'],
    );
    expect(await openProbes(settings).read(probe)).toEqual({
      value: 10,
      unit: 'percent',
      source: `${host} against ${host}`,
      detail: 'largest of 3, March: 360 against 400',
    });
  });

  it.each(['difference-percent', 'ratio', 'share-percent'] as const)('are no %s of nothing', async (measure) => {
    const { compare } = await echo();
    const failure = await refusal(compare(measure, [1, 1], [5, 0, 'Spring webinar']));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('Spring webinar: 5 against 0 is no');
  });

  it('may be of different kinds, and a failure says of which pair it is', async () => {
    const files = await mkdtemp(join(tmpdir(), 'fairlead-comparison-'));
    onTestFinished(() => rm(files, { recursive: true }));
    await writeFile(join(files, 'platform.csv'), 'event,registrations\nspring,200\nfall,80\n');
    const { url, settings, host } = await echo();
    const probe = (...events: readonly (readonly [string, number])[]): Comparison => ({
      kind: 'comparison',
      measure: 'difference-percent',
      pairs: events.map(([name, crm]) => ({ name, first: at(url, `/${crm}`), second: platform(name) })),
    });
    expect(await openProbes({ ...settings, files }).read(probe(['spring', 190], ['fall', 80]))).toMatchObject({
      value: 5,
      source: `${host} against platform.csv`,
    });
    const failure = await refusal({ settings: { ...settings, files }, probe: probe(['spring', 190], ['summer', 1]) });
    expect(failure.message).toMatch(/^summer: platform\.csv has no row with a number/);
  });

  it('are read five at a time, however many pairs there are', async () => {
    const { url, host, mostAtOnce } = await httpSystem(
      (asked, response) => void setTimeout(() => json({ value: 1 })(asked, response), 50),
    );
    const pairs = Array.from({ length: 12 }, () => ({ first: at(url, '/a'), second: at(url, '/b') }));
    const probes = openProbes({ hosts: [host], environment: environmentFor(host) });
    expect(await probes.read({ kind: 'comparison', measure: 'ratio', pairs })).toMatchObject({ value: 1 });
    expect(mostAtOnce()).toBe(5);
  });
});
