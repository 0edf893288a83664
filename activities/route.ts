import { ApplicationFailure } from '@temporalio/common';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import { faults } from '../src/ports/activities.ts';
import type { PlaybookOf } from './letter.ts';

export interface Routes {
  readonly slack: Messenger;
  readonly email: Messenger;
  /** The outbox shows what would be sent, so that it takes people without a Slack id too. */
  readonly slackNeedsId: boolean;
}

/** The team reads Slack, customers read mail. A team member whom Slack cannot reach gets a mail. */
export function route({ slack, email, slackNeedsId }: Routes, playbookOf: PlaybookOf): Messenger {
  return {
    deliver: async (letter) => {
      // What is edited is where it was sent.
      if (letter.edits !== undefined) return slack.deliver(letter);
      if (!isInternal(playbookOf(letter).roles, letter)) return email.deliver(letter);
      if (slackNeedsId && letter.to.slack === undefined) return email.deliver(letter);
      try {
        return await slack.deliver(letter);
      } catch (error) {
        if (error instanceof ApplicationFailure && error.type === faults.undeliverable) return email.deliver(letter);
        throw error;
      }
    },
  };
}

const isInternal = (roles: readonly { readonly id: string; readonly side: string }[], { to }: Letter): boolean =>
  roles.some(({ id, side }) => side === 'internal' && to.roles.includes(id));
