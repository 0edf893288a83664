import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A part of Fairlead as a process of its own. */
export interface Part {
  readonly child: ChildProcess;
  /** kill -9: no goodbye. Resolves with the signal by which it really ended. */
  kill(): Promise<NodeJS.Signals | null>;
}

/** Starts a part, and resolves when its log says that it is ready. */
export async function startPart(
  main: 'worker/main.ts' | 'api/main.ts',
  env: Readonly<Record<string, string>>,
): Promise<Part> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => child.once('exit', (_, signal) => resolve(signal)));
  const ready = main === 'api/main.ts' ? 'The API listens' : 'The worker takes work';
  await new Promise<void>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    const said: string[] = [];
    lines.on('line', (line) => {
      said.push(line);
      if (line.includes(ready)) resolve();
    });
    child.once('exit', () => reject(new Error(`${main} ended before it was ready:\n${said.join('\n')}`)));
  });
  return {
    child,
    kill: async () => {
      child.kill('SIGKILL');
      return ended;
    },
  };
}
