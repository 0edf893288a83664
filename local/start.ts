import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { logEngine } from '../worker/engine-log.ts';
import { Started, startAll } from './compose.ts';
import { Unready } from './unready.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (fault: unknown): void =>
  void process.stderr.write(
    // What a person can mend is one sentence; anything else is ours, and shows where it came from.
    `${fault instanceof Unready || !(fault instanceof Error) ? String(fault instanceof Error ? fault.message : fault) : (fault.stack ?? fault.message)}\n`,
  );
const started = new Started();

logEngine(pino({ name: 'temporal', level: 'error' }));
const signals = ['SIGINT', 'SIGTERM'] as const;
let failed = false;
const grace = closeWithGrace(
  { delay: 45_000, skip: [...signals], logger: { error: complain } },
  async ({ err }): Promise<void> => {
    if (err !== undefined) complain(err);
    await started.stop();
    if (failed) process.exit(1);
  },
);

/** Stops because something has failed: whoever started us sees it by the exit code. */
function fail(fault: unknown): void {
  complain(fault);
  if (!failed) {
    failed = true;
    grace.close();
  }
}

// npm and tsx hand on the Ctrl-C that the terminal gave to all of us: the same one arrives several times. A second one, later, means it.
let interruptedAt: number | undefined;
const interrupt = (): void => {
  if (interruptedAt === undefined) {
    interruptedAt = Date.now();
    say('Stopping …');
    grace.close();
  } else if (Date.now() - interruptedAt > 1000) process.exit(1);
};
for (const signal of signals) process.on(signal, interrupt);

startAll(started, say, fail).catch(fail);
