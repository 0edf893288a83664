import Table from 'cli-table3';
import { Command, Option } from 'commander';
import { pino } from 'pino';
import { dateInWords } from '../src/calendar/calendar.ts';
import type { EngagementType } from '../src/engagement/state.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import { readSettings, Unready } from '../local/settings.ts';
import { logEngine } from '../worker/engine-log.ts';
import { calendarOf } from './calendar.ts';
import { rehearse, serverDisappointments } from './rehearse.ts';
import type { Rehearsed } from './rehearse.ts';
import { disappointments } from './script.ts';

const types: readonly EngagementType[] = ['dedicated', 'single'];
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Who was told what, on which day of the engagement's own time. */
function shown({ sent, view }: Rehearsed): string {
  const table = new Table({ head: ['date', 'to', 'by', 'what'], style: { head: [], border: [] } });
  for (const { date, to, via, subject } of calendarOf(sent, view.calendar))
    table.push([dateInWords(date), to.join('\n'), via, subject]);
  return table.toString();
}

/** Plays one, says how it went, and answers with what is wrong. */
async function play(playbook: string, type: EngagementType): Promise<string[]> {
  say(`\n${playbook}, ${type}`);
  const rehearsed = await rehearse(playbook, type, say);
  const { outline, sent, steps, view, historyEvents, seconds, uiLink } = rehearsed;
  say(shown(rehearsed));
  say(`Walked: ${steps.join(' ')}`);
  say(
    `Go-live ${view.goLiveOn ?? '-'}; next check-in ${view.checkIn.on ?? '-'}; offers: ${JSON.stringify(Object.fromEntries(Object.entries(view.offers).map(([offer, { answer }]) => [offer, answer])))}`,
  );
  say(`${sent.length} messages, ${historyEvents} events of history, ${seconds.toFixed(1)} s`);
  say(`The run in the Temporal UI (with \`npm start\`): ${uiLink}`);
  const wrong = [...disappointments(outline, rehearsed), ...serverDisappointments(rehearsed)];
  if (wrong.length > 0) say(`This is not what the SOP has:\n${wrong.map((line) => `  - ${line}`).join('\n')}`);
  return wrong.map((line) => `${playbook}, ${type}: ${line}`);
}

async function run(playbook: string | undefined, type: EngagementType | undefined): Promise<void> {
  const playbooks = playbook === undefined ? (await openShelf(readSettings(process.env).playbooks)).ids : [playbook];
  const lives = playbooks.flatMap((id) =>
    types.filter((one) => one === (type ?? (playbook === undefined ? one : 'dedicated'))).map((one) => ({ id, one })),
  );
  const wrong: string[] = [];
  for (const { id, one } of lives) wrong.push(...(await play(id, one)));
  if (lives.length > 1)
    say(
      wrong.length === 0
        ? `\nAll ${lives.length} came out as their SOPs have it.`
        : `\n${wrong.length} things are wrong:\n${wrong.join('\n')}`,
    );
  if (wrong.length > 0) process.exitCode = 1;
}

logEngine(pino({ name: 'temporal', level: 'error' }));
const program = new Command('rehearse')
  .description('Plays one whole engagement on a real Temporal server, on skipped time, with scripted people.')
  .argument('[playbook]', 'such as event-operations-platform; all of them, one after the other, when none is named')
  .addOption(
    new Option('--type <type>', 'of the engagement; dedicated when a playbook is named, else both').choices([...types]),
  )
  .action(async (playbook: string | undefined, { type }: { type?: EngagementType }) => run(playbook, type));
program.parseAsync().catch((error: unknown) => {
  process.stderr.write(
    // What a person can mend is a sentence; anything else is ours, and shows where it came from.
    `${error instanceof Unready ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  process.exit(1);
});
