import type { KnownBlock } from '@slack/types';
import type { Rendered } from './render.ts';

/** Slack's limits: https://docs.slack.dev/reference/block-kit/blocks */
const maxHeader = 150;
const maxSection = 3000;
const maxBlocks = 50;

/** Text stays text: a customer called "<!channel>" pings nobody. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message as Slack blocks: a header, a section for each paragraph, and where it belongs. */
export function slackBlocks({ subject, text }: Rendered, footer: string): KnownBlock[] {
  const sections = text
    .split('\n\n')
    .flatMap(pieces)
    .slice(0, maxBlocks - 2);
  return [
    { type: 'header', text: { type: 'plain_text', text: subject.slice(0, maxHeader), emoji: false } },
    ...sections.map((paragraph) => ({ type: 'section', text: { type: 'mrkdwn', text: paragraph } }) as const),
    { type: 'context', elements: [{ type: 'mrkdwn', text: escaped(footer) }] },
  ];
}

/** A paragraph in pieces that Slack takes, broken at lines. */
function pieces(paragraph: string): string[] {
  const parts: string[] = [];
  for (const line of escaped(paragraph)
    .split('\n')
    .flatMap((long) => long.match(/.{1,2900}/gs) ?? [])) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= maxSection) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts;
}
