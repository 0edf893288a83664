import { describe, expect, it } from 'vitest';
import { addDays, addMonths, businessDayFrom, daysBetween } from '../../src/calendar/calendar.ts';
import { Stage } from '../support/play.ts';
import { daysPass, events, given, givenClosed, playbook, told } from '../support/scenes.ts';

/** The check-in that comes next, of which there is one. */
function on(stage: Stage): string {
  if (stage.view.checkIn.on === undefined) throw new Error('No check-in is planned');
  return stage.view.checkIn.on;
}
const held = { kind: 'recordCheckIn', outcome: 'minor', note: 'A filter was changed' } as const;
const noon = (date: string): string => `${date}T12:00:00.000Z`;

describe('the check-in of a dedicated engagement', () => {
  it('is a quarter after go-live, on a business day, and told to the customer at the handoff', () => {
    const stage = given('4d');
    const { goLiveOn = '', calendar } = stage.view;
    expect(on(stage)).toBe(businessDayFrom(addMonths(goLiveOn, 3), calendar));
    const scheduled = told(stage, 'check-in-scheduled');
    expect(scheduled.map(({ to }) => to)).toEqual(['the-vp-marketing', 'the-revops', 'the-marketing-ops']);
    expect(scheduled[0]?.values['on']).toBe(on(stage));
    expect(told(given('4c'), 'check-in-scheduled')).toEqual([]);
  });

  it('is prepared from 14 days before, in four steps, by the architect, who decides whether the SME runs it', () => {
    const stage = givenClosed();
    stage.until(noon(addDays(on(stage), -15)));
    expect(told(stage, 'check-in-prep')).toEqual([]);
    stage.until(noon(addDays(on(stage), -14)));
    expect(told(stage, 'check-in-prep')).toMatchObject([{ to: 'the-architect', values: { on: on(stage) } }]);
    expect(told(stage, 'check-in-prep')[0]?.items).toHaveLength(4);
    const prep = stage.view.openTasks.filter(({ key }) => key.startsWith('check-in-1/'));
    expect(prep).toHaveLength(4);
    expect(stage.view.waits.map(({ answeredBy }) => answeredBy)).toContain('decideCheckInOwner');
    stage.act({ kind: 'decideCheckInOwner', owner: 'sme' });
    expect(stage.tryAct({ kind: 'decideCheckInOwner', owner: 'sme' })).toContain('The sme runs this check-in already');
    expect(stage.tryAct({ kind: 'decideCheckInOwner', owner: 'architect', by: 'the-revops' })).toContain(
      'for the team',
    );
    stage.act({ kind: 'completeTasks', tasks: prep.map(({ key }) => key) });
    expect(stage.view.waits.filter(({ key }) => key.startsWith('check-in'))).toEqual([]);
    stage.until(noon(on(stage)));
    expect(told(stage, 'check-in-day').map(({ to }) => to)).toContain('the-sme');
    expect(stage.view.waits.find(({ key }) => key.startsWith('check-in-1/outcome'))?.who).toEqual(['sme']);
  });

  it('takes its ping with it when it is moved, and the customer hears of every move, there and back', () => {
    const stage = givenClosed();
    const before = on(stage);
    const later = addDays(before, 21);
    expect(stage.tryAct({ kind: 'moveCheckIn', on: before })).toContain('is on 2027-05-24 already');
    expect(stage.tryAct({ kind: 'moveCheckIn', on: '2027-01-01' })).toContain('is past');
    expect(stage.tryAct({ kind: 'moveCheckIn', on: later, by: 'the-revops' })).toContain('is for the team');
    stage.act({ kind: 'moveCheckIn', on: later });
    daysPass(stage, 1);
    stage.act({ kind: 'moveCheckIn', on: before });
    daysPass(stage, 1);
    stage.act({ kind: 'moveCheckIn', on: later });
    const days = told(stage, 'check-in-scheduled').filter(({ to }) => to === 'the-revops');
    expect(days.map(({ values }) => values['on'])).toEqual([before, later, before, later]);
    stage.until(noon(later));
    expect(told(stage, 'check-in-prep').map(({ sentAt }) => daysBetween(sentAt.slice(0, 10), later))).toEqual([14]);
  });

  it('moves with go-live', () => {
    const stage = givenClosed();
    stage.act({ kind: 'setGoLive', on: '2027-03-01' });
    expect(on(stage)).toBe('2027-06-01');
  });

  it('leads to a minor tweak, and comes again a quarter later, however late it was held', () => {
    const stage = givenClosed();
    const first = on(stage);
    expect(stage.tryAct(held)).toContain(`The check-in is on ${first}. Move it, if it was held earlier.`);
    stage.until(noon(addDays(first, 20)));
    expect(stage.tryAct({ ...held, by: 'the-revops' })).toContain('is for the team');
    stage.act(held);
    expect(stage.view.checkIn).toMatchObject({ number: 2, last: { outcome: 'minor' } });
    expect(addMonths(stage.view.goLiveOn ?? '', 6)).toBe('2027-08-22');
    expect(on(stage)).toBe('2027-08-23');
  });

  it('leads to a next engagement, scoped and linked', () => {
    const stage = givenClosed();
    stage.until(noon(on(stage)));
    const major = { kind: 'recordCheckIn', outcome: 'major', nextEngagement: 'acme-hybrid' } as const;
    expect(stage.tryAct({ kind: 'recordCheckIn', outcome: 'major' })).toContain('say which, in "nextEngagement"');
    expect(stage.tryAct({ ...major, outcome: 'minor' })).toContain('Only a major outcome');
    expect(stage.tryAct({ ...major, nextEngagement: 'acme-events' })).toContain('does not follow itself');
    const linked = stage.copy();
    expect(events(stage, major)).toEqual(['checkInHeld', 'nextEngagementLinked']);
    linked.act({ kind: 'linkNextEngagement', engagement: 'acme-hybrid' });
    expect(events(linked, major)).toEqual(['checkInHeld']);
    expect(linked.view.next).toHaveLength(1);
  });

  it('skips quarter days that are past, or too near to be prepared, after a long hold', () => {
    const stage = givenClosed();
    stage.act({ kind: 'hold', reason: 'A merger' });
    stage.until('2028-02-15T12:00:00.000Z');
    stage.act({ kind: 'resume', reason: 'It is settled' });
    // Nobody is told today of a check-in that was months ago; what came of it is asked for.
    expect(told(stage, 'check-in-day')).toEqual([]);
    expect(told(stage, 'check-in-prep')).toEqual([]);
    expect(stage.view.waits.map(({ answeredBy }) => answeredBy)).toContain('recordCheckIn');
    stage.act({ ...held, outcome: 'nothing' });
    // The quarter day of 22 February would leave a week.
    expect(on(stage)).toBe('2028-05-22');
  });

  it('comes with the figures, set against what was agreed, and with a brief or talking points for whoever runs it', () => {
    const stage = givenClosed();
    stage.act({ kind: 'recordReading', metric: 'duplicate-rate', value: 12 });
    stage.act({ kind: 'reportIssue', summary: 'A slow report', severity: 'minor', by: 'the-marketing-ops' });
    stage.note({ kind: 'changeRequested', request: 'change-1', summary: 'One more report', scope: 'none' });
    stage.until(noon(addDays(on(stage), -13)));
    const [ping] = told(stage, 'check-in-prep');
    expect(ping?.values['metrics']).toMatch(/Duplicate.*: 12 % on /);
    stage.act({ kind: 'decideCheckInOwner', owner: 'sme' });
    expect(told(stage, 'check-in-brief')).toMatchObject([
      { to: 'the-sme', values: { kind: 'Brief', before: 'This is the first check-in.' } },
    ]);
    expect(told(stage, 'check-in-brief')[0]?.values['open']).toBe(
      '- issue-1 (minor): A slow report\n- change-1 (change request): One more report',
    );
    expect(told(stage, 'check-in-brief')[0]?.values['flags']).toContain('duplicate-rate: > 10 %');
    stage.act({ kind: 'decideCheckInOwner', owner: 'architect' });
    expect(told(stage, 'check-in-brief').at(-1)).toMatchObject({
      to: 'the-architect',
      values: { kind: 'Talking points' },
    });
  });

  it('makes a minor outcome an action of the architect', () => {
    const stage = givenClosed();
    stage.until(noon(on(stage)));
    expect(stage.tryAct({ kind: 'recordCheckIn', outcome: 'minor' })).toContain('Say what is to be tweaked');
    stage.act(held);
    expect(stage.view.actions['check-in-1-tweak']).toMatchObject({ text: 'A filter was changed', owner: 'architect' });
    expect(told(stage, 'action-assigned').at(-1)).toMatchObject({ to: 'the-architect' });
  });

  it('has what a probe can read, read on the day before it is prepared', () => {
    const stage = givenClosed();
    const source = { kind: 'http-json', url: 'https://crm.example/d', select: '/rate' };
    const probe = { source, everyDays: 366 };
    stage.act({ kind: 'configureProbe', metric: 'duplicate-rate', ...probe });
    stage.until(noon(addDays(on(stage), -14)));
    const [ping] = told(stage, 'check-in-prep');
    const read = stage.sent.find(({ duty }) => duty.key === 'probe/duplicate-rate-check-in-1');
    expect(daysBetween(read?.at.slice(0, 10) ?? '', ping?.sentAt.slice(0, 10) ?? '')).toBeGreaterThan(0);
  });

  it('is once, where the playbook says so', () => {
    const { retention } = playbook;
    const once = { ...retention, dedicated: { ...retention.dedicated, repeats: 'once' as const } };
    const stage = givenClosed('dedicated', { ...playbook, retention: once });
    stage.until(noon(on(stage)));
    stage.act(held);
    expect(stage.view.checkIn.on).toBeUndefined();
    expect(stage.tryAct(held)).toContain('no more check-ins follow');
    expect(stage.tryAct({ kind: 'moveCheckIn', on: '2028-01-10' })).toContain('No check-in is planned');
    expect(stage.tryAct({ kind: 'decideCheckInOwner', owner: 'sme' })).toContain('No check-in is planned');
  });

  it('is nothing that a single project has', () => {
    expect(givenClosed('single').tryAct(held)).toContain('A single project has no refinement check-in');
  });
});

