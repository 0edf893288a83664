import { describe, expect, it } from 'vitest';
import { daysPass, given, playbook, told } from '../support/scenes.ts';
import type { Stage } from '../support/play.ts';

const approve = (by: string, gate: '2b' | '2d') => ({ kind: 'approveGate', gate, by }) as const;
const waitsFor = (stage: Stage): string[] =>
  stage.view.waits.map(({ answeredBy, who }) => `${answeredBy} ${who.join()}`);

describe('2b, engineering handoff', () => {
  it('is approved by the engineer before anything is built', () => {
    const stage = given('2b');
    expect(waitsFor(stage)).toEqual(['recordMeeting architect']);
    stage.act({ kind: 'recordMeeting', meeting: 'engineering-handoff' });
    stage.act({ kind: 'publishDocument', document: 'tech-spec', version: 'vFinal' });
    stage.act({ kind: 'confirmGateItems', gate: '2b', items: playbook.gates['2b'].items.map(({ id }) => id) });
    const decide = { kind: 'decideGate', gate: '2b', decision: 'approve' } as const;
    expect(stage.tryAct(decide)).toContain('Missing: the approval of engineer');
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['2c/platform-account/admin-account'] })).toContain(
      'opens in 2c',
    );
    stage.act(approve('the-engineer', '2b'));
    stage.act(decide);
    expect(stage.view.step).toBe('2c');
  });

  it('goes back to the spec when it cannot be built, and is held again', () => {
    const stage = given('2b');
    stage.act({ kind: 'recordMeeting', meeting: 'engineering-handoff' });
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'rework-spec', reason: 'The API cannot do this' });
    expect(stage.view.step).toBe('2a');
    expect(stage.view.openTasks.map(({ key }) => key)).toContain('2a.2/rework');
    expect(stage.view.waits.map(({ key }) => key)).toContain('2a.2/architect-after-16');
    stage.act({ kind: 'completeTasks', tasks: ['2a.2/rework'] });
    expect(stage.view.step).toBe('2b');
    expect(stage.view.meetings['engineering-handoff']).toBeUndefined();
    expect(waitsFor(stage)).toEqual(['recordMeeting architect']);
  });
});

describe('2d, QA and sign-off', () => {
  const loop = { kind: 'decideGate', gate: '2d', decision: 'loop-back', reason: 'Duplicates appear' } as const;
  const team = playbook.tests.team.map(({ id }) => id);
  const customer = playbook.tests.customer.map(({ id }) => id);
  const items = playbook.gates['2d'].items.map(({ id }) => id);
  const fast = { kind: 'recordReading', metric: 'registration-to-crm-minutes', value: 4.9 } as const;

  function passed(stage: Stage): void {
    stage.act({ kind: 'recordTests', passed: [...team, ...customer], by: 'the-engineer' });
    stage.act(fast);
    stage.act({ kind: 'recordReading', metric: 'attendance-to-crm-minutes', value: 15 });
    stage.act({ kind: 'confirmGateItems', gate: '2d', items });
    stage.act(approve('the-marketing-ops', '2d'));
  }

  it('has the team test, then the customer, who hears of it, then the sign-off', () => {
    const stage = given('2d');
    expect(waitsFor(stage)).toEqual(['recordTests engineer']);
    stage.act({ kind: 'recordTests', passed: team, by: 'the-engineer' });
    expect(waitsFor(stage)).toEqual(['recordTests marketing-ops']);
    expect(told(stage, 'work-opened').at(-1)).toMatchObject({ to: 'the-marketing-ops', items: customer });
    stage.act({ kind: 'recordTests', passed: customer, by: 'the-marketing-ops' });
    expect(waitsFor(stage)).toEqual(['confirmGateItems architect']);
  });

  it('asks for less than 5 minutes, and takes exactly 15 for the attendance', () => {
    const stage = given('2d');
    const confirm = (item: string) => stage.tryAct({ kind: 'confirmGateItems', gate: '2d', items: [item] });
    expect(confirm('registration-sync-fast')).toContain('must be < 5 min; no reading yet');
    stage.act({ ...fast, value: 5 });
    expect(confirm('registration-sync-fast')).toContain('must be < 5 min; the last reading is 5');
    stage.act(fast);
    expect(confirm('registration-sync-fast')).toBeUndefined();
    stage.act({ kind: 'recordReading', metric: 'attendance-to-crm-minutes', value: 15 });
    expect(confirm('attendance-syncs-back')).toBeUndefined();
  });

  it('does not match the spec while a component is open', () => {
    const stage = given('2d');
    stage.act({ kind: 'reopenTask', task: '2c/map-integration/connect-map', reason: 'It fell back to batches' });
    expect(stage.tryAct({ kind: 'confirmGateItems', gate: '2d', items: ['matches-spec'] })).toContain(
      'tasks open: connect-map',
    );
  });

  it('loops back to the build for the fixes of what failed, as attempt 2', () => {
    const stage = given('2d');
    stage.act({ kind: 'recordTests', passed: team.slice(1), failed: team.slice(0, 1), by: 'the-engineer' });
    expect(stage.view.waits).toMatchObject([{ answeredBy: 'decideGate', who: ['architect'], items: team.slice(0, 1) }]);
    stage.act(loop);
    expect(stage.view).toMatchObject({ step: '2c', attempts: { '2c': 2 } });
    expect(stage.view.openTasks.filter(({ optional }) => !optional).map(({ key }) => key)).toEqual([
      `2c.2/fix-${team[0]}`,
    ]);
    expect(told(stage, 'work-opened').at(-1)).toMatchObject({ to: 'the-engineer', items: [`fix-${team[0]}`] });
  });

  it('asks for one fix when no test failed, and then for everything afresh: results, readings, the approval', () => {
    const stage = given('2d');
    passed(stage);
    daysPass(stage, 1);
    stage.act(loop);
    daysPass(stage, 1);
    stage.act({ kind: 'completeTasks', tasks: ['2c.2/rework'], by: 'the-engineer' });
    expect(stage.view.gates['2d']).toMatchObject({ attempt: 2, approvals: [], items: {} });
    expect(stage.view.openTests).toEqual({ team, customer });
    expect(stage.tryAct({ kind: 'confirmGateItems', gate: '2d', items: ['technical-tests-pass'] })).toContain(
      'team tests not passed',
    );
    expect(stage.tryAct({ kind: 'confirmGateItems', gate: '2d', items: ['registration-sync-fast'] })).toContain(
      'no reading since the loop-back',
    );
    passed(stage);
    expect(stage.view.gates['2d']?.standing?.ready).toBe(true);
    stage.act({ kind: 'decideGate', gate: '2d', decision: 'proceed' });
    expect(stage.view.step).toBe('3a');
  });
});
