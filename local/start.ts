import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import { logEngine } from '../worker/engine-log.ts';
import { Started, startAll } from './compose.ts';
import { Unready } from './unready.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const started = new Started();

logEngine(pino({ name: 'temporal', level: 'error' }));
const grace = closeWithGrace({ delay: 45_000 }, async ({ signal }) => {
  if (signal !== undefined) say('Stopping …');
  await started.stop();
});

startAll(started, say, (why) => {
  say(why);
  process.exitCode = 1;
  grace.close();
}).catch(async (error: unknown) => {
  // What a person can mend is one sentence; anything else is ours, and shows where it came from.
  process.stderr.write(
    `${error instanceof Unready ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  await started.stop();
  process.exit(1);
});
