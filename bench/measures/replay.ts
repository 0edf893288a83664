import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { Worker } from '@temporalio/worker';
import { pino } from 'pino';
import { workflowBundle } from '../../worker/bundle.ts';
import { logEngine } from '../../worker/engine-log.ts';
import type { Figure, Measure } from '../figure.ts';
import { recordedHistories } from '../history.ts';
import type { History } from '../history.ts';
import { median, quartiles } from '../sample.ts';

/** How fast recorded engagements come back into a worker's cache. */
export const replay: Measure = {
  name: 'replay',
  figures: ['replayEventsPerSecond', 'longestReplayMs'],
  run: async ({ isQuick }) => {
    logEngine(pino({ name: 'temporal', level: 'error' }));
    const histories = await recordedHistories();
    const code = await workflowBundle(resolve('.fairlead/bundle'), () => undefined);
    const each = new Map<string, number[]>();
    // The first of each worker compiles what it needs: it is not counted, as it is not when a worker has run for a while.
    const rounds = isQuick ? 2 : 6;
    const names = Array.from({ length: rounds + 1 }, () => [...histories.keys()]).flat();
    const asked = names.map((name, index) => ({ workflowId: `${name}-${index}`, history: historyOf(histories, name) }));
    let began = performance.now();
    let index = 0;
    for await (const { error } of Worker.runReplayHistories(
      { workflowBundle: { code }, reuseV8Context: true },
      asked,
    )) {
      const name = names[index] ?? '';
      if (error !== undefined) throw new Error(`${name} does not replay`, { cause: error });
      if (index >= histories.size) each.set(name, [...(each.get(name) ?? []), performance.now() - began]);
      index += 1;
      began = performance.now();
    }
    if (each.size === 0) return [{ name: 'replayEventsPerSecond', refused: 'There is no recorded history to replay.' }];
    return figuresOf(histories, each);
  },
};

function figuresOf(histories: ReadonlyMap<string, History>, each: ReadonlyMap<string, readonly number[]>): Figure[] {
  const lengthOf = (name: string): number => histories.get(name)?.events?.length ?? 0;
  const rates = [...each].flatMap(([name, times]) => times.map((ms) => (lengthOf(name) / ms) * 1000));
  const [longest = ''] = [...each.keys()].toSorted((one, other) => lengthOf(other) - lengthOf(one));
  return [
    {
      name: 'replayEventsPerSecond',
      unit: '1/s',
      value: median(rates),
      spread: quartiles(rates),
      note: `${each.size} recorded`,
    },
    {
      name: 'longestReplayMs',
      unit: 'ms',
      value: median(each.get(longest) ?? []),
      note: `${longest}, ${lengthOf(longest)} events`,
    },
  ];
}

function historyOf(histories: ReadonlyMap<string, History>, name: string): History {
  const history = histories.get(name);
  if (history === undefined) throw new Error(`There is no history ${name}`);
  return history;
}
