import type { Act } from '../../rehearsal/scene.ts';
import { script } from '../fairlead/script.ts';
import { fairleadSide } from '../fairlead/fairlead-side.ts';
import { shelvedPlaybook } from '../fairlead/fairlead.ts';
import type { Figure, Measure, Paired, Scale } from '../figure.ts';
import { floorSide } from '../floor/floor-side.ts';
import { onMachine, onTemporal } from '../machine.ts';
import type { Machine } from '../machine.ts';
import { untilQuiet } from '../proc.ts';
import { median, quartiles } from '../sample.ts';
import type { Side } from '../side.ts';
import { burstRun, loadRun } from './load-run.ts';
import type { BurstRun, Level, LoadRun } from './load-run.ts';

/** How the callers of a pair come: a burst of fresh engagements, then levels on some of the same. */
interface Course {
  /** One more, of the 50 callers alone, is run before them, and not counted: both sides compile what they run often, and neither is young for long. */
  readonly pairs: number;
  readonly burst: number;
  readonly levels: readonly Level[];
}

const whole: Course = {
  pairs: 5,
  burst: 200,
  levels: [
    { callers: 200, decisions: 2 },
    // From homework through the first two gates: as many letters a decision as in the whole script.
    { callers: 50, decisions: 24 },
    { callers: 1, decisions: 25 },
  ],
};
const quick: Course = {
  pairs: 3,
  burst: 50,
  levels: [
    { callers: 50, decisions: 8 },
    { callers: 1, decisions: 15 },
  ],
};

/** One side's part of a pair, as far as it has come. */
interface Half {
  readonly ids: readonly string[];
  burst?: BurstRun;
  readonly levels: Map<number, LoadRun>;
}

interface PairOfHalves {
  readonly bare?: Half;
  readonly fairlead?: Half;
}

const names = [
  'decisionThroughputRatio',
  'decisionLatencyP50OverheadMs',
  'decisionLatencyP95Ratio',
  'cpuPerDecisionRatio',
  'burstLatencyP95Ratio',
];

export const decisions: Measure = {
  name: 'decisions',
  figures: [...names, 'burstWholeP95Ms'],
  anywhere: true,
  run: (scale) =>
    scale.temporal === undefined
      ? onMachine(scale.say, (machine) => pairsOn(machine, scale))
      : onTemporal(scale.temporal, (machine) => pairsOn(machine, scale)),
};

async function pairsOn(machine: Machine, scale: Scale): Promise<(Paired | Figure)[]> {
  const course = scale.isQuick ? quick : whole;
  const shelved = await shelvedPlaybook();
  const acts = await script(shelved);
  refuseShort(course, acts);
  const bare = await floorSide(machine, acts.length);
  const fairlead = await fairleadSide(machine, shelved, acts);
  await runPair(0, warmUpOf(course), { bare, fairlead }, scale);
  const pairs: PairOfHalves[] = [];
  for (let pair = 1; pair <= course.pairs; pair += 1)
    pairs.push(await runPair(pair, course, { bare, fairlead }, scale));
  return figuresOf(pairs, course);
}

const warmUpOf = (course: Course): Course => ({
  ...course,
  burst: 50,
  levels: course.levels.filter(({ callers }) => callers === 50),
});

function refuseShort({ levels }: Course, { length }: readonly Act[]): void {
  const most = 1 + levels.reduce((sum, level) => sum + level.decisions, 0);
  if (most > length) throw new Error(`The script has ${length} decisions, and a pair takes ${most}`);
}

/** Ids of another run are not met again on a server that outlives it. */
const run = Date.now().toString(36);

/**
 * The two sides take turns at the burst, and at each level: the machine changes its speed within minutes, and a turn takes less. Whoever begins changes
 * from pair to pair: neither has the younger server.
 */
async function runPair(
  pair: number,
  course: Course,
  sides: { readonly bare: Side; readonly fairlead: Side },
  { say }: Scale,
): Promise<PairOfHalves> {
  const order = pair % 2 === 1 ? (['bare', 'fairlead'] as const) : (['fairlead', 'bare'] as const);
  const idsOf = (name: string): string[] =>
    Array.from({ length: course.burst }, (_, index) => `${name}-${run}-${pair}-${index}`);
  const done: { bare?: Half; fairlead?: Half } = {
    bare: { ids: idsOf('bare'), levels: new Map() },
    fairlead: { ids: idsOf('fairlead'), levels: new Map() },
  };
  for (const turn of turnsOf(course))
    for (const name of order) {
      const half = done[name];
      if (half === undefined) continue;
      await turn(sides[name], half).catch((error: unknown) => {
        delete done[name];
        say(`Pair ${pair}: ${sides[name].name} did not come to its end. ${String(error)}`);
      });
    }
  const at = ({ levels }: Half): string =>
    [...levels].map(([callers, { perSecond }]) => `${perSecond.toFixed(0)}/s at ${callers}`).join(', ');
  say(
    `${pair === 0 ? 'Warm-up' : `Pair ${pair} of ${course.pairs}`}: ${order.map((name) => `${name} ${done[name] === undefined ? '-' : at(done[name])}`).join('; ')}`,
  );
  return done;
}

