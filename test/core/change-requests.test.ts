import { describe, expect, it } from 'vitest';
import { dateOf } from '../../src/calendar/calendar.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import { daysPass, events, given, playbook, told } from '../support/scenes.ts';
import type { Stage } from '../support/play.ts';

const book: Playbook = {
  ...playbook,
  hypercare: {
    ...playbook.hypercare,
    scope: {
      in: [{ id: 'sync-failure', text: 'A sync that fails' }],
      out: [{ id: 'new-report', text: 'A report that is to be added' }],
    },
    sameDay: { chain: 'work', text: 'Resolved on the same day.' },
    asks: { of: 'marketing-ops', everyDays: 1 },
    officeHours: { ...playbook.hypercare.officeHours, times: 2 },
  },
};
const inHypercare = (): Stage => {
  const stage = given('3c', { book });
  stage.act({ kind: 'setGoLive', on: dateOf(stage.now, stage.view.calendar) });
  return stage;
};
const report = (scope?: string) =>
  ({
    kind: 'reportIssue',
    summary: 'One more report',
    severity: 'minor',
    by: 'the-marketing-ops',
    ...(scope !== undefined && { scope }),
  }) as const;

describe('what is out of scope', () => {
  it('is a change request instead of an issue: the architect answers it, and whoever asked hears the answer', () => {
    const stage = inHypercare();
    expect(events(stage, report('new-report'))).toEqual(['changeRequested']);
    expect(stage.view.issues).toEqual({});
    expect(told(stage, 'change-requested')).toMatchObject([{ to: 'the-architect', items: ['new-report'] }]);
    expect(stage.view.waits.map(({ answeredBy }) => answeredBy)).toContain('answerChangeRequest');
    const answer = { kind: 'answerChangeRequest', request: 'change-1', answer: 'declined' } as const;
    expect(stage.tryAct({ ...answer, by: 'the-marketing-ops' })).toContain('for the team');
    stage.act({ ...answer, note: 'Not in this project' });
    expect(told(stage, 'change-answered')).toMatchObject([{ to: 'the-marketing-ops', values: { answer: 'declined' } }]);
    expect(stage.tryAct(answer)).toContain('"change-1" was declined on');
    expect(stage.tryAct({ ...answer, request: 'change-9' })).toContain('There is: change-1');
    daysPass(stage, 60);
    expect(told(stage, 'change-answered')).toHaveLength(1);
  });

  it('is told from what is in scope, and from what is on no list', () => {
    const stage = inHypercare();
    expect(events(stage, report('sync-failure'))).toEqual(['issueReported']);
    expect(events(stage, report())).toEqual(['issueReported']);
    expect(stage.tryAct(report('pony'))).toContain('There is: sync-failure and new-report');
    expect(given('3c').tryAct(report('pony'))).toContain('There is: none');
  });
});

describe('an issue in hypercare', () => {
  it('is to be resolved on the same day where the playbook promises it, and is chased when it is not', () => {
    const stage = inHypercare();
    stage.act(report());
    const { dueOn } = stage.view.issues['issue-1'] ?? {};
    expect(dueOn).toBe(dateOf(stage.now, stage.view.calendar));
    expect(stage.view.waits.find(({ key }) => key === 'issue/issue-1/open')?.what).toContain('by the end of');
    daysPass(stage, 5);
    expect(told(stage, 'reminder').filter(({ key }) => key.startsWith('issue/issue-1'))).not.toEqual([]);
  });

  it('is so promised for some lines of the scope alone, where the playbook names them', () => {
    const sameDay = { chain: 'work', text: 'Resolved on the same day.', scopes: ['sync-failure'] };
    const stage = given('3c', { book: { ...book, hypercare: { ...book.hypercare, sameDay } } });
    stage.act(report());
    stage.act(report('sync-failure'));
    expect(Object.values(stage.view.issues).map(({ dueOn }) => dueOn !== undefined)).toEqual([false, true]);
  });

  it('has no such date before hypercare, nor where none is promised', () => {
    const before = given('2d', { book });
    before.act(report());
    expect(before.view.issues['issue-1']?.dueOn).toBeUndefined();
    const elsewhere = given('3c');
    elsewhere.act(report());
    daysPass(elsewhere, 10);
    expect(told(elsewhere, 'reminder').filter(({ key }) => key.startsWith('issue/'))).toEqual([]);
  });
});

describe('hypercare', () => {
  it('asks for the readings that matter now on every business day, until it ends', () => {
    const stage = inHypercare();
    daysPass(stage, 14);
    const asked = told(stage, 'readings-asked');
    expect(asked[0]).toMatchObject({ to: 'the-marketing-ops', items: playbook.hypercare.watches });
    expect(asked).toHaveLength(10);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(10);
  });

  it('has so many office hours as the playbook says, where it says so', () => {
    const stage = inHypercare();
    daysPass(stage, 30);
    expect(told(stage, 'office-hours')).toHaveLength(2);
  });
});

describe('a meeting', () => {
  it('is told to whoever takes part when its date is set, and again when it is moved', () => {
    const stage = given('1c');
    const at = '2027-02-01T10:00:00.000Z';
    stage.act({ kind: 'scheduleMeeting', meeting: 'final-meeting', at });
    const first = told(stage, 'meeting-scheduled');
    expect(first.map(({ to }) => to)).toEqual([
      'the-architect',
      'the-vp-marketing',
      'the-revops',
      'the-marketing-ops',
      'the-event-team',
    ]);
    daysPass(stage, 1);
    stage.act({ kind: 'scheduleMeeting', meeting: 'final-meeting', at: '2027-02-02T10:00:00.000Z' });
    expect(told(stage, 'meeting-scheduled')).toHaveLength(10);
    daysPass(stage, 60);
    expect(told(stage, 'meeting-scheduled')).toHaveLength(10);
  });
});
