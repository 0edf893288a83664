import { letterBlocks } from '../src/messages/slack/letter-blocks.ts';
import { faults } from '../src/ports/activities.ts';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import { Later } from '../stores/later.ts';
import type { SlackClient } from '../stores/slack-client.ts';
import { later, permanent } from './failures.ts';
import { footerOf, letterId } from './letter.ts';
import type { Open, PlaybookOf } from './letter.ts';

/** What Slack answers when this message to this person can never go out: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const hopeless = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'is_archived',
  'messages_tab_disabled',
  'msg_too_long',
  'not_in_channel',
  'restricted_action',
]);

/** And these say that there is nobody whom it could reach. */
const nobody = new Set(['cannot_dm_bot', 'channel_not_found', 'user_disabled', 'user_not_found']);

/** Somebody deleted the message since, or it cannot be edited any more: there is nothing left to do to it. */
const gone = new Set(['message_not_found', 'channel_not_found', 'cant_update_message', 'edit_window_closed']);

/** The methods, each with the scopes that it takes of the bot; a test holds them against slack-manifest.json. */
export const messengerScopes = { 'chat.postMessage': ['chat:write'], 'chat.update': ['chat:write'] } as const;

/** Posts a letter to a person's direct messages. Retries are Temporal's, so that they are seen in the UI and outlive the process. */
export function slackMessenger(slack: SlackClient, playbookOf: PlaybookOf, open: Open = {}): Messenger {
  return {
    deliver: async (letter) => {
      const message = messageOf(letter, playbookOf, open);
      const [channel = '', ts = ''] = letter.edits?.split('/') ?? [];
      const answer = await slack
        .asked<{ readonly channel?: string; readonly ts?: string }>((client) =>
          letter.edits === undefined
            ? client.chat.postMessage(message)
            : client.chat.update({ ...message, channel, ts }),
        )
        .catch((error: unknown) => {
          throw error instanceof Later ? later(error.message, error.afterMs) : error;
        });
      if ('refused' in answer) {
        if (letter.edits !== undefined && gone.has(answer.refused)) return { via: 'slack', id: letter.edits };
        throw refusal(answer.refused);
      }
      return { via: 'slack', id: `${answer.value.channel ?? ''}/${answer.value.ts ?? ''}` };
    },
  };
}

function messageOf(letter: Letter, playbookOf: PlaybookOf, open: Open) {
  const { text, blocks } = letterBlocks(playbookOf(letter), letter, { footer: footerOf(letter), ...open });
  const id = letterId(letter);
  return {
    channel: letter.to.slack ?? letter.to.id,
    text,
    blocks,
    unfurl_links: false,
    unfurl_media: false,
    // Slack tells a repetition by it, where its acknowledgement was lost on the way.
    client_msg_id: uuidOf(id),
    metadata: { event_type: 'fairlead_letter', event_payload: { id } },
  };
}

/** A UUID of version 8: made by a rule of our own (RFC 9562, 5.8). */
const uuidOf = (hex: string): string =>
  hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, (_, ...[a, b, c, d, e]: string[]) => `${a}-${b}-8${c}-8${d}-${e}`);

function refusal(reason: string): Error {
  if (nobody.has(reason)) return permanent(faults.notInSlack, `Slack refused it: ${reason}`);
  if (hopeless.has(reason)) return permanent(faults.undeliverable, `Slack refused it: ${reason}`);
  // An operator can mend a token or a scope within the day, and the message then goes out.
  return later(`Slack refused it: ${reason}. If that is about the token or its scopes, see SLACK_BOT_TOKEN.`);
}
