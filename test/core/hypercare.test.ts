import { describe, expect, it } from 'vitest';
import { addDays, dateOf } from '../../src/calendar/calendar.ts';
import type { Stage } from '../support/play.ts';
import { daysPass, given, playbook, told } from '../support/scenes.ts';

const today = (stage: Stage): string => dateOf(stage.now, stage.view.calendar);
const goLive = (stage: Stage): void => stage.act({ kind: 'setGoLive', on: today(stage) });
const cycle = (stage: Stage, name: string, more: { pilot?: boolean; outcome?: 'had-issues' } = {}): void =>
  stage.act({ kind: 'recordCycle', name, on: today(stage), outcome: 'succeeded', ...more });
const tasksDone = (stage: Stage): void =>
  stage.act({
    kind: 'completeTasks',
    tasks: stage.view.openTasks.filter(({ key, optional }) => key.startsWith('3c') && !optional).map(({ key }) => key),
  });

describe('hypercare', () => {
  it('begins at go-live, which is a date that the architect is asked for', () => {
    const stage = given('3c');
    expect(stage.view.waits.map(({ answeredBy }) => answeredBy)).toContain('setGoLive');
    stage.act({ kind: 'setGoLive', on: addDays(today(stage), 5) });
    expect(stage.view.hypercare).toBeUndefined();
    expect(stage.view.upcoming.map(({ why }) => why)).toContain('Go-live: hypercare begins');
    daysPass(stage, 6);
    expect(stage.view.hypercare?.startedAt.slice(0, 10)).toBe(stage.view.goLiveOn);
    expect(told(stage, 'hypercare-opened').map(({ to }) => to)).toEqual(['the-marketing-ops']);
  });

  it('begins when training is over, where the customer is live already', () => {
    const stage = given('3b');
    goLive(stage);
    for (const meeting of ['leadership-training', 'technical-training'])
      stage.act({ kind: 'recordMeeting', meeting, recorded: true });
    const open = stage.view.openTasks.filter(({ key }) => key.startsWith('3b/'));
    stage.act({ kind: 'completeTasks', tasks: open.map(({ key }) => key) });
    expect(stage.view).toMatchObject({ step: '3c', hypercare: { startedAt: stage.now } });
  });

  it('ends after 14 days and a live event, whichever comes last', () => {
    const [early, late] = [given('3c'), given('3c')];
    for (const stage of [early, late]) {
      goLive(stage);
      tasksDone(stage);
    }
    cycle(early, 'First live event');
    daysPass(early, 13);
    expect(early.view.step).toBe('3c');
    daysPass(early, 2);
    expect(early.view).toMatchObject({ step: '3d', hypercare: { endedAt: early.view.hypercare?.endsAt } });
    daysPass(late, 20);
    expect(late.view.step).toBe('3c');
    cycle(late, 'First live event');
    expect(late.view.step).toBe('3d');
  });

  it('does not count the pilot, and reminds the architect of the live event once the two weeks are over', () => {
    const stage = given('3c');
    goLive(stage);
    tasksDone(stage);
    cycle(stage, 'The pilot', { pilot: true });
    daysPass(stage, 14);
    expect(told(stage, 'reminder').filter(({ key }) => key.startsWith('3c/cycles'))).toEqual([]);
    daysPass(stage, 10);
    expect(told(stage, 'reminder').filter(({ key }) => key.startsWith('3c/cycles'))).not.toEqual([]);
    expect(stage.view.step).toBe('3c');
  });

  it('waits for its tasks as well', () => {
    const stage = given('3c');
    goLive(stage);
    cycle(stage, 'First live event');
    daysPass(stage, 20);
    expect(stage.view.step).toBe('3c');
    tasksDone(stage);
    expect(stage.view.step).toBe('3d');
  });

  it('has office hours every week, for as long as it lasts, the first on the day after it began, each announced on the business day before', () => {
    const stage = given('3c');
    goLive(stage);
    daysPass(stage, 30);
    // It began on Friday, 19 February.
    const days = told(stage, 'office-hours').map(({ sentAt, values }) => `${values['on']} on ${sentAt.slice(0, 10)}`);
    expect(days).toEqual([
      '2027-02-22 on 2027-02-19',
      '2027-03-01 on 2027-02-26',
      '2027-03-08 on 2027-03-05',
      '2027-03-15 on 2027-03-12',
      '2027-03-22 on 2027-03-19',
    ]);
  });

  it('announces its opening on a day on which people work, although a customer may go live on a Saturday', () => {
    const stage = given('3c');
    stage.act({ kind: 'setGoLive', on: '2027-02-20' });
    daysPass(stage, 5);
    expect(stage.view.hypercare?.startedAt).toBe('2027-02-20T08:00:00.000Z');
    expect(told(stage, 'hypercare-opened')[0]?.sentAt).toBe('2027-02-22T08:00:00.000Z');
  });

  it('announces no office hours whose day has passed, as after a hold', () => {
    const stage = given('3c');
    goLive(stage);
    daysPass(stage, 1);
    stage.act({ kind: 'hold', reason: 'A merger' });
    daysPass(stage, 12);
    stage.act({ kind: 'resume', reason: 'It is settled' });
    daysPass(stage, 5);
    expect(told(stage, 'office-hours').map(({ values }) => values['on'])).toEqual(['2027-02-22', '2027-03-08']);
  });
});

