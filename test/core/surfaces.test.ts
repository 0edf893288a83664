import { describe, expect, it } from 'vitest';
import { letterOf } from '../../src/method/letter-of.ts';
import { offersAnything } from '../../src/method/offering.ts';
import { shownWith } from '../../src/method/shown-with.ts';
import { atGate } from '../slack/scene.ts';
import { edits, letterFor, placed } from '../support/placed.ts';
import { shelved } from '../support/play.ts';
import type { Stage } from '../support/play.ts';
import { daysPass, given, givenClosed, told } from '../support/scenes.ts';

/** 2b when its engineer has been asked in Slack. */
function asked(): Stage {
  const stage = atGate('2b');
  const request = placed(stage, 'approval-request', 'the-engineer');
  expect(request.offers).toEqual({ gate: '2b', attempt: 1 });
  return stage;
}

const shown = (stage: Stage) =>
  edits(stage).map(({ template, to, edits: edit, values }) => ({ template, to, ref: edit?.ref, by: values['by'] }));
const why = (stage: Stage) => edits(stage).map(({ values }) => values['why']);

const isAsked = (view: Stage['view']): boolean => view.waits.some(({ answeredBy }) => answeredBy === 'approveGate');

const opened = (): Stage => {
  const stage = given('2a');
  placed(stage, 'work-opened', 'the-architect');
  return stage;
};
const keysOf = (stage: Stage): readonly string[] => {
  const [surface] = Object.values(stage.engagement.state.surfaces);
  return surface === undefined || 'gate' in surface ? [] : surface.tasks;
};

describe('a message that offers a decision', () => {
  it('stays as it is while nothing is settled', () => {
    const stage = asked();
    expect(edits(stage)).toEqual([]);
    expect(Object.values(stage.engagement.state.surfaces)).toHaveLength(1);
  });

  it('says so once its reader has approved, and shows the outcome, by whom, once the gate is decided', () => {
    const stage = asked();
    stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
    expect(shown(stage)).toEqual([
      { template: 'approval-given', to: 'the-engineer', ref: 'D1/1798.1', by: 'The engineer' },
    ]);
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'approve' });
    expect(shown(stage).at(-1)).toEqual({
      template: 'approval-settled',
      to: 'the-engineer',
      ref: 'D1/1798.1',
      by: 'The architect',
    });
    expect(stage.engagement.state.surfaces).toEqual({});
  });

  it('is one as a reminder too, but not as what tells another of the silence', () => {
    const stage = asked();
    daysPass(stage, 10);
    placed(stage, 'approval-reminder', 'the-engineer', 'D1/1798.2');
    expect(told(stage, 'escalation').every(({ offers }) => offers === undefined)).toBe(true);
    stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
    expect(shown(stage).map(({ ref }) => ref)).toEqual(['D1/1798.1', 'D1/1798.2']);
  });

  it('is settled by a loop-back too, and the next attempt has a message of its own', () => {
    const stage = asked();
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'rework-spec', reason: 'Too vague' });
    expect(shown(stage)).toMatchObject([{ template: 'approval-settled', ref: 'D1/1798.1' }]);
  });

  it('of an attempt that is over is settled even when that was not seen in time', () => {
    const stage = asked();
    const { state } = stage.engagement;
    const gate = state.gates['2b'];
    if (gate === undefined) throw new Error('2b is open');
    stage.engagement = {
      ...stage.engagement,
      state: { ...state, gates: { ...state.gates, '2b': { ...gate, attempt: 2 } } },
    };
    stage.until(stage.now);
    expect(why(stage)).toEqual(['It was opened anew since, and whoever approves is asked again']);
    expect(stage.engagement.state.surfaces).toEqual({});
  });

  it('is settled when somebody else approves now, and when the engagement ends', () => {
    const stage = asked();
    const ended = stage.copy();
    const ben = { name: 'Ben', email: 'ben@team.example', roles: ['engineer'] };
    stage.act({ kind: 'assignPerson', person: 'ben', ...ben, insteadOf: 'the-engineer' });
    expect(why(stage)).toEqual(['It is for somebody else to approve now']);
    ended.act({ kind: 'endEngagement', reason: 'The customer withdrew' });
    expect(why(ended)).toEqual(['The engagement has ended']);
    expect(ended.engagement.state.surfaces).toEqual({});
  });

  it('stays while the engagement is on hold, and is settled when the decision itself was to hold', () => {
    const stage = asked();
    stage.act({ kind: 'hold', reason: 'The budget' });
    expect(edits(stage)).toEqual([]);
    const poor = given('1d', { book: shelved('revenue-intelligence') }, (view) => view.step === '1d' && isAsked(view));
    placed(poor, 'approval-request', 'the-vp-sales');
    poor.act({ kind: 'decideGate', gate: '1d', decision: 'put-on-hold', reason: 'The data is too poor' });
    expect(poor.view.status).toBe('held');
    expect(shown(poor)).toMatchObject([{ template: 'approval-settled', to: 'the-vp-sales' }]);
  });
});

