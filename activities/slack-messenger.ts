import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { escaped, slackBlocks } from '../src/messages/slack-blocks.ts';
import { render } from '../src/messages/render.ts';
import { faults } from '../src/ports/activities.ts';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import { later, permanent } from './failures.ts';
import { reminderButtons } from '../src/messages/wait-buttons.ts';
import { footerOf, letterId } from './letter.ts';
import type { PlaybookOf } from './letter.ts';

/** What Slack answers when this message to this person can never go out: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const hopeless = new Set([
  'cannot_dm_bot',
  'channel_not_found',
  'invalid_blocks',
  'invalid_blocks_format',
  'is_archived',
  'messages_tab_disabled',
  'msg_too_long',
  'not_in_channel',
  'restricted_action',
  'user_disabled',
  'user_not_found',
]);

export interface SlackSettings {
  readonly token: string;
  /** Elsewhere than at Slack, for tests. */
  readonly apiUrl?: string;
}

/** Posts a letter to a person's direct messages. Retries are Temporal's, so that they are seen in the UI and outlive the process. */
export function slackMessenger({ token, apiUrl }: SlackSettings, playbookOf: PlaybookOf): Messenger {
  const slack = new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 20_000,
    // It warns of what is thrown anyway, past the log.
    logLevel: LogLevel.ERROR,
  });
  let quietUntilMs = 0;
  return {
    deliver: async (letter) => {
      const message = messageOf(letter, playbookOf);
      // Slack means all of us when it asks one message to wait: calls meanwhile would prolong it.
      const quietMs = quietUntilMs - Date.now();
      if (quietMs > 0) throw later(`Slack asked for quiet, for another ${Math.ceil(quietMs / 1000)} s`, quietMs);
      const [channel = '', ts = ''] = letter.edits?.split('/') ?? [];
      const call =
        letter.edits === undefined ? slack.chat.postMessage(message) : slack.chat.update({ ...message, channel, ts });
      const sent = await call.catch((error: unknown) => {
        // Deleted since, by somebody: there is nothing to edit.
        if (letter.edits !== undefined && isGone(error)) return { channel, ts };
        const failure = failureOf(error);
        if (failure.nextRetryDelay !== undefined) quietUntilMs = Date.now() + Number(failure.nextRetryDelay);
        throw failure;
      });
      return { via: 'slack', id: `${sent.channel ?? ''}/${sent.ts ?? ''}` };
    },
  };
}

function messageOf(letter: Letter, playbookOf: PlaybookOf) {
  const rendered = render(playbookOf(letter), letter);
  const id = letterId(letter);
  return {
    channel: letter.to.slack ?? letter.to.id,
    // What a notification shows. Slack reads it as markup too.
    text: escaped(rendered.subject),
    blocks: slackBlocks(rendered, footerOf(letter), reminderButtons(letter)),
    unfurl_links: false,
    unfurl_media: false,
    // Slack tells a repetition by it, where its acknowledgement was lost on the way.
    client_msg_id: uuidOf(id),
    metadata: { event_type: 'fairlead_letter', event_payload: { id } },
  };
}

const isGone = (error: unknown): boolean =>
  isRecord(error) &&
  isRecord(error['data']) &&
  ['message_not_found', 'cant_update_message'].includes(String(error['data']['error']));

/** A UUID of version 8: made by a rule of our own (RFC 9562, 5.8). */
const uuidOf = (hex: string): string =>
  hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, (_, ...[a, b, c, d, e]: string[]) => `${a}-${b}-8${c}-8${d}-${e}`);

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function failureOf(error: unknown): ReturnType<typeof later> {
  if (!isRecord(error)) return later(`Slack could not be reached: ${String(error)}`);
  const { code, data, retryAfter } = error;
  if (code === ErrorCode.RateLimitedError && typeof retryAfter === 'number')
    return later(`Slack asks to wait for ${retryAfter} s`, retryAfter * 1000);
  // A proxy's page in place of an answer comes here too.
  const reason = isRecord(data) ? String(data['error']).slice(0, 100) : undefined;
  if (reason !== undefined && hopeless.has(reason))
    return permanent(faults.undeliverable, `Slack refused it: ${reason}`);
  // An operator can mend a token or a scope within the day, and the message then goes out.
  if (reason !== undefined)
    return later(`Slack refused it: ${reason}. If that is about the token or its scopes, see SLACK_BOT_TOKEN.`);
  return later(`Slack could not be reached: ${error instanceof Error ? error.message : String(code)}`);
}
