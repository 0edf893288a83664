import { join, resolve } from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import type { Logger } from 'pino';
import { slackFrom } from '../api/slack/slack-from.ts';
import { startApi } from '../api/start-api.ts';
import { temporalEngagements } from '../api/temporal-engagements.ts';
import { apiToken } from '../stores/api-token.ts';
import { openFileRecords } from '../stores/file-records.ts';
import { openKeyUses } from '../stores/key-uses.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { openSlackOutbox } from '../stores/slack-outbox.ts';
import { openStateFolder } from '../stores/state-folder.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { composeActivities } from '../worker/compose-activities.ts';
import type { Surroundings } from '../worker/compose-activities.ts';
import { reachTemporal } from '../worker/reach-temporal.ts';
import { registerSearchAttributes } from '../worker/register-search-attributes.ts';
import { startWorker } from '../worker/start-worker.ts';
import { searchAttributeTypes } from '../workflows/messages.ts';
import { startInbox } from './inbox.ts';
import { checkPortsFree } from './ports.ts';
import { readSettings } from './settings.ts';
import type { LocalSettings } from './settings.ts';
import { findTemporalCli } from './temporal-cli.ts';
import { startTemporalServer } from './temporal-server.ts';

export type Say = (line: string) => void;

/** What has been started, newest last; stopped in the other order. */
export class Started {
  private readonly stops: (() => Promise<void>)[] = [];

  add(stop: () => Promise<void>): void {
    this.stops.push(stop);
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0).toReversed()) await stop();
  }
}

export interface Temporal {
  readonly address: string;
  readonly uiUrl: string;
}

/** The Temporal server: one that is named, else our own. */
export async function startTemporal(
  settings: LocalSettings,
  started: Started,
  say: Say,
  onExit?: (why: string) => void,
): Promise<Temporal> {
  if (settings.temporalAddress !== undefined) {
    const connection = await reachTemporal({ address: settings.temporalAddress });
    await registerSearchAttributes(connection, 'default', searchAttributeTypes);
    await connection.close();
    return { address: settings.temporalAddress, uiUrl: `http://127.0.0.1:${settings.uiPort}` };
  }
  const cliPath = await findTemporalCli({ settings, say });
  const server = await startTemporalServer({
    cliPath,
    settings,
    searchAttributes: searchAttributeTypes,
    say,
    ...(onExit !== undefined && { onExit }),
  });
  started.add(() => server.stop());
  return server;
}

/** Everything on one machine, in order: server, inbox, worker, API. Whatever was started is in `started`, also when a later part fails. */
export async function startAll(started: Started, say: Say, onExit: (why: string) => void): Promise<void> {
  const settings = readSettings(process.env);
  const { stateDir, apiPort, smtpPort, inboxPort } = settings;
  await openStateFolder(stateDir);
  await checkPortsFree([{ port: apiPort, of: 'the API', variable: 'FAIRLEAD_API_PORT' }]);
  const log = pino({ name: 'fairlead', level: 'warn' });
  const shelf = await openShelf(settings.playbooks);
  for (const { file, message } of shelf.faults) say(`${file} cannot be used:\n${message}`);
  const temporal = await startTemporal(settings, started, say, onExit);
  const inbox = await startInbox({ smtpPort, pagePort: inboxPort, folder: join(stateDir, 'inbox') });
  started.add(() => inbox.stop());
  const connection = await NativeConnection.connect({ address: temporal.address });
  started.add(() => connection.close());
  const forClient = await reachTemporal({ address: temporal.address });
  started.add(() => forClient.close());
  const surroundings = surroundingsOf(settings, { shelf, smtpUrl: inbox.smtpUrl, log: sayingSlack(log, say) });
  const bundle = await workflowBundle(join(stateDir, 'bundle'), say);
  const worker = await startWorker({
    connection,
    namespace: 'default',
    bundle,
    activities: composeActivities(surroundings),
  });
  started.add(() => worker.stop());
  worker.ended.catch((error: unknown) => onExit(`The worker ended: ${String(error)}`));
  const records = openFileRecords(join(stateDir, 'journal'));
  const engagements = temporalEngagements({ client: new Client({ connection: forClient }), records, shelf });
  const outbox = openSlackOutbox(join(stateDir, 'slack-outbox'));
  const token = settings.apiToken ?? (await apiToken(stateDir));
  const keys = openKeyUses(join(stateDir, 'key-uses'));
  const slack = slackFrom(process.env, stateDir, { engagements, shelf, keys, log });
  const receiving = slack?.router === undefined ? {} : { slack: slack.router };
  const api = await startApi({
    host: '127.0.0.1',
    port: apiPort,
    token,
    log,
    shelf,
    outbox,
    keys,
    engagements,
    ...receiving,
    ...(slack !== undefined && { changed: (engagement: string) => slack.changed(engagement) }),
  });
  // The API stops first: nothing comes in any more.
  if (slack !== undefined) started.add(() => slack.stop());
  started.add(() => api.stop());
  await slack?.start();
  say(
    [
      'Fairlead runs. Ctrl-C stops it; started again, engagements go on where they were.',
      `  Temporal UI  ${temporal.uiUrl}`,
      `  API          ${api.url} (openapi.json says what it can; the token is in ${join(stateDir, 'api-token')})`,
      `  Inbox        ${inbox.url} (mail to customers; SMTP on ${inbox.smtpUrl})`,
      `  Slack        ${surroundings.slackToken === undefined ? `no SLACK_BOT_TOKEN: shown here, and at ${api.url}/v1/slack-messages` : 'as the bot whose token is set'}`,
      `  Playbooks    ${shelf.ids.join(', ')}`,
    ].join('\n'),
  );
}

const surroundingsOf = (
  { stateDir }: LocalSettings,
  rest: { readonly shelf: Shelf; readonly smtpUrl: string; readonly log: Logger },
) => ({
  stateDir,
  mailFrom: 'Fairlead <fairlead@localhost.localdomain>',
  probeHosts: hostsIn(process.env['FAIRLEAD_PROBE_HOSTS']),
  ...filesIn(process.env['FAIRLEAD_PROBE_FILES']),
  ...onlySet({
    slackToken: process.env['SLACK_BOT_TOKEN'],
    slackApiUrl: process.env['FAIRLEAD_SLACK_API_URL'],
    publicUrl: process.env['FAIRLEAD_PUBLIC_URL']?.replace(/\/+$/, ''),
  }),
  ...rest,
});

const hostsIn = (text = ''): string[] =>
  text
    .split(',')
    .map((host) => host.trim())
    .filter((host) => host !== '');
const filesIn = (folder = ''): { probeFiles?: string } => (folder === '' ? {} : { probeFiles: resolve(folder) });
type Optional = Pick<Surroundings, 'slackToken' | 'slackApiUrl' | 'publicUrl'>;

/** What is set to something: an empty variable is none. */
const onlySet = (settings: { readonly [Name in keyof Optional]: string | undefined }): Optional =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, value] as const],
    ),
  );

/** On one machine the console shows what Slack would have got, in plain lines. */
const sayingSlack = (log: Logger, say: Say): Logger =>
  pino({ name: 'worker', level: 'info' }, { write: (line: string) => showSlack(line, say, log) });

function showSlack(line: string, say: Say, log: Logger): void {
  const entry: unknown = JSON.parse(line);
  if (typeof entry !== 'object' || entry === null || !('msg' in entry)) return;
  const to = 'to' in entry ? String(entry.to) : '';
  if (String(entry.msg).startsWith('Slack')) say(`${to}  ${String(entry.msg)}`);
  else if ('level' in entry && Number(entry.level) >= 40) log.warn(entry);
}
