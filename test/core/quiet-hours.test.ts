import { describe, expect, it } from 'vitest';
import { elsewhere } from '../../src/calendar/calendar.ts';
import type { Calendar } from '../../src/calendar/calendar.ts';
import { isQuietHours, reachableFrom, usualQuietHours } from '../../src/calendar/quiet-hours.ts';
import { foldJournal } from '../../src/engagement/evolve.ts';
import type { StartRequest } from '../../src/engagement/start.ts';
import { render } from '../../src/messages/render.ts';
import { letterOfAll } from '../../src/method/letter-of.ts';
import { planFor, stillOwed } from '../../src/method/plan.ts';
import { bundled } from '../../src/method/quiet.ts';
import { cast, Stage } from '../support/play.ts';
import { daysPass, events, given, playbook, told } from '../support/scenes.ts';

const berlin: Calendar = {
  timeZone: 'Europe/Berlin',
  holidays: ['2027-01-01', '2027-01-06'],
  quietHours: usualQuietHours,
};
const people = cast(playbook);
const elsewhereIs = (id: string, timeZone: string): StartRequest['people'] => {
  const person = people[id];
  if (person === undefined) throw new Error(`Nobody is ${id}`);
  return { ...people, [id]: { ...person, timeZone } };
};
const begun = (over: Partial<StartRequest> = {}, now = '2027-01-04T09:00:00.000Z'): Stage =>
  new Stage(playbook, { calendar: berlin, ...over }, now);
/** Whose messages went out when. */
const sentTo = (stage: Stage, person: string): string[] =>
  stage.sent.flatMap(({ at, duty }) =>
    duty.kind === 'message' && duty.to === person ? [`${at} ${duty.template}`] : [],
  );

const from = (at: string, quiet = usualQuietHours, calendar = berlin): string => reachableFrom(at, quiet, calendar);

describe('somebody can be reached', () => {
  it('from their morning to their evening, and else on their next working morning', () => {
    expect(from('2027-01-04T10:00:00.000Z')).toBe('2027-01-04T10:00:00.000Z');
    // 18:00 sharp is the evening; 08:30 is the morning already.
    expect(from('2027-01-04T17:00:00.000Z')).toBe('2027-01-05T08:00:00.000Z');
    expect(from('2027-01-04T07:30:00.000Z')).toBe('2027-01-04T07:30:00.000Z');
    expect(from('2027-01-04T03:00:00.000Z')).toBe('2027-01-04T08:00:00.000Z');
  });

  it('after the weekend, and after a holiday', () => {
    expect(from('2027-01-08T20:00:00.000Z')).toBe('2027-01-11T08:00:00.000Z');
    expect(from('2027-01-10T10:00:00.000Z')).toBe('2027-01-11T08:00:00.000Z');
    expect(from('2027-01-05T20:00:00.000Z')).toBe('2027-01-07T08:00:00.000Z');
  });

  it('by the clock of where they are, with the holidays of the engagement', () => {
    const newYork = elsewhere(berlin, 'America/New_York');
    expect(elsewhere(berlin, 'America/New_York')).toBe(newYork);
    expect(elsewhere(berlin, 'Europe/Berlin')).toBe(berlin);
    expect(from('2027-01-04T08:00:00.000Z', usualQuietHours, newYork)).toBe('2027-01-04T14:00:00.000Z');
    // Tuesday evening there is Wednesday, a holiday, in Berlin; they are back on Thursday.
    expect(from('2027-01-06T02:00:00.000Z', usualQuietHours, newYork)).toBe('2027-01-07T14:00:00.000Z');
  });

  it('at nine of their clock when it has changed overnight', () => {
    const newYork = elsewhere(berlin, 'America/New_York');
    // The clocks change on 14 March there, on 28 March in Berlin.
    expect(from('2027-03-12T23:30:00.000Z', usualQuietHours, newYork)).toBe('2027-03-15T13:00:00.000Z');
    expect(from('2027-03-26T20:00:00.000Z')).toBe('2027-03-29T07:00:00.000Z');
  });

  it('as their own hours have it', () => {
    expect(from('2027-01-04T08:00:00.000Z', '22:00-10:30')).toBe('2027-01-04T09:30:00.000Z');
    expect(from('2027-01-04T19:00:00.000Z', '22:00-10:30')).toBe('2027-01-04T19:00:00.000Z');
    expect(from('2027-01-04T11:30:00.000Z', '12:00-13:00')).toBe('2027-01-04T12:00:00.000Z');
    expect(['18:00-08:00', 'none', '00:00-09:30'].every(isQuietHours)).toBe(true);
    expect(['18-8', '24:00-08:00', '18:00-18:00', 'never', ''].some(isQuietHours)).toBe(false);
  });
});

