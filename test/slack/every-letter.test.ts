import { describe, expect, it } from 'vitest';
import { placeholdersOf } from '../../src/messages/placeholders.ts';
import { letterBlocks } from '../../src/messages/slack/letter-blocks.ts';
import { templateIds } from '../../src/messages/templates.ts';
import type { TemplateId } from '../../src/messages/templates.ts';
import type { Letter } from '../../src/ports/messenger.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { beyondLimits } from './slack-limits.ts';

const playbook = playbookOf();
const instants = ['kickoff', 'starts'];
const days = ['since', 'on', 'due', 'open', 'until', 'before'];

/** A value for whatever a kind of message can say: what people write tries to ping everybody. */
const sample = (name: string): string => {
  if (name === 'gate') return '2b';
  if (name === 'decision') return 'proceed';
  if (instants.includes(name)) return '2027-02-01T10:00:00.000Z';
  return days.includes(name) ? '2027-02-01' : `${name} of <!channel> & <https://evil.example|here>`;
};

const isFree = (value: string): boolean => value.includes('<!channel>');

const letterOf = (template: TemplateId, over: Partial<Letter> = {}): Letter =>
  letterWith({
    template,
    step: '2b',
    customer: 'Acme <!here>',
    values: Object.fromEntries(placeholdersOf(template).map((name) => [name, sample(name)])),
    ...(template === 'digest' && {
      parts: (['reminder', 'gate-opened'] as const).map((part, index) => ({
        key: `held-${index}`,
        template: part,
        items: [],
        values: Object.fromEntries(placeholdersOf(part).map((name) => [name, sample(name)])),
        ...(part === 'reminder' && { wait: 'prep/architect-after-0' }),
      })),
    }),
    ...over,
  });

const blocksOf = (letter: Letter) => letterBlocks(playbook, letter, { footer: 'Acme · acme-events' });

describe('every kind of message, in Slack', () => {
  it.each(templateIds)('%s reads as it was reviewed, is within the limits, and pings nobody', async (template) => {
    const { text, blocks } = blocksOf(letterOf(template));
    expect(beyondLimits(blocks)).toEqual([]);
    expect(text).not.toMatch(/<[!@#h]/);
    expect(JSON.stringify(blocks.filter(({ type }) => type !== 'header'))).not.toMatch(/<[!@#h]/);
    await expect(`${JSON.stringify({ text, blocks }, undefined, 2)}\n`).toMatchFileSnapshot(
      `every-letter/${template}.json`,
    );
  });

  it.each(templateIds)('%s keeps within the limits when people write a lot', (template) => {
    const long = '<&>'.repeat(3000);
    const letter = letterOf(template, { customer: 'A'.repeat(200) });
    const values = Object.fromEntries(
      Object.entries(letter.values).map(([name, value]) => [name, isFree(value) ? value + long : value]),
    );
    const blocks = blocksOf({ ...letter, values, items: Array.from({ length: 300 }, (_, line) => `line-${line}`) });
    expect(beyondLimits(blocks.blocks)).toEqual([]);
  });
});
