import { join } from 'node:path';
import type { Logger } from 'pino';
import { createActivities, playbookOn } from '../activities/create-activities.ts';
import { openProbes } from '../activities/probes/open-probes.ts';
import { onceOnly } from '../activities/deliveries.ts';
import { emailMessenger } from '../activities/email-messenger.ts';
import { outboxMessenger } from '../activities/outbox-messenger.ts';
import { findInSlack } from '../activities/find-in-slack.ts';
import type { Open, PlaybookOf } from '../activities/letter.ts';
import { route } from '../activities/route.ts';
import { slackMessenger } from '../activities/slack-messenger.ts';
import type { EngagementActivities } from '../src/ports/activities.ts';
import type { Messenger } from '../src/ports/messenger.ts';
import { openChanges } from '../stores/changes.ts';
import type { Changes } from '../stores/changes.ts';
import { openFileRecords } from '../stores/file-records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { slackClient } from '../stores/slack-client.ts';
import { slackMemberFile } from '../stores/slack-member-file.ts';
import { slackMembers } from '../stores/slack-members.ts';
import { slackPeople } from '../stores/slack-people.ts';
import { openSlackOutbox } from '../stores/slack-outbox.ts';

export interface Surroundings {
  /** Absolute; journals, the Slack outbox and what has been delivered are kept there. */
  readonly stateDir: string;
  /** Absolute; where journals are kept, when not there. */
  readonly journals?: string;
  readonly shelf: Shelf;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly slackToken?: string;
  /** Where people reach Fairlead, without a slash at its end; the Open button leads there. */
  readonly publicUrl?: string;
  /** Elsewhere than at Slack. */
  readonly slackApiUrl?: string;
  readonly probeHosts: readonly string[];
  /** Absolute; the folder that files are dropped into for probes to read. */
  readonly probeFiles?: string;
  readonly log: Logger;
}

/** The activities with their adapters, as the surroundings have it: real Slack with a token, its outbox without. */
export function composeActivities({
  stateDir,
  journals = join(stateDir, 'journal'),
  shelf,
  smtpUrl,
  mailFrom,
  slackToken,
  publicUrl,
  slackApiUrl,
  probeHosts,
  probeFiles,
  log,
}: Surroundings): EngagementActivities {
  const playbookOf = playbookOn(shelf);
  const open = publicUrl === undefined ? {} : { publicUrl };
  const email = emailMessenger({ smtpUrl, from: mailFrom }, playbookOf);
  const once = (messenger: Messenger): Messenger => onceOnly(join(stateDir, 'deliveries'), messenger, log);
  const api = slackApiUrl === undefined ? {} : { slackApiUrl };
  const slack =
    slackToken === undefined ? undefined : realSlack({ stateDir, log, token: slackToken, playbookOf, open, ...api });
  // The outbox takes a message once by itself.
  const outbox = () => outboxMessenger(openSlackOutbox(join(stateDir, 'slack-outbox')), log, playbookOf, open);
  const messenger =
    slack === undefined
      ? route({ email: once(email), slack: outbox() }, playbookOf)
      : once(route({ email, ...slack }, playbookOf));
  return createActivities({
    records: openFileRecords(journals),
    messenger,
    probes: openProbes({
      hosts: probeHosts,
      environment: process.env,
      ...(probeFiles !== undefined && { files: probeFiles }),
    }),
    // Home tabs show what has changed, where there is a Slack.
    ...(slackToken !== undefined && { changed: noting(openChanges(join(stateDir, 'changes')), log) }),
    log,
  });
}

/** One client, so that a wait that Slack asks for holds for all; and one file for what it says of its users, shared with the API. */
function realSlack({ stateDir, log, token, playbookOf, open, slackApiUrl }: RealSlack) {
  const client = slackClient({ token, timeoutMs: 20_000, ...(slackApiUrl !== undefined && { apiUrl: slackApiUrl }) });
  const members = slackMembers(slackPeople(client), slackMemberFile(join(stateDir, 'slack-members.json'), log));
  return { slack: slackMessenger(client, playbookOf, open), find: findInSlack(members) };
}

interface RealSlack extends Pick<Surroundings, 'stateDir' | 'log' | 'slackApiUrl'> {
  readonly token: string;
  readonly playbookOf: PlaybookOf;
  readonly open: Open;
}

const noting =
  (changes: Changes, log: Logger) =>
  (engagement: string): void =>
    void changes
      .note(engagement)
      .catch((error: unknown) => log.warn({ err: error, engagement }, 'That something changed could not be told'));