describe('the first business cycle', () => {
  it('is looked back at from 30 days after go-live, once, with the kind of issue when it is not on track', () => {
    const stage = givenClosed();
    const answer = { kind: 'answerFirstCycle', onTrack: false } as const;
    expect(new Stage(playbook).tryAct(answer)).toContain('begins at go-live, which has no date yet');
    expect(stage.tryAct(answer)).toContain('is looked back at from 2027-03-24 on, 30 days after go-live');
    stage.until('2027-03-25T12:00:00.000Z');
    expect(told(stage, 'first-cycle').map(({ to, sentAt }) => [to, sentAt.slice(0, 10)])).toEqual([
      ['the-architect', '2027-03-24'],
    ]);
    expect(stage.tryAct(answer)).toContain('say what kind of issue it is: data-issue and process-issue');
    expect(stage.tryAct({ ...answer, because: 'bad-luck' })).toContain('data-issue and process-issue');
    expect(stage.tryAct({ ...answer, because: 'data-issue', by: 'the-revops' })).toContain('is for the team');
    stage.act({ ...answer, because: 'data-issue', note: 'The sync drops every tenth record' });
    expect(stage.view.firstCycle).toMatchObject({ onTrack: false, because: 'data-issue' });
    expect(stage.tryAct({ ...answer, because: 'data-issue' })).toContain('was looked at on 2027-03-25');
  });

  it('needs no kind of issue where the playbook has no question', () => {
    const { question: _none, ...firstCycle } = playbook.maintenance.firstCycle;
    const stage = givenClosed('dedicated', { ...playbook, maintenance: { ...playbook.maintenance, firstCycle } });
    stage.until('2027-03-25T12:00:00.000Z');
    expect(stage.view.waits.map(({ what }) => what)).toContain('The look back at the first business cycle');
    stage.act({ kind: 'answerFirstCycle', onTrack: false });
    expect(stage.view.firstCycle).toMatchObject({ onTrack: false });
  });

  it('is reminded of until somebody answers', () => {
    const stage = givenClosed();
    stage.until('2027-04-05T12:00:00.000Z');
    expect(told(stage, 'reminder').some(({ key }) => key.startsWith('first-cycle/answer'))).toBe(true);
    stage.act({ kind: 'answerFirstCycle', onTrack: true });
    expect(stage.view.waits.some(({ answeredBy }) => answeredBy === 'answerFirstCycle')).toBe(false);
  });
});

