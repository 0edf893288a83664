import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { Letter } from '../ports/messenger.ts';

/** What the buttons of a wait carry: ids, never more. */
export interface WaitValue {
  readonly engagement: string;
  /** The key of the wait. */
  readonly wait: string;
}

/** Slack's limit: https://docs.slack.dev/reference/block-kit/block-elements/button-element */
const maxValue = 2000;

/** What somebody can say who is waited for, before they answer. None where a button could not carry what it is about. */
export function waitButtons(value: WaitValue): ActionsBlock[] {
  const carried = JSON.stringify(value);
  if (carried.length > maxValue) return [];
  const elements = [
    ['wait-on-it', 'On it'],
    ['wait-snooze', 'Snooze'],
    ['wait-delegate', 'Delegate'],
  ].map(([action = '', text = '']): Button => ({
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text, emoji: false },
    value: carried,
  }));
  return [{ type: 'actions', elements }];
}

/** So many of the reminders in one letter have buttons. */
const mostInLetter = 5;

/** The buttons of a reminder, or of those among the messages that were held for somebody, each after its number. */
export function reminderButtons({ engagement, wait, parts = [] }: Letter): KnownBlock[] {
  if (wait !== undefined) return waitButtons({ engagement, wait });
  return parts
    .flatMap((part, index) => (part.wait === undefined ? [] : [{ number: index + 1, wait: part.wait }]))
    .slice(0, mostInLetter)
    .flatMap(({ number, wait: key }) => [
      { type: 'context', elements: [{ type: 'mrkdwn', text: `To ${number}:`, verbatim: true }] },
      ...waitButtons({ engagement, wait: key }),
    ]);
}
