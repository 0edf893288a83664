import Table from 'cli-table3';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { dateInWords, dateOf } from '../src/calendar/calendar.ts';
import { Unready } from '../local/unready.ts';
import { logEngine } from '../worker/engine-log.ts';
import { disappointments, rehearse } from './rehearse.ts';
import type { Rehearsed } from './rehearse.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Who was told what, on which day of the engagement's own time. */
function calendarOf({ sent, view }: Rehearsed): string {
  const table = new Table({ head: ['date', 'to', 'by', 'what'], style: { head: [], border: [] } });
  for (const { at, to, via, subject } of sent.toSorted((one, other) => (one.at < other.at ? -1 : 1)))
    table.push([dateInWords(dateOf(at, view.calendar)), to, via, subject]);
  return table.toString();
}

async function run(playbook: string, type: 'single' | 'dedicated'): Promise<void> {
  const rehearsed = await rehearse(playbook, type, say);
  const { sent, steps, view, historyEvents, seconds, uiLink } = rehearsed;
  say(calendarOf(rehearsed));
  say(`Walked: ${steps.join(' ')}`);
  say(
    `Go-live ${view.goLiveOn ?? '-'}; next check-in ${view.checkIn.on ?? '-'}; offers: ${JSON.stringify(Object.fromEntries(Object.entries(view.offers).map(([offer, { answer }]) => [offer, answer])))}`,
  );
  say(`${sent.length} messages, ${historyEvents} events of history, ${seconds.toFixed(1)} s`);
  say(`The run in the Temporal UI (with \`npm start\`): ${uiLink}`);
  const wrong = disappointments(rehearsed, type);
  if (wrong.length === 0) return;
  say(`This is not what the SOP has:\n${wrong.map((line) => `  - ${line}`).join('\n')}`);
  process.exitCode = 1;
}

logEngine(pino({ name: 'temporal', level: 'error' }));
const program = new Command('rehearse')
  .description('Plays one whole engagement on a real Temporal server, on skipped time, with scripted people.')
  .argument('<playbook>', 'such as event-operations-platform')
  .addOption(new Option('--type <type>', 'of the engagement').choices(['single', 'dedicated']).default('dedicated'))
  .action(async (playbook: string, { type }: { type: 'single' | 'dedicated' }) => run(playbook, type));
program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    `${error instanceof Unready || !(error instanceof Error) ? String(error) : (error.stack ?? error.message)}\n`,
  );
  process.exit(1);
});
