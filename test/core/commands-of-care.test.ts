import { describe, expect, it } from 'vitest';
import { dateOf } from '../../src/calendar/calendar.ts';
import { Stage } from '../support/play.ts';
import { daysPass, events, given, givenClosed, lastEvent, playbook, told } from '../support/scenes.ts';

const begun = (): Stage => new Stage(playbook);
const today = (stage: Stage): string => dateOf(stage.now, stage.view.calendar);

describe('readings', () => {
  const read = { kind: 'recordReading', metric: 'duplicate-rate', value: 3 } as const;

  it('are of the past, of a metric that the playbook knows, and possible', () => {
    const stage = begun();
    expect(stage.tryAct({ ...read, takenAt: '2027-02-01T09:00:00Z' })).toContain('a reading is of the past');
    expect(stage.tryAct({ ...read, value: -1 })).toContain('cannot be negative');
    expect(stage.tryAct({ ...read, value: 100.5 })).toContain('is a percentage, so at most 100');
    expect(stage.tryAct({ ...read, metric: 'mood' })).toContain('There is no metric "mood"');
    expect(stage.tryAct({ ...read, metric: 'mood', unit: 'count' })).toContain('There is no metric "mood"');
    expect(stage.tryAct({ ...read, unit: 'minutes' })).toContain('is measured in percent; 3 was given in minutes');
    stage.act({ ...read, value: 100, takenAt: '2027-01-03T10:00:00+01:00', source: 'a report' });
    expect(stage.view.readings['duplicate-rate']).toMatchObject({
      value: 100,
      takenAt: '2027-01-03T09:00:00.000Z',
      source: 'a report',
    });
    stage.act({ ...read, unit: 'percent', by: 'the-marketing-ops' });
    expect(stage.view.readings['duplicate-rate']?.source).toBe('told by the-marketing-ops');
  });

  it('may be below zero where points are measured', () => {
    const metrics = playbook.metrics.map((metric) => ({ ...metric, unit: 'points' as const }));
    expect(new Stage({ ...playbook, metrics }).tryAct({ ...read, value: -2 })).toBeUndefined();
  });
});

describe('probes', () => {
  const probe = {
    kind: 'configureProbe',
    metric: 'sync-failures',
    source: { kind: 'http-json', url: 'https://crm.example/failures', select: '/count' },
    everyDays: 7,
  } as const;

  it('are configured by the team, with a source of some kind and a rhythm, and without any secret', () => {
    const stage = begun();
    expect(stage.tryAct({ ...probe, metric: 'mood' })).toContain('There is no metric');
    expect(stage.tryAct({ ...probe, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ ...probe, source: { url: 'https://crm.example' } })).toContain('A source says its "kind"');
    for (const source of [
      { kind: 'http-json', url: 'https://user:secret@crm.example/x' },
      { kind: 'sql', connection: { password: 'x' } },
      { kind: 'hubspot', token: 'x' },
    ])
      expect(stage.tryAct({ ...probe, source })).toContain('A source holds no password and no token');
    for (const everyDays of [0, 1.5, 367]) expect(stage.tryAct({ ...probe, everyDays })).toContain('from 1 to 366');
    stage.act({ ...probe, source: { kind: 'csv', file: 'failures.csv', column: 'count' } });
    expect(stage.view.probes['sync-failures']).toMatchObject({ everyDays: 7, source: { kind: 'csv' } });
    stage.act({ ...probe, everyDays: 1 });
    expect(stage.view.probes['sync-failures']).toMatchObject({ everyDays: 1, source: { kind: 'http-json' } });
    expect(stage.tryAct({ ...probe, owner: 'revops' })).toContain('Only a manual source has an "owner"');
  });

  it('ask a person where there is no system, on a day on which people work, and wait for the number', () => {
    const stage = begun();
    const manual = { ...probe, source: { kind: 'manual' }, everyDays: 5 } as const;
    expect(stage.tryAct(manual)).toContain('says which role is asked, in "owner"');
    expect(stage.tryAct({ ...manual, owner: 'nobody' })).toContain('says which role is asked');
    stage.act({ ...manual, owner: 'marketing-ops' });
    expect(stage.view.probes['sync-failures']?.owner).toBe('marketing-ops');
    const asked = () => told(stage, 'readings-asked').map(({ to, items, sentAt }) => [to, items, sentAt.slice(0, 10)]);
    expect(asked()).toEqual([['the-marketing-ops', ['sync-failures'], '2027-01-04']]);
    const waiting = () => stage.view.waits.filter(({ answeredBy }) => answeredBy === 'recordReading');
    expect(waiting()).toMatchObject([{ who: ['marketing-ops'], what: 'A reading of sync-failures' }]);
    stage.act({ kind: 'recordReading', metric: 'sync-failures', value: 0, by: 'the-marketing-ops' });
    expect(waiting()).toEqual([]);
    // The fifth day is a Saturday.
    daysPass(stage, 7);
    expect(asked().at(-1)?.[2]).toBe('2027-01-11');
    expect(stage.sent.filter(({ duty }) => duty.kind === 'probe')).toEqual([]);
  });

  it('read at once and then on their days; days that were missed are gaps', () => {
    const stage = begun();
    stage.act(probe);
    daysPass(stage, 15);
    const dates = stage.sent.flatMap(({ at, duty }) => (duty.kind === 'probe' ? [at.slice(0, 10)] : []));
    expect(dates).toEqual(['2027-01-04', '2027-01-11', '2027-01-18']);
    stage.now = '2027-03-01T12:00:00.000Z';
    stage.until(stage.now);
    const readings = stage.sent.filter(({ duty }) => duty.kind === 'probe');
    expect(readings).toHaveLength(4);
    expect(readings.at(-1)?.duty.why).toBe('sync-failures is read every 7 days');
  });

  it('can run every day', () => {
    const stage = begun();
    stage.act({ ...probe, everyDays: 1 });
    daysPass(stage, 2);
    expect(stage.sent.filter(({ duty }) => duty.why === 'sync-failures is read every 1 day')).toHaveLength(3);
  });
});