describe('a message', () => {
  it('that comes of something at night goes out in the morning, all of one reader’s as one letter', () => {
    const stage = begun({}, '2027-01-04T21:00:00.000Z');
    expect(stage.sent).toEqual([]);
    const context = { playbook: stage.playbook, state: stage.engagement.state, now: '2027-01-05T08:00:00.000Z' };
    const [first = []] = bundled(planFor(context).due.filter((duty) => duty.kind === 'message')).filter(
      (duties) => duties.length > 1,
    );
    const letter = letterOfAll(context, first);
    expect(letter?.template).toBe('digest');
    expect(letter?.parts).toHaveLength(first.length);
    if (letter === undefined) throw new Error('Nobody is written to');
    const { subject, text } = render(playbook, letter);
    expect(subject).toBe(`Acme: ${first.length} messages from outside your working hours`);
    expect(text.match(/Hello/g)).toHaveLength(1);
    for (const [index, duty] of first.entries()) {
      const alone = letterOfAll(context, [duty]);
      if (alone === undefined) throw new Error('Nobody is written to');
      expect(alone.key).toBe(duty.key);
      expect(text).toContain(`${index + 1}. ${render(playbook, alone).subject.replace('Acme: ', '')}`);
    }
    stage.until('2027-01-05T12:00:00.000Z');
    expect(new Set(stage.sent.map(({ at }) => at))).toEqual(new Set(['2027-01-05T08:00:00.000Z']));
    // Each by its own key, as if it had gone out by itself.
    const { performed } = stage.engagement.state;
    for (const { key } of first) expect(performed[key]).toBe('2027-01-05T08:00:00.000Z');
  });

  it('says its own words for what was held where the playbook has them, and loses none of it', () => {
    const stage = begun({}, '2027-01-04T21:00:00.000Z');
    const context = { playbook: stage.playbook, state: stage.engagement.state, now: '2027-01-05T08:00:00.000Z' };
    const [held = []] = bundled(planFor(context).due.filter((duty) => duty.kind === 'message')).filter(
      (duties) => duties.length > 1,
    );
    const letter = letterOfAll(context, held);
    if (letter === undefined) throw new Error('Nobody is written to');
    const words = { subject: '{count} for you', body: 'Good morning.' };
    const { subject, text } = render({ ...playbook, messages: { ...playbook.messages, digest: words } }, letter);
    expect(subject).toBe(`${held.length} for you`);
    expect(text).toMatch(/^Good morning\.\n\n1\. /);
  });

  it('waits for the morning of whoever is elsewhere, and for nobody else', () => {
    const stage = begun({ people: elsewhereIs('the-marketing-ops', 'America/New_York') });
    // 10:00 in Berlin, 04:00 in New York.
    expect(sentTo(stage, 'the-marketing-ops')).toEqual([]);
    expect(sentTo(stage, 'the-revops')).not.toEqual([]);
    daysPass(stage, 3);
    const [pack] = sentTo(stage, 'the-marketing-ops');
    expect(pack).toBe('2027-01-04T14:00:00.000Z homework-pack');
    // The reminder of Tuesday, at nine where they are.
    expect(told(stage, 'homework-reminder')[0]?.sentAt).toBe('2027-01-05T14:00:00.000Z');
  });

  it('waits for whoever is elsewhere also in an engagement that knows of no quiet hours', () => {
    const calendar = { timeZone: 'Europe/Berlin', holidays: [] };
    const stage = new Stage(playbook, { calendar, people: elsewhereIs('the-marketing-ops', 'America/New_York') });
    expect(sentTo(stage, 'the-marketing-ops')).toEqual([]);
    expect(new Stage(playbook, { calendar }, '2027-01-03T02:00:00.000Z').sent).not.toEqual([]);
  });

  it('that is urgent goes out at any hour: a red flag, a critical issue', () => {
    const stage = begun();
    stage.now = '2027-01-09T22:00:00.000Z';
    stage.act({ kind: 'reportIssue', summary: 'A button is grey', severity: 'minor' });
    stage.act({ kind: 'reportIssue', summary: 'Nothing works', severity: 'critical' });
    expect(told(stage, 'issue-routed').map(({ values }) => values['summary'])).toEqual(['Nothing works']);
    stage.until('2027-01-11T12:00:00.000Z');
    expect(told(stage, 'issue-routed').at(-1)).toMatchObject({ sentAt: '2027-01-11T08:00:00.000Z' });
  });

  it('of a red flag goes out at any hour', () => {
    const stage = given('3c');
    const { state } = stage.engagement;
    stage.engagement = { ...stage.engagement, state: { ...state, calendar: berlin } };
    stage.now = `${stage.now.slice(0, 10)}T23:00:00.000Z`;
    stage.act({ kind: 'recordReading', metric: 'registration-to-crm-minutes', value: 60 });
    expect(told(stage, 'red-flag').map(({ sentAt }) => sentAt)).toEqual([stage.now, stage.now]);
  });

  it('about what would have begun by their morning goes out at once', () => {
    const stage = begun();
    stage.now = '2027-01-10T20:00:00.000Z';
    stage.act({ kind: 'scheduleMeeting', meeting: 'kickoff', at: '2027-01-11T07:30:00Z' });
    expect(told(stage, 'kickoff-invitation').filter(({ sentAt }) => sentAt === stage.now)).toHaveLength(4);
    stage.act({ kind: 'scheduleMeeting', meeting: 'kickoff', at: '2027-01-11T14:00:00Z' });
    expect(told(stage, 'kickoff-invitation').filter(({ sentAt }) => sentAt === stage.now)).toHaveLength(4);
  });

  it('to somebody new waits for their morning too, whenever it had been due', () => {
    const stage = begun();
    const before = stage.sent.length;
    stage.now = '2027-01-05T21:00:00.000Z';
    const details = { name: 'New Sample', email: 'new@customer.example', roles: ['marketing-ops'] };
    stage.act({ kind: 'assignPerson', person: 'new', ...details, insteadOf: 'the-marketing-ops' });
    expect(stage.sent.slice(before)).toEqual([]);
    expect(planFor({ playbook: stage.playbook, state: stage.engagement.state, now: stage.now }).next).toContainEqual(
      expect.objectContaining({
        to: 'new',
        template: 'homework-pack',
        at: '2027-01-07T08:00:00.000Z',
        heldSince: stage.now,
      }),
    );
  });

  it('is not sent in the morning when it was settled by then', () => {
    const stage = begun();
    stage.now = '2027-01-07T21:00:00.000Z';
    stage.act({ kind: 'reportIssue', summary: 'A button is grey', severity: 'minor' });
    stage.act({ kind: 'resolveIssue', issue: 'issue-1' });
    daysPass(stage, 2);
    expect(told(stage, 'issue-routed')).toEqual([]);
  });

  it('that is under way when the evening begins is not called back, and one that is settled is', () => {
    const stage = begun();
    stage.now = '2027-01-07T16:59:00.000Z';
    const atWork = stage.engagement;
    stage.act({ kind: 'reportIssue', summary: 'A button is grey', severity: 'minor' });
    const [routed] = told(stage, 'issue-routed');
    const { performed: _performed, ...state } = stage.engagement.state;
    const unsent = { ...state, performed: atWork.state.performed };
    const owedAt = (now: string, of = unsent) => stillOwed(planFor({ playbook: stage.playbook, state: of, now }));
    const key = routed?.key ?? '';
    expect(owedAt('2027-01-07T16:59:00.000Z').has(key)).toBe(true);
    expect(owedAt('2027-01-07T17:01:00.000Z').has(key)).toBe(true);
    expect(owedAt('2027-01-07T17:01:00.000Z', { ...unsent, issues: {} }).has(key)).toBe(false);
  });

  it('reaches somebody who is on call at any hour', () => {
    const stage = begun();
    stage.now = '2027-01-09T22:00:00.000Z';
    const details = { name: 'The architect', email: 'architect@team.example', roles: ['architect'] };
    stage.act({ kind: 'assignPerson', person: 'the-architect', ...details, quietHours: 'none' });
    stage.act({ kind: 'reportIssue', summary: 'A button is grey', severity: 'minor' });
    expect(told(stage, 'issue-routed')).toHaveLength(1);
  });
});

