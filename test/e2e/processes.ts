import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What each part says when it is ready. */
const readiness = {
  'api/main.ts': 'The API listens',
  'worker/main.ts': 'The worker takes work',
  'local/start.ts': 'Fairlead runs',
} as const;

/** A part of Fairlead as a process of its own. */
export interface Part {
  readonly child: ChildProcess;
  /** kill -9: no goodbye. Resolves with the signal by which it really ended. */
  kill(): Promise<NodeJS.Signals | null>;
  /** Ctrl-C, as often as npm and tsx hand it on. Resolves with the exit code. */
  interrupt(): Promise<number | null>;
  /** Asks it to stop in order, and makes it when it does not: nothing of a test stays behind. */
  stop(): Promise<void>;
}

const STOPS_WITHIN_MS = 20_000;

/** Starts a part, and resolves when its log says that it is ready. */
export async function startPart(main: keyof typeof readiness, env: Readonly<Record<string, string>>): Promise<Part> {
  const child = spawn(process.execPath, ['--import', 'tsx', main], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  );
  await new Promise<void>((resolve, reject) => {
    const lines = createInterface({ input: child.stdout });
    const said: string[] = [];
    lines.on('line', (line) => {
      said.push(line);
      if (line.includes(readiness[main])) resolve();
    });
    child.once('exit', () => reject(new Error(`${main} ended before it was ready:\n${said.join('\n')}`)));
  });
  return {
    child,
    kill: async () => {
      child.kill('SIGKILL');
      return (await ended).signal;
    },
    interrupt: async () => {
      child.kill('SIGINT');
      setTimeout(() => child.kill('SIGINT'), 50);
      return (await ended).code;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const deadline = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
      await ended;
      clearTimeout(deadline);
    },
  };
}
