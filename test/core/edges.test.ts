import { describe, expect, it } from 'vitest';
import type { Act } from '../../rehearsal/scene.ts';
import { addDays, instantOfMs } from '../../src/calendar/calendar.ts';
import { submit } from '../../src/engagement/engagement.ts';
import { checkInOn } from '../../src/method/check-in.ts';
import { meets } from '../../src/health/rule.ts';
import { Stage } from '../support/play.ts';
import { daysPass, given, givenClosed, playbook, told } from '../support/scenes.ts';

const checkInOf = (stage: Stage): string | undefined =>
  checkInOn({ playbook: stage.playbook, state: stage.engagement.state, now: stage.now });

const openTasksOf = (stage: Stage): readonly string[] => stage.view.openTasks.map(({ key }) => key);

const instead = (role: string): Act => ({
  kind: 'assignPerson',
  person: `new-${role}`,
  name: `The new ${role}`,
  email: `new-${role}@customer.example`,
  roles: [role],
  insteadOf: `the-${role}`,
});

describe('a check-in', () => {
  it('keeps its day when the project closes, however long the close took', () => {
    const stage = given('4d');
    const on = checkInOf(stage) ?? '';
    stage.until(`${addDays(on, -10)}T12:00:00.000Z`);
    const ready = openTasksOf(stage).filter((key) => key.startsWith('check-in-1/'));
    expect(ready).toHaveLength(4);
    stage.act({ kind: 'completeTasks', tasks: openTasksOf(stage).filter((key) => key.startsWith('4d/')) });
    expect(stage.view.status).toBe('closed');
    expect(checkInOf(stage)).toBe(on);
    expect(openTasksOf(stage).filter((key) => key.startsWith('check-in-1/'))).toEqual(ready);
  });

  it('that was held before its quarter day has taken its place', () => {
    const stage = givenClosed();
    const quarterDay = checkInOf(stage) ?? '';
    const earlier = addDays(quarterDay, -19);
    stage.act({ kind: 'moveCheckIn', on: earlier });
    stage.until(`${earlier}T12:00:00.000Z`);
    stage.act({ kind: 'recordCheckIn', outcome: 'nothing' });
    expect((checkInOf(stage) ?? '') > addDays(quarterDay, 80)).toBe(true);
  });

  it('counts progress in its prep', () => {
    const stage = givenClosed();
    stage.until(`${addDays(checkInOf(stage) ?? '', -12)}T12:00:00.000Z`);
    const prep = () => stage.view.waits.find(({ what }) => what === 'Prep for the check-in');
    stage.act({
      kind: 'completeTasks',
      tasks: openTasksOf(stage)
        .filter((key) => key.startsWith('check-in-1/'))
        .slice(0, 1),
    });
    expect(prep()?.since).toBe(stage.now);
  });
});

it('tells the customer that the project is complete, although the close was quicker than the mail', () => {
  const stage = given('4c');
  stage.act({ kind: 'completeTasks', tasks: openTasksOf(stage).filter((key) => key.startsWith('4c/')) });
  stage.act({ kind: 'recordMeeting', meeting: 'final-meeting', recorded: true });
  stage.act({ kind: 'completeTasks', tasks: openTasksOf(stage).filter((key) => key.startsWith('4d/')) });
  const owed = new Stage(playbook);
  owed.engagement = { ...stage.engagement, state: { ...stage.engagement.state, performed: {} } };
  owed.until(stage.now);
  expect(stage.view.status).toBe('closed');
  owed.until(`${addDays(stage.now.slice(0, 10), 1)}T12:00:00.000Z`);
  expect(told(owed, 'project-complete').length).toBeGreaterThan(0);
});

describe('a successor', () => {
  it('is reminded from the day on which they join, although others were long before', () => {
    const stage = new Stage(playbook);
    daysPass(stage, 30);
    stage.act(instead('marketing-ops'));
    daysPass(stage, 10);
    expect(told(stage, 'homework-reminder').filter(({ to }) => to === 'new-marketing-ops').length).toBeGreaterThan(1);
  });

  it('cannot leave both approvals of a gate in one hand', () => {
    const stage = new Stage(playbook);
    const both = {
      ...instead('revops'),
      person: 'the-vp-marketing',
      name: 'VP',
      email: 'vp@customer.example',
      roles: ['vp-marketing', 'revops'],
    } as const;
    expect(stage.tryAct(both)).toContain('Gate 1d needs an approval by');
    expect(stage.tryAct(instead('revops'))).toBeUndefined();
  });
});

describe('a gate item that is true no more', () => {
  it('gives the architect time from the reading on: nobody is escalated to at once', () => {
    const stage = given('2d', {}, ({ gates }) => (gates['2d']?.approvals.length ?? 0) > 0);
    daysPass(stage, 12);
    const before = told(stage, 'escalation').length;
    stage.act({ kind: 'recordReading', metric: 'registration-to-crm-minutes', value: 9 });
    expect(stage.view.waits).toContainEqual(
      expect.objectContaining({ answeredBy: 'confirmGateItems', since: stage.now }),
    );
    expect(told(stage, 'escalation')).toHaveLength(before);
  });

  it('is the engineer’s handoff, when the meeting was not held', () => {
    const stage = given('2b');
    expect(stage.tryAct({ kind: 'confirmGateItems', gate: '2b', items: ['questions-answered'] })).toContain(
      'not delivered',
    );
  });
});