describe('issues', () => {
  const issue = { kind: 'reportIssue', summary: 'Registrations no longer arrive', severity: 'major' } as const;

  it('go to whom the escalation table names, else to the architect', () => {
    const stage = begun();
    expect(stage.tryAct({ ...issue, route: 'the-weather' })).toContain('There is no row of the escalation table');
    stage.act({ ...issue, route: 'sync-or-api-failure', by: 'the-marketing-ops' });
    stage.act(issue);
    expect(told(stage, 'issue-routed').map(({ to, values }) => [to, values['issue']])).toEqual([
      ['the-sme', 'issue-1'],
      ['the-architect', 'issue-2'],
    ]);
  });

  it('are resolved once, by the team', () => {
    const stage = begun();
    const resolve = { kind: 'resolveIssue', issue: 'issue-1' } as const;
    expect(stage.tryAct(resolve)).toContain('There is no issue "issue-1". There is: none');
    stage.act(issue);
    expect(stage.tryAct({ ...resolve, by: 'the-revops' })).toContain('is for the team');
    stage.act({ ...resolve, note: 'The token had expired' });
    expect(stage.tryAct(resolve)).toContain('was resolved on 2027-01-04');
  });
});

describe('the course', () => {
  it('is held and resumed by the team, once at a time, and it is recorded for how long', () => {
    const stage = begun();
    const hold = { kind: 'hold', reason: 'Procurement' } as const;
    const resume = { kind: 'resume', reason: 'Signed' } as const;
    expect(stage.tryAct(resume)).toContain('not on hold');
    expect(stage.tryAct({ ...hold, by: 'the-revops' })).toContain('is for the team');
    stage.act(hold);
    expect(stage.tryAct(hold)).toContain('on hold already, since 2027-01-04: Procurement');
    expect(stage.view.waits).toMatchObject([
      { who: ['architect'], answeredBy: 'resume', what: 'On hold: Procurement' },
    ]);
    expect(stage.tryAct({ ...resume, by: 'the-revops' })).toContain('is for the team');
    daysPass(stage, 2);
    stage.act(resume);
    expect(stage.engagement.outbox.find(({ kind }) => kind === 'resumed')).toMatchObject({ heldMs: 51 * 3_600_000 });
    expect(stage.view).toMatchObject({ status: 'running', holds: [{ reason: 'Procurement' }] });
    stage.act(hold);
    stage.act(resume);
    expect(stage.view.holds.map(({ until }) => until === undefined)).toEqual([false, false]);
  });

  it('is closed after a hold when it was closed before', () => {
    const stage = givenClosed();
    stage.act({ kind: 'hold', reason: 'A merger' });
    stage.act({ kind: 'resume', reason: 'It is settled' });
    expect(stage.view.status).toBe('closed');
  });

  it('has a go-live that is a fact with a date, and can be corrected', () => {
    const stage = begun();
    const live = { kind: 'setGoLive', on: '2027-03-01' } as const;
    expect(stage.tryAct({ ...live, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ ...live, on: '2027-01-03' })).toContain('is before the engagement began, on 2027-01-04');
    stage.act(live);
    expect(stage.tryAct(live)).toContain('Go-live is 2027-03-01 already');
    stage.act({ ...live, on: '2027-03-08' });
    expect(stage.view.goLiveOn).toBe('2027-03-08');
  });

  it('does not move go-live into the future once hypercare has begun, and corrects it into the past', () => {
    const stage = given('3d');
    expect(stage.tryAct({ kind: 'setGoLive', on: '2027-12-01' })).toContain('cannot be moved into the future');
    const { goLiveOn = '' } = stage.view;
    stage.act({ kind: 'setGoLive', on: '2027-02-01' });
    expect(stage.view.goLiveOn).not.toBe(goLiveOn);
  });

  it('records cycles from 2d on: pilots before go-live, live ones since', () => {
    const cycle = { kind: 'recordCycle', name: 'A webinar', on: '2027-02-01', outcome: 'succeeded' } as const;
    expect(given('2c').tryAct(cycle)).toContain('A Live event is recorded from 2d on; the engagement is in 2c');
    const stage = given('3c');
    expect(stage.tryAct({ ...cycle, on: '2027-12-01' })).toContain('still to come');
    expect(stage.tryAct(cycle)).toContain('Go-live has no date yet');
    expect(stage.tryAct({ ...cycle, pilot: true, by: 'the-revops' })).toContain('is for the team');
    stage.act({ ...cycle, pilot: true });
    expect(stage.tryAct({ ...cycle, pilot: true })).toContain('is recorded already');
    stage.act({ kind: 'setGoLive', on: today(stage) });
    expect(stage.tryAct({ ...cycle, name: 'Another' })).toContain('before go-live');
    expect(stage.view.liveCycles).toBe(0);
    stage.act({ ...cycle, name: 'Another', on: today(stage) });
    expect(stage.view.liveCycles).toBe(1);
  });

  it('is ended by the team, and nothing is changed, sent or waited for after it', () => {
    const stage = begun();
    const end = { kind: 'endEngagement', reason: 'The customer withdrew' } as const;
    expect(stage.tryAct({ ...end, by: 'the-revops' })).toContain('is for the team');
    stage.act(end);
    expect(stage.tryAct(end)).toContain('The engagement ended on 2027-01-04: The customer withdrew');
    const { length } = stage.sent;
    daysPass(stage, 100);
    expect(stage.sent).toHaveLength(length);
    expect(stage.view.waits).toEqual([]);
  });

  it('tells the engagement before it that its project has closed, or was ended', () => {
    const stage = new Stage(playbook, { previous: 'acme-first' });
    stage.act({ kind: 'endEngagement', reason: 'Enough' });
    expect(stage.sent.at(-1)?.duty).toMatchObject({ kind: 'tell-previous', engagement: 'acme-first' });
  });
});

