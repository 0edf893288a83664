import { describe, expect, it } from 'vitest';
import { letterBlocks } from '../../src/messages/slack/letter-blocks.ts';
import { pageOf } from '../../src/messages/slack/page-of.ts';
import type { Letter } from '../../src/ports/messenger.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { edits, letterFor, placed } from '../support/placed.ts';
import type { Stage } from '../support/play.ts';
import { daysPass, given, givenClosed, playbook, told } from '../support/scenes.ts';
import { atGate } from './scene.ts';
import { beyondLimits } from './slack-limits.ts';

const publicUrl = 'https://fairlead.example';
const blocksOf = (letter: Letter) => letterBlocks(playbook, letter, { footer: 'Acme · acme-events', publicUrl });

/** The last message of a kind, as it went out. */
const lastOf = (stage: Stage, template: Letter['template']): Letter => {
  const message = told(stage, template).at(-1);
  if (message === undefined) throw new Error(`No ${template} was sent`);
  return letterFor(stage, message);
};
/** The last edit that was made. */
const lastEdit = (stage: Stage): Letter => {
  const edit = edits(stage).at(-1);
  if (edit === undefined) throw new Error('Nothing was edited');
  return letterFor(stage, edit);
};

const asked = (): Stage => {
  const stage = given('2b');
  stage.act({
    kind: 'publishDocument',
    document: 'tech-spec',
    version: 'vFinal',
    link: 'https://docs.example/spec?a=1&b',
  });
  stage.play(
    { daysFor: () => 1, answers: { upsell: 'no', downsell: 'no', retry: 'no' } },
    '2028-01-01T00:00:00.000Z',
    (view) => view.waits.some(({ answeredBy }) => answeredBy === 'approveGate'),
  );
  return stage;
};
const inSlack = (stage: Stage, template: Letter['template'], to: string): Stage => {
  placed(stage, template, to);
  return stage;
};
const after = (stage: Stage, ...acts: readonly Parameters<Stage['act']>[0][]): Stage => {
  for (const act of acts) stage.act(act);
  return stage;
};
const days = (stage: Stage, count: number): Stage => {
  daysPass(stage, count);
  return stage;
};
const workOf = (stage: Stage): string[] => {
  const [surface] = Object.values(stage.engagement.state.surfaces);
  return surface === undefined || 'gate' in surface ? [] : [...surface.tasks];
};
const manual = { kind: 'configureProbe', metric: 'sync-failures', source: { kind: 'manual' }, everyDays: 7 } as const;
const readingAsked = (): Stage => days(after(given('2c'), { ...manual, owner: 'engineer' }), 3);
const gap = { action: 'close-gap', text: 'Close the gap of <!here>', owner: 'architect', due: '2027-02-01' };
const opened = (): Stage => inSlack(given('2a'), 'work-opened', 'the-architect');
const approve = { kind: 'approveGate', gate: '2b', by: 'the-engineer' } as const;

const letters: Readonly<Record<string, () => Letter>> = {
  'approval-request': () => lastOf(asked(), 'approval-request'),
  'approval-reminder': () => lastOf(days(atGate('2b'), 10), 'approval-reminder'),
  'approval-given': () => lastEdit(after(inSlack(atGate('2b'), 'approval-request', 'the-engineer'), approve)),
  'approval-settled': () =>
    lastEdit(
      after(inSlack(atGate('2b'), 'approval-request', 'the-engineer'), approve, {
        kind: 'decideGate',
        gate: '2b',
        decision: 'approve',
      }),
    ),
  'approval-over': () =>
    lastEdit(
      after(inSlack(atGate('2b'), 'approval-request', 'the-engineer'), { kind: 'endEngagement', reason: 'Enough' }),
    ),
  'work-opened': () => lastOf(given('2a'), 'work-opened'),
  'task-reminder': () => lastOf(days(given('2a'), 9), 'reminder'),
  'action-assigned': () => lastOf(after(given('1c'), { kind: 'assignAction', ...gap }), 'action-assigned'),
  'maintenance-round': () => lastOf(days(givenClosed(), 40), 'maintenance-round'),
  'check-in-prep': () => lastOf(days(givenClosed(), 110), 'check-in-prep'),
  'readings-asked': () => lastOf(readingAsked(), 'readings-asked'),
  'work-progress': () => {
    const stage = opened();
    return lastEdit(after(stage, { kind: 'completeTasks', tasks: workOf(stage).slice(0, 2) }));
  },
  'work-settled': () => {
    const stage = opened();
    return lastEdit(after(stage, { kind: 'completeTasks', tasks: workOf(stage) }));
  },
  'reading-settled': () =>
    lastEdit(
      after(inSlack(readingAsked(), 'readings-asked', 'the-engineer'), {
        kind: 'recordReading',
        metric: 'sync-failures',
        value: 2,
        by: 'the-engineer',
      }),
    ),
};

const heard = ['wait-on-it', 'wait-snooze', 'wait-delegate'];

