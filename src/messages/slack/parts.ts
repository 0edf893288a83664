import type { ActionsBlock, Button, ContextBlock, HeaderBlock, KnownBlock, SectionBlock } from '@slack/types';
import { cut, markup } from './mrkdwn.ts';

/** Slack's limits: https://docs.slack.dev/reference/block-kit/blocks and …/block-kit/block-elements */
export const limits = {
  blocks: 50,
  homeBlocks: 100,
  header: 150,
  section: 3000,
  button: 75,
  value: 2000,
  fields: 10,
} as const;

export const heading = (text: string): HeaderBlock => ({
  type: 'header',
  text: { type: 'plain_text', text: cut(text, limits.header), emoji: false },
});

/** `text` is markup. */
export const paragraph = (text: string, accessory?: Button): SectionBlock => ({
  type: 'section',
  text: { type: 'mrkdwn', text: cut(text, limits.section), verbatim: true },
  ...(accessory !== undefined && { accessory }),
});

export const remark = (text: string): ContextBlock => ({
  type: 'context',
  elements: [{ type: 'mrkdwn', text: cut(text, limits.section), verbatim: true }],
});

interface Doing {
  readonly action: string;
  readonly text: string;
  readonly value: object;
  readonly style?: 'primary' | 'danger';
}

/** Undefined when what it would carry is too long for Slack: no button is better than one that does something else. */
export function button({ action, text, value, style }: Doing): Button | undefined {
  const carried = JSON.stringify(value);
  if (carried.length > limits.value) return undefined;
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text: cut(text, limits.button), emoji: false },
    value: carried,
    ...(style !== undefined && { style }),
  };
}

export const linkButton = (text: string, url: string): Button => ({
  type: 'button',
  action_id: 'fairlead-open',
  text: { type: 'plain_text', text: cut(text, limits.button), emoji: false },
  url,
});

/** A row of buttons; nothing when there are none. */
export function row(buttons: readonly (Button | undefined)[]): ActionsBlock[] {
  const elements = buttons.filter((one) => one !== undefined);
  return elements.length === 0 ? [] : [{ type: 'actions', elements }];
}

/** As many lines as fit into one section; what is left out is counted. */
export function lines(all: readonly string[]): string {
  const shown: string[] = [];
  let length = 0;
  for (const line of all) {
    const short = cut(line, 600);
    if (length + short.length + 1 > limits.section - 40) break;
    shown.push(short);
    length += short.length + 1;
  }
  const left = all.length - shown.length;
  return [...shown, ...(left > 0 ? [markup`… and ${left} more`] : [])].join('\n');
}

/** No more blocks than Slack takes. */
export const fitting = (blocks: readonly KnownBlock[], most: number = limits.blocks): KnownBlock[] =>
  blocks.length <= most ? [...blocks] : [...blocks.slice(0, most - 1), remark('… The rest is too long for Slack.')];