const followUps = [
  { id: 'day-30', afterDays: 30, owner: 'architect', text: 'Call the customer after 30 days.' },
  { id: 'day-90', afterDays: 90, owner: 'architect', text: 'Call the customer after 90 days.' },
];
const following = { ...playbook, maintenance: { ...playbook.maintenance, followUps } };

describe('follow-ups', () => {
  it('come on their days after go-live, and are not told again to an architect who joins later', () => {
    const stage = givenClosed('dedicated', following);
    stage.until('2027-08-01T12:00:00.000Z');
    expect(told(stage, 'follow-up').map(({ items, sentAt }) => [...items, sentAt.slice(0, 10)])).toEqual([
      ['day-30', '2027-03-24'],
      ['day-90', '2027-05-24'],
    ]);
    stage.act({
      kind: 'assignPerson',
      person: 'sam',
      name: 'Sam Sample',
      email: 'sam@team.example',
      roles: ['architect'],
    });
    expect(told(stage, 'follow-up')).toHaveLength(2);
  });

  it('keep a single engagement open until the last of them was told', () => {
    const stage = givenClosed('single', following);
    stage.act({ kind: 'answerOffer', offer: 'upsell', answer: 'yes', by: 'the-vp-marketing' });
    stage.until('2027-03-25T12:00:00.000Z');
    stage.act({ kind: 'answerFirstCycle', onTrack: true });
    expect(stage.view.status).toBe('closed');
    stage.until('2027-05-23T12:00:00.000Z');
    expect(stage.view.status).toBe('closed');
    stage.until('2027-05-25T12:00:00.000Z');
    expect(told(stage, 'follow-up')).toHaveLength(2);
    expect(stage.view).toMatchObject({ status: 'ended', endReason: 'Converted: the customer took managed services' });
  });
});