describe('people, flags and what needs a look', () => {
  const newcomer = {
    kind: 'assignPerson',
    person: 'sam',
    name: 'Sam Sample',
    email: 'sam@team.example',
    roles: ['architect'],
  } as const;

  it('are assigned by the team, into roles that there are', () => {
    const stage = begun();
    expect(stage.tryAct({ ...newcomer, roles: ['wizard'] })).toContain('There is no role "wizard"');
    expect(stage.tryAct({ ...newcomer, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ ...newcomer, insteadOf: 'nobody' })).toContain('"nobody" is nobody here');
    expect(stage.tryAct({ ...newcomer, insteadOf: 'sam', person: 'sam' })).toContain('nobody here');
    stage.act({ ...newcomer, slack: 'U123' });
    expect(stage.view.people['sam']).toMatchObject({ roles: ['architect'], slack: 'U123' });
    expect(stage.tryAct({ ...newcomer, insteadOf: 'sam' })).toContain('cannot take over from themselves');
    stage.act({ ...newcomer, roles: ['architect', 'sme'] });
    expect(stage.view.people['sam']?.roles).toEqual(['architect', 'sme']);
    stage.act({ ...newcomer, roles: ['sme'] });
    expect(stage.view.people['sam']?.roles).toEqual(['sme']);
  });

  it('leave no role empty that the playbook needs, nor does a flag', () => {
    const stage = begun();
    const sme = { ...newcomer, person: 'the-sme', roles: ['ops'] };
    expect(stage.tryAct(sme)).toContain('Nobody would hold the role sme (Subject Matter Expert (SME))');
    const legal = { ...newcomer, person: 'the-legal', roles: ['event-team'] };
    stage.act(legal);
    expect(stage.tryAct({ kind: 'setFlag', flag: 'gdprApplies', value: true })).toContain(
      'Nobody would hold the role legal',
    );
    stage.act({ ...legal, roles: ['legal'] });
    stage.act({ kind: 'setFlag', flag: 'gdprApplies', value: true });
    expect(stage.view.flags['gdprApplies']).toBe(true);
  });

  it('begin their time anew with a new role, and not with a new address', () => {
    const stage = begun();
    const ops = { ...newcomer, person: 'the-marketing-ops', name: 'The marketing-ops', roles: ['marketing-ops'] };
    for (let week = 0; week < 4; week += 1) {
      daysPass(stage, 5);
      stage.act({ ...ops, email: `address-${week}@customer.example` });
    }
    expect(stage.view.people['the-marketing-ops']?.joinedAt).toBeUndefined();
    expect(told(stage, 'escalation').some(({ to }) => to === 'the-architect')).toBe(true);
    stage.act({ ...ops, email: 'last@customer.example', roles: ['marketing-ops', 'event-team'] });
    expect(stage.view.people['the-marketing-ops']?.joinedAt).toBe(stage.now);
  });

  it('take over in the middle of a wait: the successor is reminded, and who left is not', () => {
    const stage = begun();
    daysPass(stage, 3);
    stage.act({ ...newcomer, insteadOf: 'the-architect' });
    expect(stage.view.people['the-architect']?.roles).toEqual([]);
    expect(told(stage, 'work-opened').at(-1)?.to).toBe('sam');
    const before = stage.sent.length;
    daysPass(stage, 20);
    const later = stage.sent.slice(before).flatMap(({ duty }) => (duty.kind === 'message' ? [duty.to] : []));
    expect(later).toContain('sam');
    expect(later).not.toContain('the-architect');
  });

  it('have flags that the playbook asks for', () => {
    const stage = begun();
    const set = { kind: 'setFlag', flag: 'gdprApplies', value: true } as const;
    expect(stage.tryAct({ ...set, flag: 'sunny' })).toContain('There is no flag "sunny"');
    expect(stage.tryAct({ ...set, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ ...set, value: false })).toContain('gdprApplies is false already');
    stage.act(set);
    stage.act({ kind: 'recordMeeting', meeting: 'kickoff' });
    expect(stage.view.openTasks.map(({ id }) => id)).toContain('legal-consent-review');
  });

  it('are told of what could not be delivered, once, until somebody has looked', () => {
    const stage = begun();
    const failed = { kind: 'dutyFailed', duty: '1a/homework-pack/the-marketing-ops', what: '', problem: 'It bounced' };
    stage.note({ ...failed, kind: 'dutyFailed' });
    expect(told(stage, 'attention')).toMatchObject([{ to: 'the-architect', values: { problem: 'It bounced' } }]);
    stage.note({ ...failed, kind: 'dutyFailed', duty: told(stage, 'attention')[0]?.key ?? '' });
    expect(told(stage, 'attention')).toHaveLength(1);
    const settle = { kind: 'settleAttention', item: failed.duty } as const;
    expect(stage.tryAct({ ...settle, item: 'nothing' })).toContain('There is no attention item');
    expect(stage.tryAct({ ...settle, by: 'the-revops' })).toContain('is for the team');
    expect(events(stage, { ...settle, note: 'The address is corrected' })).toEqual(['attentionSettled']);
    expect(stage.view.attention).not.toHaveProperty(failed.duty);
  });

  it('who have no role are refused, with those who have one', () => {
    expect(begun().tryAct({ kind: 'noteFact', fact: 'x', text: 'y', by: 'a-stranger' })).toMatch(
      /"a-stranger" has no role in this engagement\. Who has: the-architect, .* and the-legal/,
    );
  });

  it('leave a refused signal in the journal, and nowhere else', () => {
    const stage = begun();
    const { state } = stage.engagement;
    stage.note({ kind: 'commandRefused', command: 'dance', reason: 'There is no command "dance"' });
    expect(lastEvent(stage)).toMatchObject({ kind: 'commandRefused' });
    expect({ ...stage.engagement.state, journal: state.journal }).toEqual(state);
  });
});
