import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** A process of what is measured. */
export interface Part {
  readonly pid: number;
  readonly readySeconds: number;
  stop(): Promise<void>;
}

interface PartStart {
  /** Compiled, such as worker/main.js: what is deployed, not what is developed with. */
  readonly main: string;
  readonly env: Readonly<Record<string, string>>;
  /** What its log says when it is ready. */
  readonly readiness: string;
  readonly folder: string;
  /** Flags of Node, such as --cpu-prof. */
  readonly flags?: readonly string[];
}

/** The build, of which the bench is a part. */
const build = fileURLToPath(new URL('..', import.meta.url));
const readyWithinMs = 60_000;
const stopsWithinMs = 20_000;
let count = 0;

/** Starts a process of ours, and resolves when it is ready. It logs into a file: reading its log would cost the bench what it measures. */
export async function startPart({ main, env, readiness, folder, flags = [] }: PartStart): Promise<Part> {
  const log = join(folder, `${(count += 1)}-${basename(main)}.log`);
  const output = openSync(log, 'a');
  const began = performance.now();
  const child = spawn(process.execPath, [...flags, join(build, main)], {
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const leave = (): void => void child.kill('SIGKILL');
  process.once('exit', leave);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  while (!readFileSync(log, 'utf8').includes(readiness)) {
    if (child.exitCode !== null || performance.now() - began > readyWithinMs) {
      child.kill('SIGKILL');
      throw new Error(`${main} did not start:\n${readFileSync(log, 'utf8').slice(-2000)}`);
    }
    await pause(10);
  }
  return {
    pid: child.pid ?? 0,
    readySeconds: (performance.now() - began) / 1000,
    stop: async () => {
      process.off('exit', leave);
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
      await ended;
      clearTimeout(deadline);
    },
  };
}
