import { join } from 'node:path';
import type { Logger } from 'pino';
import { createActivities, playbookOn } from '../activities/create-activities.ts';
import { openProbes } from '../activities/probes/open-probes.ts';
import { onceOnly } from '../activities/deliveries.ts';
import { emailMessenger } from '../activities/email-messenger.ts';
import { outboxMessenger } from '../activities/outbox-messenger.ts';
import { route } from '../activities/route.ts';
import { slackMessenger } from '../activities/slack-messenger.ts';
import type { EngagementActivities } from '../src/ports/activities.ts';
import { openChanges } from '../stores/changes.ts';
import type { Changes } from '../stores/changes.ts';
import { openFileRecords } from '../stores/file-records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
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
  slackApiUrl,
  probeHosts,
  probeFiles,
  log,
}: Surroundings): EngagementActivities {
  const playbookOf = playbookOn(shelf);
  const slack =
    slackToken === undefined
      ? outboxMessenger(openSlackOutbox(join(stateDir, 'slack-outbox')), log, playbookOf)
      : slackMessenger({ token: slackToken, ...(slackApiUrl !== undefined && { apiUrl: slackApiUrl }) }, playbookOf);
  const email = emailMessenger({ smtpUrl, from: mailFrom }, playbookOf);
  const messenger = route({ slack, email, slackNeedsId: slackToken !== undefined }, playbookOf);
  return createActivities({
    records: openFileRecords(journals),
    messenger: onceOnly(join(stateDir, 'deliveries'), messenger, log),
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

const noting =
  (changes: Changes, log: Logger) =>
  (engagement: string): void =>
    void changes
      .note(engagement)
      .catch((error: unknown) => log.warn({ err: error, engagement }, 'That something changed could not be told'));
