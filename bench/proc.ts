import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Linux counts in hundredths of a second. */
const msPerTick = 10;

interface Stat {
  readonly parent: number;
  readonly cpuMs: number;
}

function statOf(pid: number): Stat {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything: what is counted comes after it. Children that have ended count for whoever waited for them.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = [11, 12, 13, 14].reduce((sum, field) => sum + Number(fields[field]), 0);
  return { parent: Number(fields[1]), cpuMs: ticks * msPerTick };
}

/** CPU time that processes have used so far, each with all its threads and the processes that it started, in ms. */
export function cpuMsOf(pids: readonly number[]): number[] {
  const all = new Map<number, Stat>();
  for (const name of readdirSync('/proc'))
    if (/^\d+$/.test(name))
      try {
        all.set(Number(name), statOf(Number(name)));
      } catch {
        // It has ended since.
      }
  return pids.map((pid) => {
    const isOurs = (one: number): boolean => one === pid || (one > 1 && isOurs(all.get(one)?.parent ?? 0));
    return [...all].reduce((sum, [one, { cpuMs }]) => (isOurs(one) ? sum + cpuMs : sum), 0);
  });
}

/** Memory that a process has in RAM, in KiB. */
export function residentKiBOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
}

const lookMs = 200;
/** An idle server with its timers uses less of a core than this. */
const idleShare = 0.15;

/** Resolves once processes have had nothing to do for a moment: what a decision leads to has been done, and has been counted. */
export async function untilQuiet(pids: readonly number[], withinMs = 20_000): Promise<void> {
  const used = (): number => cpuMsOf(pids).reduce((sum, ms) => sum + ms, 0);
  const deadline = Date.now() + withinMs;
  let before = used();
  for (let quiet = 0; quiet < 2 && Date.now() < deadline;) {
    await pause(lookMs);
    const now = used();
    quiet = now - before < lookMs * idleShare ? quiet + 1 : 0;
    before = now;
  }
}
