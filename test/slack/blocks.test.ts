import { describe, expect, it } from 'vitest';
import { gateApproval } from '../../src/messages/slack/gate-approval.ts';
import { helpBlocks } from '../../api/slack/views/help.ts';
import { homeView } from '../../api/slack/views/home.ts';
import { listBlocks, pageOf } from '../../api/slack/views/list.ts';
import { readingModal, requestChangesModal, stuckModal } from '../../api/slack/views/modals.ts';
import { fitting, paragraph } from '../../src/messages/slack/parts.ts';
import { readingRows } from '../../src/messages/slack/reading-rows.ts';
import { showBlocks } from '../../api/slack/views/show.ts';
import { taskRows, tasksOf } from '../../src/messages/slack/task-rows.ts';
import { whyBlocks } from '../../api/slack/views/why.ts';
import type { Standing } from '../../src/messages/slack/engagement-words.ts';
import type { Stage } from '../support/play.ts';
import { given, playbook } from '../support/scenes.ts';
import { atGate } from './scene.ts';
import { beyondLimits } from './slack-limits.ts';

const standing = (stage: Stage): Standing => ({ view: stage.view, playbook, now: stage.now });
const part = (stage: Stage, person: string) => ({ standing: standing(stage), person });
const publicUrl = 'https://fairlead.example';
const gate2b = standing(atGate('2b'));
const approval = { gate: '2b', subject: 'Acme: your approval of 2b Engineering Handoff', publicUrl } as const;
const held = (): Stage => {
  const stage = atGate('2b');
  stage.act({ kind: 'hold', reason: 'The budget' });
  return stage;
};
const about = { engagement: 'acme-events', gate: '2b', attempt: 1 } as const;

const rendered: Readonly<Record<string, () => readonly object[]>> = {
  'gate-approval': () =>
    gateApproval(gate2b, { ...approval, text: 'Everything below waits for you.', since: '2027-01-20T09:00:00.000Z' }),
  'gate-approval-2d': () => gateApproval(standing(given('2d')), { ...approval, gate: '2d' }),
  'task-rows': () => taskRows(standing(given('2a')), tasksOf(standing(given('2a')), 'the-architect')),
  'reading-rows': () =>
    readingRows(
      standing(given('3c')),
      playbook.metrics.map(({ id }) => id),
    ),
  show: () => showBlocks(standing(given('2a')), 'the-architect', publicUrl),
  'show-approver': () => showBlocks(gate2b, 'the-engineer', publicUrl),
  why: () => whyBlocks(standing(given('1a'))),
  'why-held': () => whyBlocks(standing(held())),
  list: () =>
    listBlocks(
      { parts: [part(atGate('2b'), 'the-engineer'), part(given('3c'), 'the-engineer')], unread: 2 },
      pageOf(2, 1),
    ),
  'list-empty': () => listBlocks({ parts: [], unread: 0 }, pageOf(0, 1)),
  help: () => helpBlocks(),
};

describe('what is shown in Slack', () => {
  it.each(Object.keys(rendered))('%s reads as it was reviewed, and Slack takes it', async (name) => {
    const blocks = rendered[name]?.() ?? [];
    expect(beyondLimits(blocks)).toEqual([]);
    await expect(`${JSON.stringify(blocks, undefined, 2)}\n`).toMatchFileSnapshot(`blocks/${name}.json`);
  });

  it('the home tab reads as it was reviewed, and Slack takes it', async () => {
    const parts = [part(given('2a'), 'the-architect'), part(atGate('2b'), 'the-engineer')];
    const { blocks } = homeView({ parts, unread: 1 }, '2027-01-26T13:00:00.000Z', publicUrl);
    expect(beyondLimits(blocks, 100)).toEqual([]);
    await expect(`${JSON.stringify(blocks, undefined, 2)}\n`).toMatchFileSnapshot('blocks/home.json');
  });

  it('the modals read as they were reviewed, and Slack takes them', async () => {
    const modals = [
      requestChangesModal({ about, responseUrl: 'https://hooks.slack.example/1' }),
      stuckModal({ about: { engagement: 'acme-events', tasks: ['2a/erd'] } }),
      readingModal({ about: { engagement: 'acme-events', metric: 'sync-error-rate' } }),
    ];
    for (const { blocks, title, submit, close, private_metadata: kept = '' } of modals) {
      expect(beyondLimits(blocks, 100)).toEqual([]);
      for (const { text } of [title, submit ?? title, close ?? title]) expect(text.length).toBeLessThanOrEqual(24);
      expect(kept.length).toBeLessThanOrEqual(3000);
    }
    await expect(`${JSON.stringify(modals, undefined, 2)}\n`).toMatchFileSnapshot('blocks/modals.json');
  });
});

