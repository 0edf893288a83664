import { describe, expect, it } from 'vitest';
import { carried } from '../../src/engagement/engagement.ts';
import { foldJournal } from '../../src/engagement/evolve.ts';
import { heardInWords } from '../../src/method/heard.ts';
import { Stage } from '../support/play.ts';
import { daysPass, events, given, playbook, told } from '../support/scenes.ts';

const by = 'the-marketing-ops';
const key = (stage: Stage, what = 'Homework'): string => {
  const wait = stage.view.waits.find((one) => one.what === what);
  if (wait === undefined) throw new Error(`Nobody is waited for: ${what}`);
  return wait.key;
};
const heard = (stage: Stage, what = 'Homework') => stage.view.waits.find((one) => one.what === what)?.heard;
const chased = (stage: Stage, template: 'homework-reminder' | 'escalation' = 'homework-reminder'): string[] =>
  told(stage, template)
    .filter((duty) => duty.key.startsWith('homework/'))
    .map(({ sentAt, to }) => `${sentAt.slice(0, 10)} ${to}`);
/** As a worker that was restarted, or a next run, has it. */
const again = (stage: Stage): void => {
  const next = carried(stage.playbook, stage.engagement, stage.now);
  stage.engagement = { ...JSON.parse(JSON.stringify(next)), outbox: stage.engagement.outbox };
};

describe('somebody who is on it', () => {
  it('is not reminded any more, and nobody is told of a silence that is none, until it is settled', () => {
    const stage = new Stage(playbook);
    stage.until('2027-01-05T12:00:00.000Z');
    expect(events(stage, { kind: 'acknowledge', wait: key(stage), by })).toEqual(['waitAcknowledged']);
    expect(heard(stage)).toEqual([{ kind: 'acknowledged', person: by, at: stage.now }]);
    const said = heard(stage)?.map((one) => heardInWords(stage.view, one));
    expect(said).toEqual(['The marketing-ops is on it']);
    daysPass(stage, 60);
    again(stage);
    daysPass(stage, 60);
    expect(chased(stage)).toEqual([`2027-01-05 ${by}`]);
    expect(chased(stage, 'escalation')).toEqual([]);
    // What is left after some of it is done is something new.
    stage.act({ kind: 'completeTasks', tasks: ['1a/share-brand-assets'], by });
    daysPass(stage, 10);
    expect(chased(stage).length).toBeGreaterThan(1);
  });

  it('until a date is reminded after it, by the chain where it had stopped', () => {
    const stage = new Stage(playbook);
    stage.until('2027-01-05T12:00:00.000Z');
    stage.act({ kind: 'acknowledge', wait: key(stage), until: '2027-01-18', by, note: 'After the fair' });
    again(stage);
    expect(heard(stage)).toMatchObject([{ until: '2027-01-18T08:00:00.000Z' }]);
    daysPass(stage, 60);
    // Two and four business days lay between the reminders, and two more before the escalation.
    expect(chased(stage)).toEqual([`2027-01-05 ${by}`, `2027-01-20 ${by}`, `2027-01-22 ${by}`]);
    expect(chased(stage, 'escalation')[0]).toBe('2027-01-26 the-architect');
    expect(heard(stage)).toBeUndefined();
  });

  it('is not asked in the place of others who are waited for too', () => {
    const people = { ...new Stage(playbook).view.people };
    const second = { name: 'Second Sample', email: 'second@customer.example', roles: ['marketing-ops'] };
    const stage = new Stage(playbook, { people: { ...people, second } });
    stage.act({ kind: 'acknowledge', wait: key(stage), by });
    daysPass(stage, 40);
    expect(new Set(chased(stage).map((line) => line.slice(11)))).toEqual(new Set(['second']));
    // Somebody has been heard of.
    expect(chased(stage, 'escalation')).toEqual([]);
  });
});

