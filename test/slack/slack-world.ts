import { createServer } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { createApp } from '../../api/create-app.ts';
import { openSlack } from '../../api/slack/open-slack.ts';
import type { SlackDependencies } from '../../api/slack/open-slack.ts';
import { openChanges } from '../../stores/changes.ts';
import { openKeyUses } from '../../stores/key-uses.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { openSlackInbox } from '../../stores/slack-inbox.ts';
import { openSlackPlaces } from '../../stores/slack-places.ts';
import { listeningOn } from '../fakes/listening-on.ts';
import type { Stage } from '../support/play.ts';
import { memoryEngagements } from './memory-engagements.ts';
import type { MemoryEngagements } from './memory-engagements.ts';
import { signed, signingSecret } from './sent-by-slack.ts';
import type { SlackRequest, Stamp } from './sent-by-slack.ts';
import { slackServer } from './slack-server.ts';
import type { SlackServer, SlackUserThere } from './slack-server.ts';

export const apiToken = 'made-up-for-tests';

/** What Slack is answered. */
export interface Acknowledged {
  readonly status: number;
  readonly text: string;
}

export interface RunningHere {
  readonly url: string;
  /** Posts what Slack would post, signed as Slack signs. */
  post(request: SlackRequest, stamp?: Stamp): Promise<Acknowledged>;
  postAs(request: SlackRequest, headers: Readonly<Record<string, string>>): Promise<Acknowledged>;
  stop(): Promise<void>;
}

export interface SlackWorld extends RunningHere {
  readonly engagements: MemoryEngagements;
  readonly slack: SlackServer;
  readonly folder: string;
  /** Lines of the log. */
  readonly logged: readonly string[];
  /** Another process on the same folder. */
  again(): Promise<RunningHere>;
  /** What is in the inbox. */
  kept(): Promise<readonly string[]>;
  /** When the inbox is empty. */
  settled(): Promise<void>;
}

/** The real app with Slack's router before it, the real core in memory, and a Slack that answers. All of it ends with the test. */
export async function slackWorld(
  stages: Readonly<Record<string, Stage>>,
  users: Readonly<Record<string, SlackUserThere>>,
  over: Partial<SlackDependencies> = {},
): Promise<SlackWorld> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-slack-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const slack = await slackServer(users);
  const logged: string[] = [];
  const engagements = memoryEngagements(stages);
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const inboxFolder = join(folder, 'slack-inbox');
  const again = () =>
    running({
      botToken: 'xoxb-made-up',
      signingSecret,
      apiUrl: slack.apiUrl,
      membersFile: join(folder, 'slack-members.json'),
      homesFile: join(folder, 'slack-homes.json'),
      changes: openChanges(join(folder, 'changes')),
      places: openSlackPlaces(join(folder, 'slack-threads')),
      engagements,
      shelf,
      keys: openKeyUses(join(folder, 'keys')),
      inbox: openSlackInbox(inboxFolder),
      log,
      ...over,
    });
  const shelf = await openShelf('playbooks');
  const kept = async () => (await readdir(inboxFolder).catch(() => [])).filter((name) => name.endsWith('.json'));
  return {
    ...(await again()),
    engagements,
    slack,
    folder,
    logged,
    again,
    kept,
    settled: async () => {
      for (let tries = 0; (await kept()).length > 0 && tries < 1000; tries += 1) await pause(10);
    },
  };
}

async function running(dependencies: SlackDependencies): Promise<RunningHere> {
  const slack = openSlack(dependencies);
  if (slack.router === undefined) throw new Error('Slack has no router');
  const { engagements, shelf, keys, log } = dependencies;
  const app = express();
  app.use(slack.router);
  const outbox = { put: () => Promise.resolve(), list: () => Promise.resolve([]) };
  app.use(
    createApp({
      engagements,
      shelf,
      outbox,
      keys,
      token: apiToken,
      changed: (engagement) => slack.changed(engagement),
      log,
    }),
  );
  const server = createServer(app);
  const url = await listeningOn(server);
  await slack.start();
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    server.close();
    await slack.stop();
  };
  onTestFinished(stop);
  const postAs: RunningHere['postAs'] = async ({ body }, headers) => {
    const answer = await fetch(`${url}/slack/events`, { method: 'POST', headers, body });
    return { status: answer.status, text: await answer.text() };
  };
  return { url, post: (request, stamp) => postAs(request, signed(request, stamp)), postAs, stop };
}
