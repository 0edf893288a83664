import type { Logger } from 'pino';
import { letterBlocks } from '../src/messages/slack/letter-blocks.ts';
import type { Messenger } from '../src/ports/messenger.ts';
import type { SlackOutbox } from '../stores/slack-outbox.ts';
import { footerOf, letterId } from './letter.ts';
import type { Open, PlaybookOf } from './letter.ts';

/** Without Slack credentials: what would have been sent is shown on the console and kept in the outbox, as the blocks that Slack would get. */
export function outboxMessenger(outbox: SlackOutbox, log: Logger, playbookOf: PlaybookOf, open: Open = {}): Messenger {
  return {
    deliver: async (letter) => {
      const { subject, text, blocks } = letterBlocks(playbookOf(letter), letter, { footer: footerOf(letter), ...open });
      const id = letterId(letter);
      const to = letter.to.slack ?? `@${letter.to.id}`;
      await outbox.put({
        id,
        at: letter.now,
        key: letter.key,
        engagement: letter.engagement,
        to,
        text,
        blocks,
      });
      log.info({ engagement: letter.engagement, to }, `Slack (not sent): ${subject}`);
      return { via: 'slack', id };
    },
  };
}
