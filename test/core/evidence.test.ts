import { describe, expect, it } from 'vitest';
import { assignApprovals } from '../../src/method/approvals.ts';
import { given, playbook } from '../support/scenes.ts';
import type { State } from '../../src/engagement/state.ts';
import { changedAt } from '../../src/method/evidence.ts';

const by = (name: string, ...roles: string[]) => ({ by: name, at: '', roles });

describe('either/or roles', () => {
  it('are filled by one of them, with as many groups filled as can be, whatever the order', () => {
    const groups = [{ anyOf: ['cro', 'vp'] }, { anyOf: ['revops'] }];
    const filled = (...approvals: ReturnType<typeof by>[]) =>
      assignApprovals(groups, approvals).map((approval) => approval?.by);
    expect(filled(by('a', 'vp'))).toEqual(['a', undefined]);
    expect(filled(by('a', 'vp', 'revops'), by('b', 'vp'))).toEqual(['b', 'a']);
    expect(filled(by('b', 'vp'), by('a', 'vp', 'revops'))).toEqual(['b', 'a']);
    expect(filled(by('a', 'vp', 'revops'), by('b', 'revops'))).toEqual(['a', 'b']);
    expect(filled(by('a', 'cro'), by('b', 'vp'))).toEqual(['a', undefined]);
    expect(filled(by('a', 'engineer'))).toEqual([undefined, undefined]);
  });
});

describe('what stands in for evidence', () => {
  it('is an agreement with the customer, noted, where the playbook allows one, and nowhere else', () => {
    const gate = playbook.gates['3d'];
    const metric = { metric: 'email-delivery-rate', rule: { op: '>=' as const, value: 95 } };
    const items = [
      ...gate.items,
      { id: 'delivered', text: 'Mails arrive.', evidence: metric, unlessAgreed: 'what was agreed with the customer' },
    ];
    const book = { ...playbook, gates: { ...playbook.gates, '3d': { ...gate, items } } };
    const stage = given('3d', { book });
    const confirm = { kind: 'confirmGateItems', gate: '3d', items: ['delivered'] } as const;
    stage.act({ kind: 'recordReading', metric: 'email-delivery-rate', value: 90 });
    expect(stage.tryAct(confirm)).toContain('Or give a note: what was agreed with the customer');
    expect(stage.tryAct({ ...confirm, items: ['live-event-completed'], note: 'Agreed' })).toContain('is not so yet');
    stage.act({ ...confirm, note: '90 % are agreed for now' });
    expect(stage.view.gates['3d']).toMatchObject({ agreed: ['delivered'] });
    expect(stage.view.gates['3d']?.checklist.find(({ id }) => id === 'delivered')).toEqual({
      id: 'delivered',
      confirmed: true,
    });
    stage.act({ ...confirm, note: 'Said again' });
    expect(stage.view.gates['3d']?.agreed).toEqual(['delivered']);
  });

  it('is nothing for what is known here: sessions, facts, homework, critical issues', () => {
    const gate = playbook.gates['3d'];
    const items = [
      ...gate.items,
      { id: 'all-confirmed', text: 'Facts hold.', evidence: { facts: 'confirmed' as const } },
      { id: 'prepared', text: 'Homework and prep are done.', evidence: { tasks: '1a' as const } },
      { id: 'specified', text: 'The spec is written.', evidence: { tasks: '2a' as const } },
    ];
    const stage = given('3d', { book: { ...playbook, gates: { ...playbook.gates, '3d': { ...gate, items } } } });
    const confirm = (item: string) => stage.tryAct({ kind: 'confirmGateItems', gate: '3d', items: [item] });
    expect(confirm('all-confirmed')).toContain('facts not CONFIRMED: ');
    expect(confirm('training-delivered')).toBeUndefined();
    stage.act({ kind: 'reopenTask', task: '1a/share-brand-assets', reason: 'Logos are missing' });
    expect(confirm('prepared')).toContain('tasks open: share-brand-assets');
    expect(confirm('specified')).toBeUndefined();
    stage.act({ kind: 'reportIssue', summary: 'The sync stands still', severity: 'critical' });
    stage.act({ kind: 'reportIssue', summary: 'A typo', severity: 'minor' });
    expect(confirm('no-critical-issues')).toContain('critical issues open: issue-1');
    stage.act({ kind: 'resolveIssue', issue: 'issue-1' });
    expect(confirm('no-critical-issues')).toBeUndefined();
  });
});

const at = (day: number): string => `2027-03-0${day}T09:00:00.000Z`;

describe('what an item rests on', () => {
  const { playbook: outline, engagement } = given('1b');
  const who = { by: 'the-architect' };
  const state: State = {
    ...engagement.state,
    readings: { minutes: { points: [{ value: 9, at: at(1) }], source: 'told' } },
    issues: { 'issue-1': { summary: 's', severity: 'critical', handler: 'sme', reportedAt: at(2), ...who } },
    terms: { one: { answer: 'yes', ...who, at: at(3) }, two: { answer: 'no', ...who, at: at(2) } },
    facts: { one: { text: 't', standing: 'ASSUMED', ...who, at: at(4) } },
    tests: { one: { passed: true, attempt: 1, ...who, at: at(5) } },
    reopened: { '2c/one': at(6) },
  };
  const context = { playbook: outline, state, now: at(9) };

  it('changed when its records did, as far as they say', () => {
    expect(changedAt(context, { metric: 'minutes', rule: { op: '<', value: 5 } })).toBe(at(1));
    expect(changedAt(context, { metric: 'unread', rule: { op: '<', value: 5 } })).toBe('');
    expect(changedAt(context, { issues: 'none-critical' })).toBe(at(2));
    expect(changedAt(context, { terms: 'approved' })).toBe(at(3));
    expect(changedAt(context, { facts: 'confirmed' })).toBe(at(4));
    expect(changedAt(context, { tests: 'team' })).toBe(at(5));
    expect(changedAt(context, { tasks: '2c' })).toBe(at(6));
    expect(changedAt(context, { hypercare: 'ended' })).toBe('');
  });
});
