import { App } from '@slack/bolt';
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Shelf } from '../../stores/playbook-shelf.ts';
import { slackClient } from '../../stores/slack-client.ts';
import type { SlackInbox } from '../../stores/slack-inbox.ts';
import { slackMemberFile } from '../../stores/slack-member-file.ts';
import { slackMembers } from '../../stores/slack-members.ts';
import { slackPeople } from '../../stores/slack-people.ts';
import type { Engagements } from '../engagements.ts';
import { answering } from './answers/answering.ts';
import { takingClicks } from './clicks.ts';
import { boltLog } from './bolt-log.ts';
import { opensDelegateForm } from './delegate-form.ts';
import { delivering } from './deliver.ts';
import { homeTabs } from './home-tabs.ts';
import { listen } from './listeners.ts';
import { recognising } from './members.ts';
import { clientAt, receiving } from './receiving.ts';
import { slackWeb } from './slack-web.ts';

export interface SlackDependencies {
  readonly botToken: string;
  /** Slack calls us, and signs. */
  readonly signingSecret?: string;
  /** We call Slack, where it cannot reach us: Socket Mode. Not used where there is a signing secret. */
  readonly appToken?: string;
  /** Where Fairlead is reached from outside, without a slash at its end. */
  readonly publicUrl?: string;
  /** Elsewhere than at Slack, for tests. */
  readonly apiUrl?: string;
  /** A file in the state folder for what Slack says of its users. */
  readonly membersFile: string;
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  readonly inbox: SlackInbox;
  readonly log: Logger;
}

export interface Slack {
  /** To be mounted before anything that reads bodies: the signature is over the body as it was sent. Absent in Socket Mode. */
  readonly router?: Router;
  /** Applies what is in the inbox, and in Socket Mode connects. */
  start(): Promise<void>;
  /** Something happened in an engagement, by whatever way: home tabs that show it are put together anew. */
  changed(engagement: string): void;
  /** Takes no more, and resolves when what is under way is applied; the rest stays in the inbox. */
  stop(): Promise<void>;
}

/** What people do in Slack, as commands and answers. Undefined when Slack neither calls us nor lets us call. */
export function openSlack(dependencies: SlackDependencies): Slack | undefined {
  const { botToken, membersFile, engagements, shelf, inbox, log, apiUrl, publicUrl } = dependencies;
  const received = receiving(dependencies);
  if (received === undefined) return undefined;
  const client = slackClient({ token: botToken, timeoutMs: 10_000, ...(apiUrl !== undefined && { apiUrl }) });
  const web = slackWeb(client);
  const recognise = recognising(slackMembers(slackPeople(client), slackMemberFile(membersFile, log)));
  const open = publicUrl === undefined ? {} : { publicUrl };
  const deliver = delivering(web, log);
  const homes = homeTabs({ engagements, shelf, recognise, web, log, ...open });
  const answer = answering({
    engagements,
    shelf,
    recognise,
    changed: (engagement) => homes.changed(engagement),
    ...open,
  });
  const clicks = takingClicks({ inbox, answer, deliver, log });
  const app = new App({
    receiver: received.receiver,
    // One installation, whose token is known: Slack is not asked before a click is kept.
    authorize: () => Promise.resolve({ botToken }),
    convoStore: false,
    ignoreSelf: false,
    logger: boltLog(log),
    ...clientAt(apiUrl),
  });
  listen(app, { clicks, deliver, web, homes, log });
  opensDelegateForm(app, { library: { engagements, shelf }, recognise, web, log });
  return {
    ...(received.router !== undefined && { router: received.router }),
    start: async () => {
      await clicks.start();
      // Nobody waits for Slack: it is tried until it is there, and whoever uses the API need not know.
      if (received.router === undefined)
        void app
          .start()
          .catch((error: unknown) => log.error({ err: error }, 'Socket Mode cannot connect: see SLACK_APP_TOKEN'));
    },
    changed: (engagement) => homes.changed(engagement),
    stop: async () => {
      homes.stop();
      if (received.router === undefined) await app.stop();
      await clicks.stop();
    },
  };
}
