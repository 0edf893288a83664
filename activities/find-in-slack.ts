import { Later } from '../stores/later.ts';
import type { SlackMembers } from '../stores/slack-members.ts';
import type { Recipient } from '../src/ports/messenger.ts';
import { later } from './failures.ts';

/** Whom Slack calls somebody, or why it cannot be told. */
export type FindInSlack = (to: Recipient) => Promise<{ readonly user: string } | { readonly missing: string }>;

/** By the Slack id that is noted for them, else by their address: as people who answer from Slack are recognised. */
export const findInSlack =
  (members: SlackMembers): FindInSlack =>
  async ({ slack, email }) => {
    if (slack !== undefined) return { user: slack };
    try {
      return await members.userOf(email);
    } catch (error) {
      if (error instanceof Later) throw later(error.message, error.afterMs);
      // An operator can mend a token within the day, and the message then goes out.
      throw later(`${error instanceof Error ? error.message : String(error)}. See SLACK_BOT_TOKEN.`);
    }
  };