const actionsIn = (blocks: readonly object[]): string[] => [
  ...new Set([...JSON.stringify(blocks).matchAll(/"action_id":"([^"]+)"/g)].map(([, action = '']) => action)),
];

describe('a letter in Slack', () => {
  it.each(Object.keys(letters))('%s reads as it was reviewed, and Slack takes it', async (name) => {
    const letter = letters[name]?.() ?? letterWith();
    const { blocks } = blocksOf(letter);
    expect(beyondLimits(blocks)).toEqual([]);
    expect(JSON.stringify(blocks.filter(({ type }) => type !== 'header'))).not.toContain('<!');
    await expect(`${JSON.stringify(blocks, undefined, 2)}\n`).toMatchFileSnapshot(`letters/${name}.json`);
  });

  it.each([
    ['approval-request', ['gate-approve', 'gate-request-changes', 'fairlead-open']],
    ['approval-reminder', ['gate-approve', 'gate-request-changes', 'fairlead-open', ...heard]],
    ['work-opened', ['tasks-done', 'tasks-all-done', 'tasks-stuck']],
    ['task-reminder', ['tasks-done', 'tasks-all-done', 'tasks-stuck', ...heard]],
    ['action-assigned', ['tasks-done', 'tasks-stuck']],
    ['maintenance-round', ['reading-record', 'tasks-done', 'tasks-all-done', 'tasks-stuck']],
    ['readings-asked', ['reading-record']],
    ['work-progress', ['tasks-done', 'tasks-all-done', 'tasks-stuck']],
    ['approval-given', []],
    ['approval-settled', []],
    ['approval-over', []],
    ['work-settled', []],
    ['reading-settled', []],
  ])('%s can be answered with %j', (name, actions) => {
    expect(actionsIn(blocksOf(letters[name]?.() ?? letterWith()).blocks)).toEqual(actions);
  });

  it('says what is to be approved once, with its state, and links what a browser opens', () => {
    const text = JSON.stringify(blocksOf(lastOf(asked(), 'approval-request')).blocks);
    expect(text.split('The build sequence is clear')).toHaveLength(2);
    expect(text).toContain('✓ The tech spec is settled');
    expect(text).toContain('<https://docs.example/spec?a=1&amp;b|Tech Spec>');
    const odd = letterWith({
      offers: { gate: '2b', attempt: 1 },
      items: ['spec-approved', 'risks-known'],
      values: { gate: '2b' },
      shows: {
        links: { 'tech-spec': 'javascript:alert(1)|<x>' },
        lacks: { 'spec-approved': '', 'risks-known': 'it <!here> changed' },
        approvals: [{ by: 'Ada <!channel>', at: '2027-01-02T10:00:00.000Z' }],
      },
    });
    const shown = JSON.stringify(blocksOf(odd).blocks);
    expect(shown).toContain('○ The tech spec is settled');
    expect(shown).toContain('(it &lt;!here&gt; changed)');
    expect(shown).toContain('Approved by Ada &lt;!channel&gt;');
    expect(shown).toContain('Tech Spec: javascript:alert(1)|&lt;x&gt;');
  });

  it('without buttons, as letters of before were, is plain text', () => {
    const { blocks } = letterBlocks(playbookOf(), letterWith({ items: ['spec-approved'] }), { footer: 'Acme' });
    expect(actionsIn(blocks)).toEqual([]);
    expect(JSON.stringify(blocks)).toContain('- The tech spec is settled');
  });

  it('keeps its buttons and Slack’s limits, whatever it holds', () => {
    const long = '<!channel> & "quotes" '.repeat(200);
    const tasks = Array.from({ length: 120 }, (_, index) => `2a/${'x'.repeat(190)}${index}`);
    const metrics = Array.from({ length: 40 }, (_, index) => `metric-${index}`);
    const at = '2027-01-02T10:00:00.000Z';
    const crowds: Letter[] = [
      letterWith({
        customer: long,
        offers: { tasks, metrics, askedAt: at },
        values: { what: long.repeat(30) },
        template: 'reminder',
        items: tasks,
        shows: { done: tasks.map((task) => ({ task, by: long, at })), actions: { a: long } },
      }),
      letterWith({
        customer: long,
        offers: { gate: '2b', attempt: 1 },
        template: 'approval-reminder',
        values: { what: long.repeat(30), since: at },
        shows: {
          checklist: tasks,
          lacks: Object.fromEntries(tasks.map((task) => [task, long])),
          links: Object.fromEntries(tasks.map((task) => [task, `https://docs.example/${task}`])),
          approvals: tasks.map((by) => ({ by, at })),
        },
      }),
    ];
    for (const letter of crowds) {
      const { blocks } = blocksOf(letter);
      expect(beyondLimits(blocks)).toEqual([]);
      expect(JSON.stringify(blocks.filter(({ type }) => type !== 'header'))).not.toContain('<!');
      expect(actionsIn(blocks).length).toBeGreaterThan(1);
    }
  });
});

it('opens at Fairlead’s page of an engagement, or where the address has a place for its id', () => {
  expect(pageOf('acme&co', publicUrl)).toBe('https://fairlead.example/engagements/acme%26co');
  expect(pageOf('acme', 'https://temporal.example/namespaces/default/workflows/{engagement}')).toBe(
    'https://temporal.example/namespaces/default/workflows/acme',
  );
});