describe('where somebody is', () => {
  const details = { name: 'The sme', email: 'sme@team.example', roles: ['sme'] };

  it('is noted with who they are, and kept when nothing is said of it', () => {
    const stage = begun();
    stage.act({
      kind: 'assignPerson',
      person: 'the-sme',
      ...details,
      timeZone: 'Asia/Tokyo',
      quietHours: '17:00-07:00',
    });
    stage.act({ kind: 'assignPerson', person: 'the-sme', ...details, name: 'The new sme' });
    expect(stage.view.people['the-sme']).toMatchObject({ timeZone: 'Asia/Tokyo', quietHours: '17:00-07:00' });
  });

  it('is a time zone that there is, and hours that can be read', () => {
    const stage = begun();
    expect(stage.tryAct({ kind: 'assignPerson', person: 'the-sme', ...details, timeZone: 'Europe/Nowhere' })).toContain(
      'no IANA time zone',
    );
    expect(stage.tryAct({ kind: 'assignPerson', person: 'the-sme', ...details, quietHours: 'at night' })).toContain(
      'no quiet hours',
    );
  });

  it('is said by everybody for themselves, and keeps who they are', () => {
    const stage = begun();
    const before = stage.view.people['the-vp-marketing'];
    const [by, timeZone] = ['the-vp-marketing', 'Asia/Tokyo'];
    expect(events(stage, { kind: 'setHours', timeZone, by })).toContain('hoursSet');
    stage.act({ kind: 'setHours', quietHours: '17:00-07:00', by });
    expect(stage.view.people[by]).toEqual({ ...before, timeZone, quietHours: '17:00-07:00' });
    expect(stage.view.people['the-sme']).not.toHaveProperty('timeZone');
    expect(foldJournal(stage.engagement.outbox)).toEqual(stage.engagement.state);
  });

  it('moves what is to come, and what waits already', () => {
    const stage = begun();
    stage.now = '2027-01-09T22:00:00.000Z';
    stage.act({ kind: 'reportIssue', summary: 'A button is grey', severity: 'minor' });
    expect(told(stage, 'issue-routed')).toEqual([]);
    stage.act({ kind: 'setHours', quietHours: 'none', by: 'the-architect' });
    expect(told(stage, 'issue-routed')).toMatchObject([{ to: 'the-architect', sentAt: stage.now }]);
  });

  it('is nothing that nobody said, and nothing that cannot be read', () => {
    const stage = begun();
    const { people: before } = stage.view;
    expect(stage.tryAct({ kind: 'setHours' })).toContain('Say your "timeZone"');
    expect(stage.tryAct({ kind: 'setHours', timeZone: 'Europe/Nowhere' })).toContain('no IANA time zone');
    expect(stage.tryAct({ kind: 'setHours', quietHours: '08:00-08:00' })).toContain('no quiet hours');
    expect(stage.tryAct({ kind: 'setHours', quietHours: 'none', by: 'somebody' })).toContain('has no role');
    stage.note({ kind: 'hoursSet', person: 'nobody', quietHours: 'none' });
    expect(stage.view.people).toEqual(before);
  });
});
