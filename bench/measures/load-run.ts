import { performance } from 'node:perf_hooks';
import { cpuMsOf, untilQuiet } from '../proc.ts';
import { quantile } from '../sample.ts';
import type { Side } from '../side.ts';

/** How many callers, and how many decisions each of them makes, one after the other. */
export interface Level {
  readonly callers: number;
  readonly decisions: number;
}

/** What one side did at one level. */
export interface LoadRun {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** CPU a decision, of each process and of the caller, with all that a decision leads to afterwards. */
  readonly cpuMs: Readonly<Record<string, number>>;
  readonly wholeCpuMs: number;
}

/** Lets each caller make its decisions in an engagement of its own, all callers at once. */
export async function loadRun(side: Side, ids: readonly string[], decisions: number): Promise<LoadRun> {
  const latencies: number[] = [];
  const cpuBefore = cpuOf(side);
  const began = performance.now();
  await Promise.all(
    ids.map(async (id) => {
      for (let count = 0; count < decisions; count += 1) latencies.push(await taken(() => side.decide(id)));
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  const callerMs = cpuOf(side).caller - cpuBefore.caller;
  await untilQuiet(Object.values(side.pids));
  const cpuAfter = { ...cpuOf(side), caller: cpuBefore.caller + callerMs };
  const cpuMs = Object.fromEntries(
    Object.entries(cpuAfter).map(([name, ms]) => [name, (ms - (cpuBefore[name] ?? 0)) / latencies.length]),
  );
  const counted = Object.entries(cpuMs).filter(([name]) => side.countsCaller || name !== 'caller');
  return {
    perSecond: latencies.length / seconds,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    cpuMs,
    wholeCpuMs: counted.reduce((sum, [, ms]) => sum + ms, 0),
  };
}

/** What a burst of starts led to, each followed by its first decision. */
export interface BurstRun {
  /** Of the decision alone. */
  readonly p95Ms: number;
  /** From the caller's start to its decision's answer. */
  readonly wholeP95Ms: number;
}

/** Each caller starts an engagement, and makes its first decision as soon as that was acknowledged; all of them at once. */
export async function burstRun(side: Side, ids: readonly string[]): Promise<BurstRun> {
  const latencies: number[] = [];
  const wholes = await Promise.all(
    ids.map((id) =>
      taken(async () => {
        await side.start(id);
        latencies.push(await taken(() => side.decide(id)));
      }),
    ),
  );
  await untilQuiet(Object.values(side.pids));
  return { p95Ms: quantile(latencies, 0.95), wholeP95Ms: quantile(wholes, 0.95) };
}

async function taken(act: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await act();
  return performance.now() - began;
}

function cpuOf({ pids }: Side): Record<string, number> & { readonly caller: number } {
  const { user, system } = process.cpuUsage();
  const used = cpuMsOf(Object.values(pids));
  const parts = Object.keys(pids).map((name, index) => [name, used[index] ?? Number.NaN] as const);
  return { ...Object.fromEntries(parts), caller: (user + system) / 1000 };
}
