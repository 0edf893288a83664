import { ApplicationFailure } from '@temporalio/common';
import type { Letter, Messenger } from '../src/ports/messenger.ts';
import { faults } from '../src/ports/activities.ts';
import type { FindInSlack } from './find-in-slack.ts';
import type { PlaybookOf } from './letter.ts';

export interface Routes {
  readonly slack: Messenger;
  readonly email: Messenger;
  /** Absent where there is the outbox only: it shows what would be sent, so that it takes people whom Slack does not know too. */
  readonly find?: FindInSlack;
}

/** The team reads Slack, customers read mail. A team member whom Slack cannot reach gets a mail, and the answer says so where it is about them. */
export function route({ slack, email, find }: Routes, playbookOf: PlaybookOf): Messenger {
  return {
    deliver: async (letter) => {
      // What is edited is where it was sent.
      if (letter.edits !== undefined) return slack.deliver(letter);
      if (!isInternal(playbookOf(letter).roles, letter)) return email.deliver(letter);
      const found = await find?.(letter.to);
      if (found !== undefined && 'missing' in found)
        return { ...(await email.deliver(letter)), unmatched: found.missing };
      try {
        return await slack.deliver(
          found === undefined ? letter : { ...letter, to: { ...letter.to, slack: found.user } },
        );
      } catch (error) {
        if (!(error instanceof ApplicationFailure)) throw error;
        if (error.type === faults.notInSlack) return { ...(await email.deliver(letter)), unmatched: error.message };
        if (error.type === faults.undeliverable) return email.deliver(letter);
        throw error;
      }
    },
  };
}

const isInternal = (roles: readonly { readonly id: string; readonly side: string }[], { to }: Letter): boolean =>
  roles.some(({ id, side }) => side === 'internal' && to.roles.includes(id));
