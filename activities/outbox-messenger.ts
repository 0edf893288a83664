import type { Logger } from 'pino';
import { render } from '../src/messages/render.ts';
import { escaped, slackBlocks } from '../src/messages/slack-blocks.ts';
import type { Messenger } from '../src/ports/messenger.ts';
import type { SlackOutbox } from '../stores/slack-outbox.ts';
import { reminderButtons } from '../src/messages/wait-buttons.ts';
import { footerOf, letterId } from './letter.ts';
import type { PlaybookOf } from './letter.ts';

/** Without Slack credentials: what would have been sent is shown on the console and kept in the outbox, as the blocks that Slack would get. */
export function outboxMessenger(outbox: SlackOutbox, log: Logger, playbookOf: PlaybookOf): Messenger {
  return {
    deliver: async (letter) => {
      const rendered = render(playbookOf(letter), letter);
      const id = letterId(letter);
      const to = letter.to.slack ?? `@${letter.to.id}`;
      await outbox.put({
        id,
        at: letter.now,
        key: letter.key,
        engagement: letter.engagement,
        to,
        text: escaped(rendered.subject),
        blocks: slackBlocks(rendered, footerOf(letter), reminderButtons(letter)),
      });
      log.info({ engagement: letter.engagement, to }, `Slack (not sent): ${rendered.subject}`);
      return { via: 'slack', id };
    },
  };
}