describe('a wait that is snoozed', () => {
  it('is left alone for one business day, over a weekend too, and all of its chain moves by as much', () => {
    const stage = new Stage(playbook, {}, '2027-01-07T09:00:00.000Z');
    stage.until('2027-01-08T12:00:00.000Z');
    expect(chased(stage)).toEqual([`2027-01-08 ${by}`]);
    expect(events(stage, { kind: 'snooze', wait: key(stage), by })).toEqual(['waitSnoozed']);
    expect(heard(stage)).toMatchObject([{ kind: 'snoozed', until: '2027-01-11T12:00:00.000Z' }]);
    again(stage);
    daysPass(stage, 30);
    const untouched = new Stage(playbook, {}, '2027-01-07T09:00:00.000Z');
    untouched.until('2027-02-07T12:00:00.000Z');
    expect(chased(untouched)).toEqual([`2027-01-08 ${by}`, `2027-01-12 ${by}`, `2027-01-14 ${by}`]);
    expect(chased(stage)).toEqual([`2027-01-08 ${by}`, `2027-01-13 ${by}`, `2027-01-15 ${by}`]);
    expect(chased(untouched, 'escalation')[0]).toBe('2027-01-18 the-architect');
    expect(chased(stage, 'escalation')[0]).toBe('2027-01-19 the-architect');
  });

  it('before the reminder of a morning has that reminder when the day is over', () => {
    const stage = new Stage(playbook, {}, '2027-01-08T09:00:00.000Z');
    stage.until('2027-01-11T07:00:00.000Z');
    stage.act({ kind: 'snooze', wait: key(stage), by });
    stage.until('2027-01-12T06:59:00.000Z');
    expect(chased(stage)).toEqual([]);
    stage.until('2027-01-12T07:00:00.000Z');
    expect(chased(stage)).toEqual([`2027-01-12 ${by}`]);
  });

  it('again, and by who then is on it: the last word counts', () => {
    const stage = new Stage(playbook);
    stage.act({ kind: 'snooze', wait: key(stage), by });
    stage.now = '2027-01-04T15:00:00.000Z';
    stage.act({ kind: 'snooze', wait: key(stage), by });
    expect(heard(stage)).toMatchObject([{ until: '2027-01-05T15:00:00.000Z' }]);
    stage.act({ kind: 'acknowledge', wait: key(stage), by });
    expect(heard(stage)).toMatchObject([{ kind: 'acknowledged' }]);
    stage.act({ kind: 'snooze', wait: key(stage), by });
    expect(heard(stage)).toMatchObject([{ kind: 'snoozed' }]);
    expect(foldJournal(stage.engagement.outbox)).toEqual(stage.engagement.state);
  });

  it('is forgotten by the next run once it is over, and kept through a hold', () => {
    const stage = new Stage(playbook);
    stage.act({ kind: 'acknowledge', wait: key(stage), by });
    stage.act({ kind: 'hold', reason: 'The budget' });
    again(stage);
    expect(stage.engagement.state.heard).toHaveLength(1);
    stage.act({ kind: 'resume', reason: 'It is there' });
    stage.act({ kind: 'completeTasks', tasks: ['1a/share-brand-assets'], by });
    again(stage);
    expect(stage.engagement.state.heard).toEqual([]);
  });
});

describe('who may say so', () => {
  it('is who is waited for, about what is waited for', () => {
    const stage = new Stage(playbook);
    expect(stage.tryAct({ kind: 'snooze', wait: key(stage), by: 'the-revops' })).toContain(
      '"Homework" waits for marketing-ops (the-marketing-ops)',
    );
    expect(stage.tryAct({ kind: 'acknowledge', wait: 'homework/nothing', by })).toContain('it is settled');
    expect(stage.tryAct({ kind: 'acknowledge', wait: key(stage), until: '2027-01-04', by })).toContain('is past');
  });

  it('is nobody where an event is waited for', () => {
    const stage = given('aftercare', { type: 'single' }, ({ waits }) => waits.some(({ who }) => who.length === 0));
    const [next] = stage.view.waits.filter(({ who }) => who.length === 0);
    expect(stage.tryAct({ kind: 'snooze', wait: next?.key ?? '' })).toContain('is not waited for there');
  });
});

describe('somebody who is stuck', () => {
  it('tells the architect why, and is left alone for a business day', () => {
    const stage = given('2a');
    const [first, second] = stage.view.openTasks.filter(
      ({ owner, after }) => owner === 'architect' && after.length === 0,
    );
    const tasks = [first?.key ?? '', second?.key ?? ''];
    expect(events(stage, { kind: 'reportStuck', tasks, reason: 'No access to the CRM' })).toEqual([
      'issueReported',
      'waitSnoozed',
    ]);
    expect(told(stage, 'issue-routed').at(-1)).toMatchObject({
      to: 'the-architect',
      values: {
        summary: `Stuck with ${first?.id.replaceAll('-', ' ')} (and 1 more): No access to the CRM`,
        severity: 'minor',
      },
    });
    const [said] = stage.view.waits.flatMap((wait) => wait.heard ?? []);
    expect(said).toMatchObject({ kind: 'snoozed', person: 'the-architect', reason: 'No access to the CRM' });
    if (said === undefined) throw new Error('Nothing was heard');
    expect(heardInWords(stage.view, said)).toMatch(/^snoozed by The architect until .*, stuck: No access to the CRM$/);
  });

  it('with an action is told in its words, and is not told for somebody else to be silent', () => {
    const stage = given('1c');
    const action = { action: 'access', text: 'Give us access', owner: 'revops', due: '2027-03-01' } as const;
    stage.act({ kind: 'assignAction', ...action });
    const stuck = { kind: 'reportStuck', tasks: ['action/access'], reason: 'Nobody answers' } as const;
    expect(stage.tryAct({ ...stuck, by: 'the-marketing-ops' })).toContain('is for revops or the team');
    // The team tells what it was told; the customer is reminded all the same.
    expect(events(stage, stuck)).toEqual(['issueReported']);
    expect(events(stage, { ...stuck, by: 'the-revops' })).toEqual(['issueReported', 'waitSnoozed']);
    const issues = Object.values(stage.view.issues).map(({ summary }) => summary);
    expect(issues).toContain('Stuck with Give us access: Nobody answers');
    stage.act({ kind: 'completeTasks', tasks: ['action/access'], by: 'the-revops' });
    expect(stage.tryAct(stuck)).toContain('"action/access" is not open');
  });
});
