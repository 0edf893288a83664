import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { Command } from 'commander';
import { Unready } from '../stores/unready.ts';
import type { Measure, Outcome, Paired, RunningTemporal } from './figure.ts';
import { breach, limits } from './limits.ts';
import { measures } from './measures.ts';
import { readPairs } from './raw-pairs.ts';
import { record } from './results.ts';
import { tableOf } from './table.ts';
import { commitOfCheckout, judged } from './told.ts';

interface Options {
  readonly quick?: true;
  readonly check?: true;
  readonly only?: string;
  readonly withTests?: true;
  readonly record?: true;
  readonly judge?: string;
  readonly temporal?: string;
  readonly pids?: string;
  readonly on?: string;
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const load = (): string =>
  loadavg()
    .map((minutes) => minutes.toFixed(2))
    .join(' ');

/** The Temporal that runs already, where one was named. */
function temporalOf({ temporal, pids = '' }: Options): { readonly temporal?: RunningTemporal } {
  if (temporal === undefined) return {};
  const named = pids.split(',').map((pair) => pair.split('='));
  const processes = Object.fromEntries(named.map(([name = '', pid]) => [name, Number(pid)]));
  const isComplete = 'server' in processes && Object.values(processes).every((pid) => Number.isInteger(pid) && pid > 0);
  if (!isComplete)
    throw new Unready(
      `--temporal also takes --pids, the processes whose CPU time counts, such as "server=4711,database=4712"; not "${pids}".`,
    );
  return { temporal: { address: temporal, pids: processes } };
}

/** Those that were asked for; all, but for those that want to be asked for. */
function chosen({ only, quick, withTests, temporal }: Options): readonly Measure[] {
  if (temporal !== undefined) return measures.filter(({ anywhere }) => anywhere === true);
  if (only === undefined)
    return measures
      .filter(({ onlyAskedFor }) => onlyAskedFor !== true || withTests === true)
      .filter(({ notQuick }) => notQuick !== true || quick !== true);
  const found = measures.filter(({ name, figures }) => name === only || figures.includes(only));
  if (found.length > 0) return found;
  const known = measures.flatMap(({ name, figures }) => `${name} (${figures.join(', ')})`);
  throw new Unready(`There is no figure "${only}". There are:\n  ${known.join('\n  ')}`);
}

async function measured(options: Options, loads: Map<string, number>): Promise<(Outcome | Paired)[]> {
  if (options.judge !== undefined) return [...(await readPairs(options.judge))];
  const outcomes: (Outcome | Paired)[] = [];
  const elsewhere = temporalOf(options);
  for (const { name, figures, run } of chosen(options)) {
    const began = performance.now();
    say(`${name} … (load ${load()})`);
    try {
      outcomes.push(...(await run({ isQuick: options.quick === true, say: (line) => say(`  ${line}`), ...elsewhere })));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      outcomes.push(...figures.map((figure) => ({ name: figure, refused: `${figure} is not told: ${why}` })));
    }
    for (const one of outcomes) if (!loads.has(one.name)) loads.set(one.name, loadavg()[0] ?? Number.NaN);
    say(`  ${((performance.now() - began) / 1000).toFixed(0)} s`);
  }
  return outcomes;
}

async function bench(options: Options): Promise<void> {
  const began = performance.now();
  say(`${cpus().length} cores, load ${load()}`);
  const loads = new Map<string, number>();
  const raw = await measured(options, loads);
  const { told, refusals } = judged(raw, options.quick === true ? 3 : 5, { commit: commitOfCheckout(), loads });
  await mkdir('build', { recursive: true });
  const pairs = raw.filter((one) => 'pairs' in one);
  if (options.judge === undefined)
    await writeFile('build/bench.json', `${JSON.stringify({ figures: told, refusals, pairs }, undefined, 2)}\n`);
  if (told.length > 0) say(tableOf(told));
  for (const { refused } of refusals) say(refused);
  const breaches = told.flatMap(({ name, value }) => breach(name, value) ?? []);
  if (options.check === true) for (const sentence of breaches) say(sentence);
  if (options.record === true) {
    const rows = await record(
      'bench/RESULTS.md',
      told,
      new Date().toISOString().slice(0, 10),
      `${options.quick === true ? 'quick' : 'whole'}${options.temporal === undefined ? '' : ` on ${options.on ?? 'another Temporal'}`}`,
    );
    say(`${rows} rows in bench/RESULTS.md: look at them before they are committed.`);
  }
  const asked = told.filter(({ name }) => name in limits).length;
  say(
    `${asked - breaches.length} limits kept, ${breaches.length} not, ${refusals.length} figures refused, ${((performance.now() - began) / 1000).toFixed(0)} s, load ${load()}`,
  );
  if (refusals.length > 0 || (options.check === true && breaches.length > 0)) process.exitCode = 1;
}

const program = new Command('bench')
  .description('What a decision costs, against bare Temporal doing the same work in the same run on the same server.')
  .option(
    '--quick',
    `three pairs instead of five, and fewer engagements: under 90 s on a fast machine; without ${measures.flatMap(({ name, notQuick }) => (notQuick === true ? [name] : [])).join(', ')}, which are quick only by name`,
  )
  .option('--check', 'fail when a figure is worse than its limit')
  .option('--only <name>', 'one figure, or the part of the bench that makes it')
  .option('--with-tests', 'measure npm test, too')
  .option('--record', 'put the figures into bench/RESULTS.md')
  .option('--temporal <address>', 'make the decisions, and nothing else, on a Temporal that runs already')
  .option('--pids <name=pid,…>', 'its processes, whose CPU time counts, such as server=4711,database=4712')
  .option('--on <words>', 'what it is called in bench/RESULTS.md, such as Postgres')
  .option('--judge <file>', 'measure nothing; judge the pairs of a file');
program.action(async () => {
  try {
    await bench(program.opts<Options>());
  } catch (error) {
    if (error instanceof Unready) program.error(error.message);
    throw error;
  }
});
await program.parseAsync();
