import type { ActionsBlock, KnownBlock } from '@slack/types';
import type { Letter } from '../ports/messenger.ts';
import { button, remark, row } from './slack/parts.ts';

/** What the buttons of a wait carry: ids, never more. */
export interface WaitValue {
  readonly engagement: string;
  /** The key of the wait. */
  readonly wait: string;
}

/** What somebody can say who is waited for, before they answer. None where a button could not carry what it is about. */
export const waitButtons = (value: WaitValue): ActionsBlock[] =>
  row([
    button({ action: 'wait-on-it', text: 'On it', value }),
    button({ action: 'wait-snooze', text: 'Snooze', value }),
    button({ action: 'wait-delegate', text: 'Delegate', value }),
  ]);

/** So many of the reminders in one letter have buttons. */
const mostInLetter = 5;

/** The buttons of a reminder, or of those among the messages that were held for somebody, each after its number. */
export function reminderButtons({ engagement, wait, parts = [] }: Letter): KnownBlock[] {
  if (wait !== undefined) return waitButtons({ engagement, wait });
  return parts
    .flatMap((part, index) => (part.wait === undefined ? [] : [{ number: index + 1, wait: part.wait }]))
    .slice(0, mostInLetter)
    .flatMap(({ number, wait: key }) => [remark(`To ${number}:`), ...waitButtons({ engagement, wait: key })]);
}