describe('a term', () => {
  const term = { kind: 'answerTerm', term: 'registration' } as const;

  it('that a signer says No to is told to the architect, and only a signer takes it back', () => {
    const stage = new Stage(playbook);
    stage.act({ ...term, answer: 'no', by: 'the-revops' });
    expect(told(stage, 'term-refused')).toMatchObject([{ to: 'the-architect', items: ['registration'] }]);
    expect(stage.tryAct({ ...term, answer: 'yes' })).toContain('the-revops said No');
    expect(stage.tryAct({ ...term, answer: 'yes', by: 'the-vp-marketing' })).toBeUndefined();
  });
});

describe('what was reopened', () => {
  it('in a step that was left is asked for again, from then on', () => {
    const stage = given('3a');
    const task = '2c/platform-config/admin-account';
    const [key = task] = Object.keys(stage.engagement.state.tasks).filter((done) => done.startsWith('2c/'));
    stage.act({ kind: 'reopenTask', task: key, reason: 'It was lost' });
    const wait = () => stage.view.waits.find(({ what }) => what === 'Reopened in 2c Build');
    expect(wait()).toMatchObject({ who: ['engineer'], since: stage.now });
    stage.act({ kind: 'completeTasks', tasks: [key], by: 'the-engineer' });
    expect(wait()).toBeUndefined();
  });
});

describe('an issue', () => {
  const report = { kind: 'reportIssue', summary: 'Nothing syncs', severity: 'critical' } as const;

  it('that is critical is waited for and chased until it is resolved', () => {
    const stage = given('3c');
    stage.act(report);
    expect(stage.view.waits).toContainEqual(
      expect.objectContaining({ answeredBy: 'resolveIssue', items: ['issue-1'] }),
    );
    daysPass(stage, 5);
    expect(told(stage, 'reminder').some(({ key }) => key.startsWith('issue/issue-1'))).toBe(true);
    stage.act({ kind: 'resolveIssue', issue: 'issue-1' });
    expect(stage.view.waits.some(({ answeredBy }) => answeredBy === 'resolveIssue')).toBe(false);
  });

  it('is told on hold too', () => {
    const stage = given('3c');
    stage.act({ kind: 'hold', reason: 'The contract is renegotiated' });
    stage.act(report);
    expect(told(stage, 'issue-routed')).toHaveLength(1);
  });
});

it('a hold takes none of hypercare’s days', () => {
  const stage = given('3c', {}, ({ hypercare }) => hypercare !== undefined);
  const endsAt = stage.view.hypercare?.endsAt ?? '';
  stage.act({ kind: 'hold', reason: 'The customer is away' });
  daysPass(stage, 20);
  stage.act({ kind: 'resume', reason: 'They are back' });
  const moved = Date.parse(stage.view.hypercare?.endsAt ?? '') - Date.parse(endsAt);
  expect(Math.round(moved / 86_400_000)).toBe(20);
});

const from = (url: string) => ({ kind: 'http-json', url, select: '/x' });

describe('a probe', () => {
  const probe = { kind: 'configureProbe', metric: 'registration-to-crm-minutes', everyDays: 30 } as const;
  const failed = {
    kind: 'dutyFailed',
    what: 'probe',
    problem: 'No answer',
    item: 'probe/registration-to-crm-minutes',
  } as const;

  it('that is configured anew is read anew, on the same day too', () => {
    const stage = given('3c');
    stage.act({ ...probe, source: from('https://wrong.customer.example/') });
    stage.until(instantOfMs(Date.parse(stage.now) + 60_000));
    stage.act({ ...probe, source: from('https://right.customer.example/') });
    expect(stage.sent.filter(({ duty }) => duty.kind === 'probe')).toHaveLength(2);
  });

  it('that fails for days is one thing to look at, told once', () => {
    const stage = given('3c');
    for (const day of ['a', 'b', 'c']) stage.note({ ...failed, duty: `probe/x-${day}` });
    expect(Object.keys(stage.view.attention)).toEqual([failed.item]);
    expect(told(stage, 'attention')).toHaveLength(1);
  });
});

it('the next engagement that says it has ended is linked by that, if nobody linked it', () => {
  const stage = givenClosed('single');
  stage.act({ kind: 'answerOffer', offer: 'upsell', answer: 'project-instead' });
  const engagement = 'acme-next';
  const sender = { commandId: 'next-ended', by: `engagement:${engagement}`, surface: 'temporal' } as const;
  const submitted = submit(
    stage.playbook,
    stage.engagement,
    { kind: 'recordNextEnded', engagement, ...sender },
    stage.now,
  );
  if (!('answer' in submitted)) throw new Error(submitted.rejection.message);
  stage.engagement = submitted.engagement;
  stage.until(stage.now);
  expect(stage.view.next).toMatchObject([{ id: engagement, endedAt: stage.now }]);
  expect(told(stage, 'retention-retry')).toHaveLength(1);
});

it('a drop of exactly its limit is none, whatever binary fractions say', () => {
  expect(meets({ op: 'drop', value: 10 }, 6.1, 16.1)).toBe(false);
  expect(meets({ op: 'drop', value: 10 }, 6, 16.1)).toBe(true);
});

it('the kickoff is told with its time, and where that time is', () => {
  const { values } = told(new Stage(playbook), 'kickoff-invitation')[0] ?? {};
  expect(values?.['kickoff']).toBe('2027-01-11T14:00:00.000Z');
});