describe('a message that asks for tasks', () => {
  it('shows what is done, by whom, and offers what is left', () => {
    const stage = opened();
    const [first = '', ...rest] = keysOf(stage);
    expect(edits(stage)).toEqual([]);
    stage.act({ kind: 'completeTasks', tasks: [first] });
    const [edit, ...others] = edits(stage);
    expect(others).toEqual([]);
    expect(edit).toMatchObject({
      template: 'work-progress',
      edits: { ref: 'D1/1798.1' },
      values: { left: String(rest.length), all: String(rest.length + 1) },
      done: [{ task: first, by: 'The architect' }],
      offers: { tasks: rest },
    });
    expect(stage.engagement.state.surfaces).toMatchObject({ [told(stage, 'work-opened').at(-1)?.key ?? '']: {} });
  });

  it('offers again what turned out not to be done', () => {
    const stage = opened();
    const tasks = keysOf(stage);
    const [first = ''] = tasks;
    stage.act({ kind: 'completeTasks', tasks: [first] });
    stage.until(new Date(Date.parse(stage.now) + 3_600_000).toISOString());
    stage.act({ kind: 'reopenTask', task: first, reason: 'It was the wrong version' });
    expect(edits(stage).at(-1)).toMatchObject({ template: 'work-progress', done: [], offers: { tasks } });
  });

  it('says so when all of it is done', () => {
    const stage = opened();
    const tasks = keysOf(stage);
    stage.act({ kind: 'completeTasks', tasks: [...tasks] });
    expect(edits(stage)).toMatchObject([{ template: 'work-settled', values: { outcome: 'all of it is done' } }]);
    expect(edits(stage)[0]?.offers).toBeUndefined();
    expect(edits(stage)[0]?.done).toHaveLength(tasks.length);
    expect(stage.engagement.state.surfaces).toEqual({});
  });

  it.each([
    [
      'somebody else has it now',
      {
        kind: 'assignPerson',
        person: 'ben',
        name: 'Ben',
        email: 'ben@team.example',
        roles: ['architect'],
        insteadOf: 'the-architect',
      },
    ],
    ['the engagement has ended', { kind: 'endEngagement', reason: 'The customer withdrew' }],
  ] as const)('says that it is not asked any more when %s', (_, act) => {
    const stage = opened();
    stage.act(act.kind === 'assignPerson' ? { ...act, roles: [...act.roles] } : act);
    expect(edits(stage)).toMatchObject([{ template: 'work-settled', values: { outcome: 'it is not asked any more' } }]);
    expect(stage.engagement.state.surfaces).toEqual({});
  });

  it('is one when an action is assigned, and says what it is', () => {
    const stage = given('1c');
    const action = { action: 'close-gap', text: 'Close the gap of follow-ups', owner: 'architect', due: '2027-02-01' };
    stage.act({ kind: 'assignAction', ...action });
    const message = placed(stage, 'action-assigned', 'the-architect');
    expect(letterFor(stage, message)).toMatchObject({
      offers: { tasks: ['action/close-gap'] },
      shows: { actions: { 'close-gap': 'Close the gap of follow-ups' } },
    });
    stage.act({ kind: 'completeTasks', tasks: ['action/close-gap'] });
    const shows = edits(stage).map((edit) => letterFor(stage, edit).shows);
    expect(shows).toMatchObject([{ actions: { 'close-gap': action.text }, done: [{ task: 'action/close-gap' }] }]);
  });

  it('offers to record what a maintenance round lacks, and asks for it as long as the round is open', () => {
    const stage = givenClosed();
    daysPass(stage, 40);
    const message = placed(stage, 'maintenance-round', 'the-architect');
    const { offers } = message;
    if (offers === undefined || 'gate' in offers) throw new Error('A round offers work');
    expect(offers.tasks).toContain('monthly-1/sync-health');
    expect(offers.metrics).toContain('sync-failures');
    stage.act({ kind: 'recordReading', metric: 'sync-failures', value: 0 });
    expect(edits(stage)).toMatchObject([{ template: 'work-progress', done: [{ metric: 'sync-failures', value: 0 }] }]);
    stage.act({ kind: 'recordReading', metric: 'sync-failures', value: 1 });
    expect(edits(stage)).toHaveLength(1);
    stage.act({ kind: 'completeTasks', tasks: [...offers.tasks], note: 'Read by hand' });
    expect(edits(stage).at(-1)).toMatchObject({
      template: 'work-settled',
      values: { outcome: 'it is not asked any more' },
    });
  });

  it('is one as a ping before a check-in', () => {
    const stage = givenClosed();
    daysPass(stage, 110);
    expect(told(stage, 'check-in-prep').at(-1)?.offers).toMatchObject({ tasks: expect.arrayContaining([]) });
  });
});

