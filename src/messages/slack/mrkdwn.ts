import { escaped } from '../slack-blocks.ts';

/** Markup in which text stays text: a customer called "<!channel>" pings nobody. */
export const markup = (parts: TemplateStringsArray, ...texts: readonly (string | number)[]): string =>
  parts.map((part, index) => `${part}${escaped(String(texts[index] ?? ''))}`).join('');

/** Cuts markup to a length, where an escaped character ends. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text
    .slice(0, most - 1)
    .replace(/&\w*$/, '')
    .replace(/[\uD800-\uDBFF]$/, '')}…`;
}