describe('the close', () => {
  it('waits for the four archive items, and not for the debrief', () => {
    const stage = given('4d');
    const archive = stage.view.openTasks.filter(({ key, optional }) => key.startsWith('4d/') && !optional);
    const debrief = stage.view.openTasks.filter(({ key, optional }) => key.startsWith('4d/') && optional);
    expect([archive.length, debrief.length]).toEqual([4, 3]);
    stage.act({ kind: 'completeTasks', tasks: archive.slice(1).map(({ key }) => key) });
    expect(stage.view.step).toBe('4d');
    stage.act({ kind: 'completeTasks', tasks: archive.slice(0, 1).map(({ key }) => key) });
    expect(stage.view).toMatchObject({ step: 'aftercare', status: 'closed' });
    stage.act({ kind: 'completeTasks', tasks: debrief.map(({ key }) => key) });
    expect(told(stage, 'project-complete').map(({ to }) => to)).toEqual([
      'the-vp-marketing',
      'the-revops',
      'the-marketing-ops',
      'the-event-team',
    ]);
  });

  it('tells the engagement before it', () => {
    const stage = new Stage(playbook, { previous: 'acme-first' });
    stage.note({ kind: 'engagementClosed' });
    expect(stage.sent.at(-1)?.duty).toMatchObject({ kind: 'tell-previous', engagement: 'acme-first' });
  });
});
