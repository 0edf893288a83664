import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/** Linux counts in hundredths of a second. */
const msPerTick = 10;

/** CPU time that a process has used so far, with all its threads, in ms. */
export function cpuMsOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The name, in brackets, may hold anything: what is counted comes after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * msPerTick;
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
  const used = (): number => pids.reduce((sum, pid) => sum + cpuMsOf(pid), 0);
  const deadline = Date.now() + withinMs;
  let before = used();
  for (let quiet = 0; quiet < 2 && Date.now() < deadline;) {
    await pause(lookMs);
    const now = used();
    quiet = now - before < lookMs * idleShare ? quiet + 1 : 0;
    before = now;
  }
}
