import { describe, expect, it } from 'vitest';
import { render } from '../../src/messages/render.ts';
import { slackBlocks } from '../../src/messages/slack-blocks.ts';
import { templateIds } from '../../src/messages/templates.ts';
import { letterOf } from '../../src/method/letter-of.ts';
import type { EngagementType } from '../../src/engagement/state.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { prompt, shelved, Stage } from '../support/play.ts';
import type { Temper } from '../../rehearsal/people.ts';

const late: Temper = { ...prompt, daysFor: ({ key }) => (key.startsWith('1d') ? 20 : 2), startNext: () => 'next' };

/** Every message of a life, in words. */
function messagesOf(id: string, type: EngagementType) {
  const playbook = shelved(id);
  const stage = new Stage(playbook, { type });
  stage.play(late, '2028-03-01T12:00:00.000Z');
  return stage.sent.flatMap(({ at, duty, state }) => {
    if (duty.kind !== 'message') return [];
    const letter = letterOf({ playbook: stage.playbook, state, now: at }, duty);
    if (letter === undefined) throw new Error(`Nobody is ${duty.to}`);
    return [{ key: duty.key, template: duty.template, ...render(playbook, letter) }];
  });
}

describe.each(['event-operations-platform', 'marketing-reporting-pack'])('every message of %s', (id) => {
  it.each<EngagementType>(['dedicated', 'single'])('reads as a whole: %s', (type) => {
    const messages = messagesOf(id, type);
    expect(messages.length).toBeGreaterThan(60);
    const faulty = messages.filter(
      ({ subject, text }) => /[{}]|undefined|\bnull\b/.test(subject + text) || subject.length < 8 || text.length < 20,
    );
    expect(faulty).toEqual([]);
    // An instant, or a date as programs write it, is not how people read one.
    expect(messages.filter(({ subject, text }) => /\d{4}-\d\d-\d\d/.test(subject + text))).toEqual([]);
    expect(messages.filter(({ text }) => /^- *$/m.test(text))).toEqual([]);
  });
});

it('says in words what a loop-back asks for, and what was decided where', () => {
  const playbook = playbookOf();
  const said = (items: readonly string[]) =>
    render(playbook, letterWith({ step: '2c', template: 'work-opened', values: {}, items })).text;
  const [test] = playbook.tests.team;
  expect(said([`fix-${test?.id}`])).toContain(`Put right what failed its test: ${test?.text}`);
  expect(said(['rework'])).toContain('- Put right what did not work');
  const decided = letterWith({ step: '3a', template: 'gate-decided', values: { gate: '2d', decision: 'proceed' } });
  expect(render(playbook, decided).subject).toBe('Acme: 2d QA / Test + Sign-Off was decided: Proceed to Enablement');
  const waiting = {
    template: 'reminder',
    step: '3d',
    items: ['proceed'],
    values: { what: '3d: the decision' },
  } as const;
  const { subject, text } = render(playbook, letterWith(waiting));
  expect(subject).toContain('3d Enablement Sign-Off: the decision');
  expect(text).toContain(playbook.gates['3d'].decisions.find(({ id }) => id === 'proceed')?.text ?? 'no such decision');
});

it('has words for every kind of message, without a playbook’s own', () => {
  const playbook = { ...playbookOf(), messages: {} };
  for (const template of templateIds) {
    const { subject, text } = render(playbook, letterWith({ template }));
    expect(`${subject}${text}`).not.toMatch(/[{}]/);
    expect(subject).toContain('Acme');
  }
});

it('keeps a subject in one line, whatever the customer is called', () => {
  const { subject } = render(playbookOf(), letterWith({ customer: 'Acme\r\nBcc: all@customer.example' }));
  expect(subject).not.toMatch(/[\r\n]/);
});

const blocksOf = (text: string) => slackBlocks({ subject: 'Subject', text }, 'Acme <!here>');

const sections = (text: string): readonly string[] =>
  blocksOf(text).flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : []));

describe('a message in Slack', () => {
  it('pings nobody and links nothing', () => {
    const blocks = blocksOf('<!channel> & example.com');
    expect(blocks[1]).toEqual({
      type: 'section',
      text: { type: 'mrkdwn', text: '&lt;!channel&gt; &amp; example.com', verbatim: true },
    });
    expect(JSON.stringify(blocks.at(-1))).toContain('&lt;!here&gt;');
  });

  it('keeps to Slack’s limits, and says so when it is cut', () => {
    const lines = Array.from({ length: 900 }, (_, index) => `- ${index} ${'&<> '.repeat(60)}`);
    const pieces = sections(lines.join('\n'));
    expect(blocksOf(lines.join('\n'))).toHaveLength(50);
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThanOrEqual(3000);
    expect(pieces.at(-1)).toContain('too long for Slack');
  });

  it('loses nothing that fits, broken at lines, and never within an escaped character', () => {
    const text = `${'&'.repeat(4000)}\n\nlast`;
    const pieces = sections(text);
    expect(pieces.every((piece) => /^(?:&amp;|\n|last)*$/.test(piece))).toBe(true);
    expect(pieces.join('').replaceAll('&amp;', '&').replaceAll('\n', '')).toBe(`${'&'.repeat(4000)}last`);
  });
});