describe('an extension of hypercare', () => {
  const extend = {
    kind: 'decideGate',
    gate: '3d',
    decision: 'extend-hypercare',
    reason: 'The sync has to be rebuilt',
  } as const;

  it('is the fix plus one more live event, and then a fresh sign-off', () => {
    const stage = given('3d', {}, ({ step, cycles }) => step === '3d' && cycles.length === 1);
    expect(stage.tryAct({ kind: 'confirmGateItems', gate: '3d', items: ['live-event-completed'] })).toContain(
      'no Live event completed successfully since go-live',
    );
    expect(stage.tryAct({ ...extend, by: 'the-marketing-ops' })).toContain('is for the team');
    stage.act(extend);
    expect(stage.view).toMatchObject({ step: '3c', hypercare: { cyclesNeeded: 2 } });
    expect(stage.view.hypercare?.endedAt).toBeUndefined();
    expect(new Set(told(stage, 'hypercare-extended').map(({ to }) => to))).toEqual(
      new Set(['the-architect', 'the-marketing-ops']),
    );
    stage.act({ kind: 'completeTasks', tasks: ['3c.2/fix'], by: 'the-engineer' });
    daysPass(stage, 30);
    expect(stage.view.step).toBe('3c');
    cycle(stage, 'Second live event');
    expect(stage.view).toMatchObject({ step: '3d', gates: { '3d': { attempt: 2, items: {} } } });
    expect(stage.tryAct({ kind: 'confirmGateItems', gate: '3d', items: ['live-event-completed'] })).toBeUndefined();
  });

  it('does not end before the fix', () => {
    const stage = given('3d');
    stage.act(extend);
    cycle(stage, 'Second live event');
    expect(stage.view.step).toBe('3c');
    stage.act({ kind: 'completeTasks', tasks: ['3c.2/fix'], by: 'the-engineer' });
    expect(stage.view.step).toBe('3d');
  });

  it('is as many days as the decision says, where the playbook counts days', () => {
    const extension = { ...playbook.hypercare.extension, kind: 'days-given' as const, cycles: 0 };
    const book = { ...playbook, hypercare: { ...playbook.hypercare, extension } };
    const stage = given('3d', { book });
    for (const days of [undefined, 0, 1.5, 91])
      expect(stage.tryAct({ ...extend, ...(days !== undefined && { days }) })).toContain('"days", from 1 to 90');
    stage.act({ ...extend, days: 7 });
    stage.act({ kind: 'completeTasks', tasks: ['3c.2/fix'], by: 'the-engineer' });
    expect(stage.view.upcoming.map(({ why }) => why)).toContain('Two weeks of hypercare have passed');
    daysPass(stage, 6);
    expect(stage.view.step).toBe('3c');
    daysPass(stage, 2);
    expect(stage.view.step).toBe('3d');
  });
});