describe('a message that asks for a reading', () => {
  const probe = { kind: 'configureProbe', metric: 'sync-failures', source: { kind: 'manual' }, everyDays: 7 } as const;
  const readingAsked = (): Stage => {
    const stage = given('2c');
    stage.act({ ...probe, owner: 'engineer' });
    daysPass(stage, 3);
    const { offers } = placed(stage, 'readings-asked', 'the-engineer');
    expect(offers).toMatchObject({ tasks: [], metrics: ['sync-failures'] });
    return stage;
  };

  it('shows the number once it is recorded', () => {
    const stage = readingAsked();
    expect(edits(stage)).toEqual([]);
    stage.act({ kind: 'recordReading', metric: 'sync-failures', value: 2, by: 'the-engineer' });
    expect(edits(stage)).toMatchObject([{ template: 'work-settled', done: [{ metric: 'sync-failures', value: 2 }] }]);
    expect(stage.engagement.state.surfaces).toEqual({});
  });

  it('is not asked any more when a system is read instead', () => {
    const stage = readingAsked();
    stage.act({ ...probe, source: { kind: 'http-json', url: 'https://crm.example/failures', select: '/count' } });
    expect(edits(stage)).toMatchObject([{ template: 'work-settled', values: { outcome: 'it is not asked any more' } }]);
  });
});

describe('a letter with what it offers', () => {
  it('carries the checklist and the approvals so far, and where the documents are', () => {
    const stage = given('2b');
    stage.act({ kind: 'publishDocument', document: 'tech-spec', version: 'vFinal', link: 'https://docs.example/spec' });
    const approver = stage.copy();
    approver.play(
      { daysFor: () => 1, answers: { upsell: 'no', downsell: 'no', retry: 'no' } },
      '2028-01-01T00:00:00.000Z',
      (view) => view.waits.some(({ answeredBy }) => answeredBy === 'approveGate'),
    );
    const [request] = told(approver, 'approval-request').slice(-1);
    if (request === undefined) throw new Error('Nobody was asked');
    expect(letterFor(approver, request)).toMatchObject({
      offers: { gate: '2b', attempt: 1 },
      shows: { links: { 'tech-spec': 'https://docs.example/spec' } },
    });
    daysPass(approver, 10);
    const [reminder] = told(approver, 'approval-reminder').slice(-1);
    if (reminder === undefined) throw new Error('Nobody was reminded');
    expect(letterFor(approver, reminder).shows?.checklist).toContain('spec-approved');
  });

  it('carries nothing of it to the customer, who is written to by mail', () => {
    const stage = atGate('1d');
    const [request] = told(stage, 'approval-request').slice(-1);
    if (request === undefined) throw new Error('Nobody was asked');
    const letter = letterFor(stage, request);
    expect([letter.offers, letter.shows]).toEqual([undefined, undefined]);
  });

  it('says what is not so any more, who has approved, and where the definitions are', () => {
    const stage = atGate('1d');
    stage.act({ kind: 'approveGate', gate: '1d', by: 'the-revops' });
    stage.act({
      kind: 'answerTerm',
      term: stage.playbook.definitions.terms[0]?.id ?? '',
      answer: 'no',
      by: 'the-revops',
    });
    const { document } = stage.playbook.definitions;
    const published = {
      kind: 'documentPublished',
      document,
      version: 'v2',
      link: 'https://docs.example/terms',
    } as const;
    stage.note(published);
    const context = { playbook: stage.playbook, state: stage.engagement.state, now: stage.now };
    const at1d = { items: ['no-blockers'], offers: { gate: '1d', attempt: 1 } } as const;
    expect(shownWith(context, at1d)).toMatchObject({
      approvals: [{ by: 'The revops' }],
      lacks: { 'definitions-signed': expect.stringContaining('terms not yet answered with Yes') },
      links: { [document]: 'https://docs.example/terms' },
    });
    const fresh = given('1d');
    const early = { playbook: fresh.playbook, state: fresh.engagement.state, now: fresh.now };
    expect(shownWith(early, at1d).lacks).toMatchObject({ 'no-blockers': '' });
    expect(shownWith(context, { ...at1d, offers: { gate: '1d', attempt: 2 } })).toEqual({});
  });

  it('is none where a list came out empty, or where nobody of that name is left', () => {
    const stage = given('2a');
    const context = { playbook: stage.playbook, state: stage.engagement.state, now: stage.now };
    const [message] = told(stage, 'work-opened').slice(-1);
    if (message === undefined) throw new Error('Nothing was opened');
    expect(letterOf(context, { ...message, offers: { tasks: [] } })?.offers).toBeUndefined();
    expect(letterOf(context, { ...message, to: 'nobody' })).toBeUndefined();
    expect(offersAnything({ tasks: [], metrics: ['sync-failures'] })).toBe(true);
    expect(offersAnything({ tasks: [], metrics: [] })).toBe(false);
  });
});
