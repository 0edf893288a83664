import { resolve, join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import closeWithGrace from 'close-with-grace';
import { Command } from 'commander';
import { pino } from 'pino';
import { z } from 'zod';
import { apiToken } from '../stores/api-token.ts';
import { openFileRecords } from '../stores/file-records.ts';
import { openKeyUses } from '../stores/key-uses.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import { openSlackOutbox } from '../stores/slack-outbox.ts';
import { openStateFolder } from '../stores/state-folder.ts';
import { Unready } from '../stores/unready.ts';
import { slackFrom } from './slack/slack-from.ts';
import { startApi } from './start-api.ts';
import { temporalEngagements } from './temporal-engagements.ts';

const log = pino({ name: 'api' });

const portWords = 'a port number from 0 to 65535';
const environment = z.object({
  FAIRLEAD_API_HOST: z.string().default('127.0.0.1'),
  FAIRLEAD_API_PORT: z.coerce.number(portWords).int(portWords).min(0, portWords).max(65_535, portWords).default(3000),
  FAIRLEAD_API_TOKEN: z.string().min(16, 'at least 16 characters').optional(),
  FAIRLEAD_STATE_DIR: z.string().default('.fairlead'),
  FAIRLEAD_PLAYBOOKS: z.string().default('playbooks'),
  FAIRLEAD_PUBLIC_URL: z.url({ protocol: /^https?$/, error: 'an address such as https://fairlead.example' }).optional(),
});

const about = `Settings, all from the environment:
  FAIRLEAD_API_HOST    where to listen (127.0.0.1)
  FAIRLEAD_API_PORT    (3000)
  FAIRLEAD_API_TOKEN   the bearer token; the one in the state folder, made at first start, when it is not set
  FAIRLEAD_STATE_DIR   journals, the Slack outbox and inbox, and the keys that were used, shared with the worker and other APIs (.fairlead)
  FAIRLEAD_PLAYBOOKS   (playbooks)
  FAIRLEAD_PUBLIC_URL  where people reach Fairlead: messages in Slack get an Open button
  SLACK_BOT_TOKEN      with one of the next two, people answer from Slack (docs/slack.md)
  SLACK_SIGNING_SECRET   Slack calls POST /slack/events
  SLACK_APP_TOKEN        Socket Mode, where Slack cannot reach us
  FAIRLEAD_SLACK_CHANNEL the channel in which each engagement has a thread
  FAIRLEAD_SLACK_API_URL elsewhere than https://slack.com/api/, such as a proxy
  TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, TEMPORAL_TLS…   as Temporal's own tools read them`;

async function run(): Promise<void> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const read = environment.safeParse(given);
  if (!read.success)
    throw new Unready(
      read.error.issues.map(({ path, message }) => `${String(path[0])} must be ${message}.`).join('\n'),
    );
  const settings = read.data;
  const stateDir = await openStateFolder(resolve(settings.FAIRLEAD_STATE_DIR));
  const shelf = await openShelf(resolve(settings.FAIRLEAD_PLAYBOOKS));
  for (const { file, message } of shelf.faults) log.error({ file }, message);
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const { address, tls, apiKey, metadata } = connectionOptions;
  // Lazy: while Temporal is away the API answers, with 503.
  const connection = Connection.lazy({
    ...(address !== undefined && { address }),
    ...(tls !== undefined && tls !== null && { tls }),
    ...(typeof apiKey === 'string' && { apiKey }),
    ...(metadata !== undefined && { metadata }),
  });
  const records = openFileRecords(join(stateDir, 'journal'));
  const engagements = temporalEngagements({ client: new Client({ connection, namespace }), records, shelf });
  const keys = openKeyUses(join(stateDir, 'key-uses'));
  const slack = slackFrom(given, stateDir, { engagements, shelf, keys, log });
  const api = await startApi({
    host: settings.FAIRLEAD_API_HOST,
    port: settings.FAIRLEAD_API_PORT,
    token: settings.FAIRLEAD_API_TOKEN ?? (await apiToken(stateDir)),
    log,
    shelf,
    outbox: openSlackOutbox(join(stateDir, 'slack-outbox')),
    keys,
    engagements,
    ...(slack?.router !== undefined && { slack: slack.router }),
    ...(slack !== undefined && { changed: (engagement: string) => slack.changed(engagement) }),
  });
  await slack?.start();
  log.info({ url: api.url, namespace }, 'The API listens');
  closeWithGrace({ delay: 30_000, logger: log }, async ({ err }) => {
    if (err !== undefined) log.fatal(err);
    await api.stop();
    await slack?.stop();
    await connection.close();
  });
}

await new Command('fairlead-api')
  .description('The HTTP API of Fairlead.')
  .addHelpText('after', `\n${about}`)
  .parseAsync();
run().catch((error: unknown) => {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
