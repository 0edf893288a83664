import type { Answered, SlackClient } from '../../stores/slack-client.ts';

/** A channel, or all of Slack, in which nothing can be said until somebody mends it. The message says how. */
export class ChannelClosed extends Error {
  override readonly name = 'ChannelClosed';
}

/** Slack's words for that: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const cures: Readonly<Record<string, string>> = {
  not_in_channel: 'invite the app into the channel',
  channel_not_found: 'check the id of the channel, and invite the app if it is private',
  is_archived: 'take the channel out of the archive, or name another one',
  restricted_action: 'let the app post there, in the settings of the channel or of the workspace',
  restricted_action_read_only_channel: 'let the app post there, in the settings of the channel',
  invalid_auth: 'see SLACK_BOT_TOKEN',
  not_authed: 'see SLACK_BOT_TOKEN',
  token_expired: 'see SLACK_BOT_TOKEN',
  token_revoked: 'install the app again, and set SLACK_BOT_TOKEN',
  account_inactive: 'install the app again, and set SLACK_BOT_TOKEN',
  missing_scope: 'install the app again with the scopes of slack-manifest.json',
};

/** Its words for a message that is not there any more to be answered. */
const threadsGone: ReadonlySet<string> = new Set(['thread_not_found', 'message_not_found', 'cannot_reply_to_message']);

export const isThreadGone = (refused: string): boolean => threadsGone.has(refused);

/** Posts markup, in a thread where one is given. Answers with the time by which Slack calls the message, or with its word for why it takes that one never. Rejects with ChannelClosed, or with Later. */
export async function postToChannel(
  slack: SlackClient,
  channel: string,
  text: string,
  thread?: string,
): Promise<Answered<string>> {
  const answer = await slack.asked((client) =>
    client.chat.postMessage({
      channel,
      text,
      unfurl_links: false,
      unfurl_media: false,
      ...(thread !== undefined && { thread_ts: thread }),
    }),
  );
  if ('value' in answer) return { value: answer.value.ts ?? '' };
  const cure = cures[answer.refused];
  if (cure === undefined) return answer;
  throw new ChannelClosed(`Slack refused a message to the channel ${channel}: ${answer.refused}. To mend it, ${cure}.`);
}
