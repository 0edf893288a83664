import { describe, expect, it } from 'vitest';
import { render } from '../../src/messages/render.ts';
import { slackBlocks } from '../../src/messages/slack-blocks.ts';
import { templateIds } from '../../src/messages/templates.ts';
import { letterOf } from '../../src/method/letter-of.ts';
import type { EngagementType } from '../../src/engagement/state.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { prompt, shelved, Stage } from '../support/play.ts';
import type { Temper } from '../../rehearsal/scene.ts';

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

describe('a message about meetings', () => {
  const playbook = shelved('event-operations-platform');
  const marketing = shelved('marketing-reporting-pack');
  const about = { step: '1c', template: 'step-opened', values: {} } as const;
  const architect = { id: 'ada', name: 'Ada Sample', email: 'ada@team.example', roles: ['architect'] };
  const customer = { id: 'cleo', name: 'Cleo Sample', email: 'cleo@acme.example', roles: ['marketing-ops'] };

  it('tells everybody what it is for, how long it takes and what it goes through', () => {
    const { text } = render(
      playbook,
      letterWith({ ...about, step: '2b', to: customer, items: ['engineering-handoff'] }),
    );
    const meeting = playbook.meetings.find(({ id }) => id === 'engineering-handoff');
    expect(text).toContain(`${meeting?.name} (30 to 45 minutes): ${meeting?.focus}`);
    expect(text).toContain(`- 0-15 min, ${meeting?.agenda[0]?.topic}`);
    expect(text).not.toContain('You bring');
  });

  it('tells whoever leads it what to bring, with what to leave, and what belongs around every meeting of the loop', () => {
    const [id = ''] = marketing.meetings.filter(({ step }) => step === '1c').map((meeting) => meeting.id);
    const said = render(marketing, letterWith({ ...about, to: architect, items: [id] })).text;
    expect(said).toContain(`Before each meeting:\n\n- ${marketing.alignment.before[0]}`);
    expect(said).toContain('In each meeting:');
    expect(said).toContain('After each meeting:');
    expect(render(marketing, letterWith({ ...about, to: customer, items: [id] })).text).not.toContain('each meeting');
    const kickoff = render(
      playbook,
      letterWith({ ...about, step: '1a', template: 'kickoff-invitation', to: architect, items: [] }),
    );
    expect(kickoff.text).toContain('You bring to "Kickoff Call"');
  });

  it('says when it is, in the time zone of the engagement', () => {
    const values = { starts: '2027-02-01T10:00:00.000Z' };
    const letter = letterWith({
      ...about,
      template: 'meeting-scheduled',
      to: customer,
      items: ['final-meeting'],
      values,
    });
    expect(render(playbook, letter).subject).toContain('a meeting on Mon 1 Feb 2027, 11:00 (Europe/Berlin)');
  });
});

const said = (playbook: Playbook, over: Parameters<typeof letterWith>[0]): string =>
  render(playbook, letterWith({ values: {}, items: [], ...over })).text;

describe('what a chapter says', () => {
  const events = shelved('event-operations-platform');
  const marketing = shelved('marketing-reporting-pack');

  it('of the intake form goes with the homework, and the glossary with the definitions', () => {
    expect(said(events, { step: '1a', template: 'homework-pack' })).toContain(events.homework.intakeFields[0]);
    expect(said(events, { step: '1a', template: 'definitions-instruction' })).toContain(
      events.definitions.glossary[0]?.definition,
    );
  });

  it('of decisions goes with the gate that opens', () => {
    const [choice] = events.gates['1d'].decisions;
    expect(said(events, { step: '1d', template: 'gate-opened', values: { gate: '1d' } })).toContain(
      `Then it is decided:\n\n- ${choice?.label}: ${choice?.text}`,
    );
    expect(said(events, { step: '2a', template: 'gate-opened' })).not.toContain('Then it is decided');
  });

  it('of escalation goes with 4b, and of the debrief with 4d', () => {
    const handoff = said(events, { step: '4b', template: 'work-opened' });
    const [route] = events.escalation.routes;
    expect(handoff).toContain(`${route?.issue}: Architect ("${route?.example}")`);
    expect(handoff).toContain(`Architect handles:\n\n- ${events.escalation.boundaries[0]?.handles[0]}`);
    expect(said(events, { step: '4d', template: 'work-opened' })).toContain(events.debrief[0]);
    expect(said(events, { step: '4a', template: 'work-opened' })).not.toContain('handles:');
  });

  it('of support goes with the opening of hypercare', () => {
    const text = said(marketing, { step: '3c', template: 'hypercare-opened', values: { until: '2027-03-01' } });
    expect(text).toContain(marketing.hypercare.scope?.in[0]?.text);
    expect(text).toContain(marketing.hypercare.scope?.out[0]?.text);
    expect(text).toContain(marketing.hypercare.sameDay?.text);
  });

  it('of red flags goes with a maintenance round, the key question with the look back, the agenda with the prep', () => {
    const round = events.maintenance.rounds[0];
    const task = round?.tasks.find(({ redFlag }) => redFlag !== undefined);
    const items = [task?.id ?? ''];
    const values = { round: 'monthly', number: '1' };
    expect(said(events, { step: 'aftercare', template: 'maintenance-round', items, values })).toContain(task?.redFlag);
    expect(said(events, { step: 'aftercare', template: 'first-cycle' })).toContain(
      events.maintenance.firstCycle.question?.text,
    );
    const prep = said(events, { step: 'aftercare', template: 'check-in-prep', values: { on: '2027-06-01' } });
    for (const line of [
      events.retention.dedicated.agenda,
      events.retention.dedicated.minor,
      events.retention.dedicated.major,
    ])
      expect(prep).toContain(line[0]);
  });
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