describe('whatever an engagement holds, Slack takes it', () => {
  const long = '<!channel> & "quotes" '.repeat(200);
  const crowd = (view: Standing['view']): Standing['view'] => ({
    ...view,
    customer: long,
    waits: Array.from({ length: 80 }, (_, index) => ({
      key: `w${index}`,
      who: ['architect', 'engineer'],
      what: long,
      answeredBy: 'completeTasks',
      items: Array.from({ length: 60 }, () => long),
      since: view.startedAt,
    })),
    openTasks: Array.from({ length: 120 }, (_, index) => ({
      key: `2a/${'x'.repeat(196)}${index}`,
      id: `${long}${index}`,
      step: '2a',
      owner: 'architect',
      optional: false,
      after: [],
    })),
    redFlags: Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `f${index}`,
        { metric: long, rule: long, since: view.startedAt, value: 1, tell: [], evidence: [] },
      ]),
    ),
    upcoming: Array.from({ length: 20 }, (_, index) => ({
      kind: 'moment',
      key: `u${index}`,
      at: view.startedAt,
      why: long,
    })),
  });
  const crowded: Standing = { ...gate2b, view: crowd(gate2b.view) };
  const parts = Array.from({ length: 90 }, () => ({ standing: crowded, person: 'the-architect' }));
  const approvers = Array.from({ length: 90 }, () => ({ standing: gate2b, person: 'the-engineer' }));

  it.each([
    ['approval', () => gateApproval(crowded, { ...approval, subject: long, text: long.repeat(3) }), 50],
    ['tasks', () => taskRows(crowded, crowded.view.openTasks), 50],
    ['show', () => showBlocks(crowded, 'the-architect', publicUrl), 50],
    ['why', () => whyBlocks(crowded), 50],
    ['list', () => listBlocks({ parts: parts.slice(0, 10), unread: 500 }, pageOf(90, 1)), 50],
    ['home', () => homeView({ parts, unread: 500 }, gate2b.now, publicUrl).blocks, 100],
    ['home of an approver', () => homeView({ parts: approvers, unread: 0 }, gate2b.now, publicUrl).blocks, 100],
  ] as const)('%s', (_, make, most) => {
    const blocks = make();
    expect(beyondLimits(blocks, most)).toEqual([]);
    const marked = JSON.stringify(blocks.filter(({ type }) => type !== 'header'));
    expect(marked).not.toContain('<!');
  });

  it('says where blocks were left out', () => {
    const fitted = fitting(Array.from({ length: 60 }, () => paragraph('One')));
    expect(fitted).toHaveLength(50);
    expect(fitted.at(-1)).toMatchObject({ elements: [{ text: '… The rest is too long for Slack.' }] });
  });

  it('a modal keeps what it is about even where the whole does not fit', () => {
    const tasks = Array.from({ length: 14 }, (_, index) => `${'x'.repeat(190)}${index}`);
    const modal = stuckModal({ about: { engagement: 'acme-events', tasks }, responseUrl: 'u'.repeat(2000) });
    expect(modal.private_metadata?.length).toBeLessThanOrEqual(3000);
    expect(modal.private_metadata).toContain('acme-events');
  });
});
