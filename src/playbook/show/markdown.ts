/** Markdown, block by block. A block that is empty leaves no trace. */
export type Block = string | undefined;

export const page = (blocks: readonly Block[]): string =>
  `${blocks.filter((block) => block !== undefined && block !== '').join('\n\n')}\n`;

export const heading = (level: number, text: string): string => `${'#'.repeat(level)} ${oneLine(text)}`;

/** A heading with what is below it; nothing at all when nothing is. */
export const section = (level: number, title: string, blocks: readonly Block[]): Block => {
  const inside = blocks.filter((block) => block !== undefined && block !== '');
  return inside.length === 0 ? undefined : [heading(level, title), ...inside].join('\n\n');
};

export const list = (lines: readonly string[], mark = '-'): Block =>
  lines.length === 0 ? undefined : lines.map((line) => `${mark} ${oneLine(line)}`).join('\n');

/** A line of introduction and a list; nothing when the list is empty. */
export const listUnder = (title: string, lines: readonly string[]): Block =>
  lines.length === 0 ? undefined : `**${title}**\n\n${list(lines) ?? ''}`;

export const labelled = (label: string, text: string | undefined): Block =>
  text === undefined ? undefined : `**${label}**: ${oneLine(text)}`;

export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block =>
  rows.length === 0
    ? undefined
    : [head, head.map(() => '---'), ...rows.map((row) => row.map(cell))]
        .map((row) => `| ${row.join(' | ')} |`)
        .join('\n');

export const quote = (text: string): string =>
  text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

const cell = (text: string): string => oneLine(text).replaceAll('|', '\\|');
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
