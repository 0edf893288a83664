import { App } from '@slack/bolt';
import type { Router } from 'express';
import type { Logger } from 'pino';
import type { Shelf } from '../../stores/playbook-shelf.ts';
import { slackClient } from '../../stores/slack-client.ts';
import type { SlackClient } from '../../stores/slack-client.ts';
import type { Changes } from '../../stores/changes.ts';
import type { KeyUses } from '../../stores/key-uses.ts';
import type { SlackPlaces } from '../../stores/slack-places.ts';
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
import { openDirectory } from './directory.ts';
import { listenToForms, openAsked } from './form-listeners.ts';
import { homeFile } from './home-file.ts';
import { homeTabs } from './home-tabs.ts';
import { listen } from './listeners.ts';
import { recognising } from './members.ts';
import { naming } from './name-of.ts';
import { offerOptions } from './options.ts';
import { placeSpeaker } from './place-speaker.ts';
import type { PlaceSpeaker } from './place-speaker.ts';
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
  /** A file in the state folder for who has opened their home tab. */
  readonly homesFile: string;
  /** What has changed, told by and to whatever shares the state folder. */
  readonly changes: Changes;
  /** Where engagements are spoken of, and how far. */
  readonly places: SlackPlaces;
  /** The channel in which engagements without one of their own have their threads. */
  readonly channel?: string;
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  /** Shared with the HTTP API: a start is one engagement, whichever way it comes. */
  readonly keys: KeyUses;
  readonly inbox: SlackInbox;
  readonly log: Logger;
}

export interface Slack {
  /** To be mounted before anything that reads bodies: the signature is over the body as it was sent. Absent in Socket Mode. */
  readonly router?: Router;
  /** Applies what is in the inbox, and in Socket Mode connects. */
  start(): Promise<void>;
  /** Something happened in an engagement, by whatever way: home tabs that show it are put together anew, and it is said where the engagement is spoken of. */
  changed(engagement: string): void;
  /** Takes no more, and resolves when what is under way is applied; the rest stays in the inbox. */
  stop(): Promise<void>;
}

/** What people do in Slack, as commands and answers, where Slack calls us or lets us call; and in any case what is said in the channels of engagements. */
export function openSlack(dependencies: SlackDependencies): Slack {
  const { botToken, changes, log, apiUrl } = dependencies;
  const received = receiving(dependencies);
  const client = slackClient({ token: botToken, timeoutMs: 10_000, ...(apiUrl !== undefined && { apiUrl }) });
  const speaker = placeSpeaker({ ...dependencies, slack: client });
  if (received !== undefined) return answersPeople(dependencies, { received, client, speaker });
  const changed = changing([speaker], changes, log);
  return {
    start: async () => {
      await changed.start();
      await speaker.start();
    },
    changed: changed.here,
    stop: async () => {
      await Promise.all([changed.stop(), speaker.stop()]);
    },
  };
}

interface Opened {
  readonly received: NonNullable<ReturnType<typeof receiving>>;
  readonly client: SlackClient;
  readonly speaker: PlaceSpeaker;
}

function answersPeople(dependencies: SlackDependencies, { received, client, speaker }: Opened): Slack {
  const { botToken, membersFile, homesFile, changes, engagements, shelf, keys, inbox, log, apiUrl, publicUrl } =
    dependencies;
  const web = slackWeb(client);
  const people = slackPeople(client);
  const recognise = recognising(slackMembers(people, slackMemberFile(membersFile, log)));
  const open = publicUrl === undefined ? {} : { publicUrl };
  const deliver = delivering(web, log);
  const library = { engagements, shelf, directory: openDirectory(engagements) };
  const homes = homeTabs({ ...library, recognise, web, file: homeFile(homesFile, log), log, ...open });
  const changed = changing([homes, speaker], changes, log);
  const answer = answering({ ...library, keys, recognise, nameOf: naming(people), changed: changed.here, ...open });
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
  const forms = { clicks, deliver, web, shelf, library, recognise, people, log };
  listen(app, { clicks, deliver, web, homes, openAsked: (asked, where) => openAsked(forms, asked, where), log });
  opensDelegateForm(app, { library, recognise, web, log });
  listenToForms(app, forms);
  offerOptions(app, { ...library, recognise, log });
  return {
    ...(received.router !== undefined && { router: received.router }),
    start: async () => {
      await changed.start();
      await homes.start();
      await clicks.start();
      await speaker.start();
      // Nobody waits for Slack: it is tried until it is there, and whoever uses the API need not know.
      if (received.router === undefined)
        void app
          .start()
          .catch((error: unknown) => log.error({ err: error }, 'Socket Mode cannot connect: see SLACK_APP_TOKEN'));
    },
    changed: changed.here,
    stop: async () => {
      if (received.router === undefined) await app.stop();
      await clicks.stop();
      await Promise.all([changed.stop(), homes.stop(), speaker.stop()]);
    },
  };
}

/** Whoever shows or says what happens in engagements. */
interface Listener {
  changed(engagement: string): void;
}

/** What changes here is told to all who share the state folder, and what changes elsewhere is heard. */
function changing(listeners: readonly Listener[], changes: Changes, log: Logger) {
  const unheard = (error: unknown): void =>
    log.warn({ err: error }, 'What changes elsewhere is not heard; it is shown and said with what changes here');
  const tell = (engagement: string): void => {
    for (const listener of listeners) listener.changed(engagement);
  };
  const telling = new Set<Promise<void>>();
  let stop: (() => void) | undefined;
  return {
    here: (engagement: string): void => {
      tell(engagement);
      const told = changes
        .note(engagement)
        .catch((error: unknown) => log.warn({ err: error, engagement }, 'That something changed could not be told'))
        .finally(() => telling.delete(told));
      telling.add(told);
    },
    start: async () => {
      stop = await changes.watch(tell, unheard).catch((error: unknown) => {
        unheard(error);
        return stop;
      });
    },
    stop: async () => {
      stop?.();
      await Promise.all(telling);
    },
  };
}
