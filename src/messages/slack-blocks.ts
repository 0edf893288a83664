import type { KnownBlock, SectionBlock } from '@slack/types';
import type { Rendered } from './render.ts';

/** Slack's limits: https://docs.slack.dev/reference/block-kit/blocks */
const maxHeader = 150;
const maxSection = 3000;
const maxBlocks = 50;

/** Text stays text: a customer called "<!channel>" pings nobody. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A message as Slack blocks: a header, the text in as few sections as it fits, what can be done, and where it belongs. Addresses in it stay text too: `verbatim`. */
export function slackBlocks(
  { subject, text }: Rendered,
  footer: string,
  buttons: readonly KnownBlock[] = [],
): KnownBlock[] {
  return [
    { type: 'header', text: { type: 'plain_text', text: subject.slice(0, maxHeader), emoji: false } },
    ...sectionsOf(text, maxBlocks - 2 - buttons.length),
    ...buttons,
    { type: 'context', elements: [{ type: 'mrkdwn', text: escaped(footer), verbatim: true }] },
  ];
}

/** Plain text in so many sections at most. */
export function sectionsOf(text: string, most: number): SectionBlock[] {
  const all = pieces(escaped(text));
  const shown = all.length <= most ? all : [...all.slice(0, most - 1), '… The rest is too long for Slack.'];
  return shown.map((piece) => ({ type: 'section', text: { type: 'mrkdwn', text: piece, verbatim: true } }));
}

/** Text in pieces that Slack takes, broken at lines, and a line that is too long for one broken where an escaped character ends. */
function pieces(text: string): string[] {
  const parts: string[] = [];
  for (const line of text.split('\n').flatMap(broken)) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + line.length + 1 <= maxSection) parts[parts.length - 1] = `${last}\n${line}`;
    else parts.push(line);
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

const broken = (line: string): string[] => line.match(/(?:&\w+;|[^]){1,600}/gu) ?? [line];