/** What a side that is still in the race does before the other one has its turn. */
type Turn = (side: Side, half: Half) => Promise<void>;

const turnsOf = ({ levels }: Course): Turn[] => [
  async (side, half) => {
    await untilQuiet(Object.values(side.pids));
    half.burst = await burstRun(side, half.ids);
  },
  ...levels.map(({ callers, decisions: each }): Turn => async (side, half) => {
    half.levels.set(callers, await loadRun(side, half.ids.slice(0, callers), each));
  }),
];

function figuresOf(pairs: readonly PairOfHalves[], { burst, levels }: Course): (Paired | Figure)[] {
  const pairsOf = (read: (half: Half) => number | undefined): Paired['pairs'] =>
    pairs.map(({ bare, fairlead }) => ({ floor: valueOf(bare, read), value: valueOf(fairlead, read) }));
  const at = (callers: number, field: 'perSecond' | 'p50Ms' | 'p95Ms' | 'wholeCpuMs'): Paired['pairs'] =>
    pairsOf((half) => half.levels.get(callers)?.[field]);
  const [throughput, overhead, p95, cpu, fresh] = names.map((name) => name);
  const inBurst = `${burst} callers, each on a fresh engagement`;
  return [
    { name: throughput ?? '', unit: 'x', by: 'ratio', pairs: at(50, 'perSecond'), note: 'at 50 callers' },
    { name: overhead ?? '', unit: 'ms', by: 'difference', pairs: at(1, 'p50Ms'), note: 'one caller' },
    { name: p95 ?? '', unit: 'x', by: 'ratio', pairs: at(50, 'p95Ms'), note: 'at 50 callers' },
    {
      name: cpu ?? '',
      unit: 'x',
      by: 'ratio',
      pairs: at(50, 'wholeCpuMs'),
      note: 'at 50 callers, bare with its client',
    },
    {
      name: fresh ?? '',
      unit: 'x',
      by: 'ratio',
      pairs: pairsOf((half) => half.burst?.p95Ms),
      note: `${inBurst}: the first decision`,
    },
    ...plain(
      'burstWholeP95Ms',
      'ms',
      pairsOf((half) => half.burst?.wholeP95Ms),
      `${inBurst}: start and first decision`,
    ),
    ...levels.flatMap(({ callers }) => [
      ...plain(`decisionsPerSecondAt${callers}`, '1/s', at(callers, 'perSecond')),
      ...plain(`decisionP50MsAt${callers}`, 'ms', at(callers, 'p50Ms')),
      ...plain(`decisionP95MsAt${callers}`, 'ms', at(callers, 'p95Ms')),
      ...cpuFigures(pairs, callers, pairsOf),
    ]),
  ];
}

const valueOf = (half: Half | undefined, read: (half: Half) => number | undefined): number =>
  (half === undefined ? undefined : read(half)) ?? Number.NaN;

/** CPU of each process apart, beside bare's. */
function cpuFigures(
  pairs: readonly PairOfHalves[],
  callers: number,
  pairsOf: (read: (half: Half) => number | undefined) => Paired['pairs'],
): Figure[] {
  const parts = ['server', 'database', 'worker', 'api', 'caller'];
  return pairs.length === 0
    ? []
    : parts.flatMap((part) =>
        plain(
          `cpuMsPerDecisionAt${callers}${part[0]?.toUpperCase()}${part.slice(1)}`,
          'ms',
          pairsOf((half) => half.levels.get(callers)?.cpuMs[part]),
          part === 'caller' ? "the bench's own, in bare the native client" : undefined,
        ),
      );
}

/** A figure that is told as it is, without a limit: what both sides measured. Left out when Fairlead's side never came to its end. */
function plain(name: string, unit: string, pairs: Paired['pairs'], note?: string): Figure[] {
  const values = pairs.map(({ value }) => value).filter(Number.isFinite);
  const floors = pairs.map(({ floor }) => floor).filter(Number.isFinite);
  if (values.length === 0) return [];
  const [value, floor] = [median(values), median(floors)];
  const held = Number.isFinite(floor) ? { floor, ratio: value / floor } : {};
  return [{ name, unit, value, ...held, spread: quartiles(values), ...(note !== undefined && { note }) }];
}
