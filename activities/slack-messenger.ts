import { createHash } from 'node:crypto';
import { ErrorCode, WebClient } from '@slack/web-api';
import { slackBlocks } from '../src/messages/slack-blocks.ts';
import { render } from '../src/messages/render.ts';
import { faults } from '../src/ports/activities.ts';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import type { Playbook } from '../src/playbook/schema.ts';
import { later, permanent } from './failures.ts';

/** What Slack answers when trying again cannot help: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const hopeless = new Set([
  'account_inactive',
  'channel_not_found',
  'invalid_blocks',
  'invalid_blocks_format',
  'is_archived',
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

export type PlaybookOf = (letter: Letter) => Playbook;

/** Posts a letter to a person's direct messages. Retries are Temporal's, so that they are seen in the UI and outlive the process. */
export function slackMessenger({ token, apiUrl }: SlackSettings, playbookOf: PlaybookOf): Messenger {
  const slack = new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 20_000,
  });
  return {
    deliver: async (letter) => {
      const rendered = render(playbookOf(letter), letter);
      const sent = await slack.chat
        .postMessage({
          channel: letter.to.slack ?? letter.to.id,
          text: rendered.subject,
          blocks: slackBlocks(rendered, footerOf(letter)),
          unfurl_links: false,
          metadata: { event_type: 'fairlead_letter', event_payload: { id: letterId(letter) } },
        })
        .catch((error: unknown) => Promise.reject(failureOf(error)));
      return { via: 'slack', id: `${sent.channel ?? ''}/${sent.ts ?? ''}` };
    },
  };
}

/** The same letter has the same id, however often it is tried. */
export const letterId = ({ engagement, key }: Pick<Letter, 'engagement' | 'key'>): string =>
  createHash('sha256').update(`${engagement}\n${key}`).digest('hex').slice(0, 32);

export const footerOf = ({ engagement, customer }: Letter): string => `${customer} · ${engagement}`;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

function failureOf(error: unknown): Error {
  if (!isRecord(error)) return later(`Slack could not be reached: ${String(error)}`);
  const { code, data, retryAfter } = error;
  if (code === ErrorCode.RateLimitedError && typeof retryAfter === 'number')
    return later(`Slack asks to wait for ${retryAfter} s`, retryAfter * 1000);
  const reason = isRecord(data) ? String(data['error']) : undefined;
  if (reason !== undefined && hopeless.has(reason))
    return permanent(faults.undeliverable, `Slack refused it: ${reason}`);
  // An operator can mend a token or a scope within the day, and the message then goes out.
  if (reason !== undefined)
    return later(`Slack refused it: ${reason}. If that is about the token or its scopes, see SLACK_BOT_TOKEN.`);
  return later(`Slack could not be reached: ${error instanceof Error ? error.message : String(code)}`);
}
