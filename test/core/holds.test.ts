import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../src/playbook/schema.ts';
import { daysPass, events, given, givenClosed, playbook, told } from '../support/scenes.ts';
import { prompt } from '../support/play.ts';
import type { Stage } from '../support/play.ts';

const gate = playbook.gates['1d'];
const hygiene = {
  id: 'put-on-hold',
  label: 'Put on hold',
  text: 'The data is too poor.',
  effect: 'hold',
  scopes: 'Data Hygiene',
  resumesWhen: 'The Data Hygiene project has ended.',
} as const;
const book: Playbook = {
  ...playbook,
  gates: { ...playbook.gates, '1d': { ...gate, decisions: [...gate.decisions, hygiene] } },
};
const putOnHold = { kind: 'decideGate', gate: '1d', decision: 'put-on-hold', reason: 'Poor data' } as const;
const ready = (with1d: Playbook): Stage =>
  given('1d', { book: with1d }, (view) => view.gates['1d']?.standing?.ready === true);
const order = (stage: Stage, person: string): number => Object.keys(stage.view.people).indexOf(person);
const waits = (stage: Stage): string[] => stage.view.waits.map(({ answeredBy, what }) => `${answeredBy}: ${what}`);

describe('a pause at 1d', () => {
  it('keeps what was confirmed and approved, and says what it waits for', () => {
    const stage = ready(playbook);
    stage.act({ kind: 'decideGate', gate: '1d', decision: 'pause-for-procurement', reason: 'No contract yet' });
    expect(waits(stage)).toEqual([expect.stringMatching(/^resume: On hold: No contract yet \(goes on when: /)]);
    daysPass(stage, 40);
    stage.act({ kind: 'resume', reason: 'Signed' });
    expect(stage.view.gates['1d']?.standing?.ready).toBe(true);
    expect(stage.view.attempts['1d']).toBe(1);
  });

  it('is over for those alone who were told of it, whoever is concerned next', () => {
    const stage = ready(playbook);
    stage.act({ kind: 'decideGate', gate: '1d', decision: 'pause-for-procurement', reason: 'No contract yet' });
    daysPass(stage, 3);
    stage.act({ kind: 'resume', reason: 'Signed' });
    stage.play(prompt, '2028-01-01T12:00:00.000Z', ({ step }) => step === '2c');
    const people = (template: 'held' | 'resumed') => told(stage, template).map(({ to }) => to);
    expect(people('resumed')).toEqual(people('held').toSorted((one, other) => order(stage, one) - order(stage, other)));
    expect(people('resumed')).not.toContain('the-engineer');
  });
});

describe('a hold at 1d', () => {
  it('names the project that comes first, and waits for it to be linked and to end', () => {
    const stage = ready(book);
    expect(events(stage, putOnHold)).toEqual(['gateDecided', 'held']);
    expect(waits(stage)).toEqual([
      'linkNextEngagement: Data Hygiene, which comes first, to be started and linked',
      'resume: On hold: Poor data (goes on when: The Data Hygiene project has ended.)',
    ]);
    stage.act({ kind: 'linkNextEngagement', engagement: 'acme-hygiene', note: 'Scoped' });
    expect(stage.view.next).toMatchObject([{ id: 'acme-hygiene', prerequisite: true }]);
    expect(waits(stage)[0]).toBe('recordNextEnded: The end of acme-hygiene');
    daysPass(stage, 60);
    expect(told(stage, 'prerequisite-ended')).toEqual([]);
    stage.act({ kind: 'recordNextEnded', engagement: 'acme-hygiene', by: 'engagement:acme-hygiene' });
    expect(told(stage, 'prerequisite-ended')).toMatchObject([
      { to: 'the-architect', values: { project: 'Data Hygiene', next: 'acme-hygiene' } },
    ]);
    expect(waits(stage)).toHaveLength(1);
  });

  it('has the gate evaluated again afresh once it goes on', () => {
    const stage = ready(book);
    stage.act(putOnHold);
    expect(stage.tryAct({ kind: 'approveGate', gate: '1d', by: 'the-revops' })).toContain('1d is not open');
    expect(events(stage, { kind: 'resume', reason: 'The customer cleaned up alone' })).toEqual([
      'resumed',
      'stepEntered',
    ]);
    expect(stage.view).toMatchObject({ step: '1d', status: 'running', attempts: { '1d': 2 } });
    expect(stage.view.gates['1d']).toMatchObject({ attempt: 2, items: {}, approvals: [] });
    expect(stage.view.waits.map(({ answeredBy }) => answeredBy)).toContain('confirmGateItems');
  });

  it('is no follower: what came first is not what the retainer is offered after', () => {
    const stage = givenClosed('single');
    const before = stage.engagement.state;
    stage.engagement = {
      ...stage.engagement,
      state: { ...before, next: [{ id: 'acme-hygiene', linkedAt: before.startedAt, prerequisite: true }] },
    };
    stage.act({ kind: 'answerOffer', offer: 'upsell', answer: 'no', by: 'the-vp-marketing' });
    stage.act({ kind: 'answerOffer', offer: 'downsell', answer: 'yes', by: 'the-vp-marketing' });
    expect(stage.view.waits.map(({ answeredBy }) => answeredBy)).toContain('linkNextEngagement');
    expect(stage.tryAct({ kind: 'answerOffer', offer: 'retry', answer: 'yes', by: 'the-vp-marketing' })).toContain(
      'when the next project, a yes to the downsell, has ended',
    );
  });

  it('is a plain hold where the team puts one on: what is linked meanwhile comes after', () => {
    const stage = given('2a');
    stage.act({ kind: 'hold', reason: 'Budget freeze' });
    expect(waits(stage)).toEqual(['resume: On hold: Budget freeze']);
    stage.act({ kind: 'linkNextEngagement', engagement: 'acme-next' });
    expect(stage.view.next[0]?.prerequisite).toBeUndefined();
    expect(events(stage, { kind: 'resume', reason: 'Thawed' })).toEqual(['resumed']);
  });
});
