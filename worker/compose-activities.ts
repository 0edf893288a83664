import { join } from 'node:path';
import type { Logger } from 'pino';
import { createActivities, playbookOn } from '../activities/create-activities.ts';
import { onceOnly } from '../activities/deliveries.ts';
import { emailMessenger } from '../activities/email-messenger.ts';
import { outboxMessenger } from '../activities/outbox-messenger.ts';
import { route } from '../activities/route.ts';
import { slackMessenger } from '../activities/slack-messenger.ts';
import type { EngagementActivities } from '../src/ports/activities.ts';
import { openFileRecords } from '../stores/file-records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { openSlackOutbox } from '../stores/slack-outbox.ts';

export interface Surroundings {
  /** Absolute; journals, the Slack outbox and what has been delivered are kept there. */
  readonly stateDir: string;
  readonly shelf: Shelf;
  readonly smtpUrl: string;
  readonly mailFrom: string;
  readonly slackToken?: string;
  readonly probeHosts: readonly string[];
  readonly log: Logger;
}

/** The activities with their adapters, as the surroundings have it: real Slack with a token, its outbox without. */
export function composeActivities({
  stateDir,
  shelf,
  smtpUrl,
  mailFrom,
  slackToken,
  probeHosts,
  log,
}: Surroundings): EngagementActivities {
  const playbookOf = playbookOn(shelf);
  const slack =
    slackToken === undefined
      ? outboxMessenger(openSlackOutbox(join(stateDir, 'slack-outbox')), log, playbookOf)
      : slackMessenger({ token: slackToken }, playbookOf);
  const email = emailMessenger({ smtpUrl, from: mailFrom }, playbookOf);
  const messenger = route({ slack, email, slackNeedsId: slackToken !== undefined }, playbookOf);
  return createActivities({
    records: openFileRecords(join(stateDir, 'journal')),
    messenger: onceOnly(join(stateDir, 'deliveries'), messenger, log),
    probes: { hosts: probeHosts, environment: process.env },
    log,
  });
}
