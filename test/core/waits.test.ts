import { describe, expect, it } from 'vitest';
import type { MessageDuty } from '../../src/method/duty.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import { Stage } from '../support/play.ts';
import { daysPass, given, playbook, told } from '../support/scenes.ts';

const day = ({ sentAt }: { readonly sentAt: string }): string => sentAt.slice(0, 10);
const of = (what: string, stage: Stage, template: MessageDuty['template']) =>
  told(stage, template).filter(({ key }) => key.startsWith(what));

/** A chain that escalates to the engineer, for everything. */
const toEngineer = (book: Playbook): Playbook => ({
  ...book,
  chains: Object.fromEntries(
    Object.entries(book.chains).map(([id, chain]) => [id, { ...chain, escalateTo: 'engineer' }]),
  ),
});

describe('homework', () => {
  it('is chased on the days of its chain, then escalated to the architect, and not for ever', () => {
    const stage = new Stage(playbook);
    daysPass(stage, 120);
    expect(of('homework/', stage, 'homework-reminder').map(day)).toEqual(['2027-01-05', '2027-01-07', '2027-01-11']);
    const escalations = of('homework/', stage, 'escalation');
    expect(escalations.map(day).slice(0, 2)).toEqual(['2027-01-13', '2027-01-20']);
    expect(escalations).toHaveLength(7);
    expect(new Set(escalations.map(({ to }) => to))).toEqual(new Set(['the-architect']));
  });

  it('is chased through the build, for as long as the build may need it, and not in enablement', () => {
    const open = { kind: 'reopenTask', task: '1a/share-brand-assets', reason: 'The fonts are missing' } as const;
    const stage = given('2c');
    stage.act(open);
    expect(stage.view.waits).toContainEqual(
      expect.objectContaining({ what: 'Homework', items: ['share-brand-assets'], since: stage.now }),
    );
    const late = given('3a');
    late.act(open);
    expect(late.view.waits.some(({ key }) => key.startsWith('homework/'))).toBe(false);
  });

  it('counts progress: the clock starts anew with each item that is done', () => {
    const stage = new Stage(playbook);
    daysPass(stage, 4);
    const before = of('homework/', stage, 'homework-reminder').length;
    stage.act({ kind: 'completeTasks', tasks: ['1a/share-brand-assets'], by: 'the-marketing-ops' });
    daysPass(stage, 4);
    const reminders = of('homework/', stage, 'homework-reminder').slice(before);
    expect(reminders.map(day)).toEqual(['2027-01-11']);
    expect(reminders[0]?.items).not.toContain('share-brand-assets');
  });

  it('holds up prep, and never the kickoff, where the playbook says that it blocks Track B', () => {
    const [first, ...rest] = playbook.homework.items;
    if (first === undefined) throw new Error('The playbook has no homework');
    const items = [{ ...first, blocks: 'track-b' as const }, ...rest];
    const stage = new Stage({ ...playbook, homework: { ...playbook.homework, items } });
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['prep/crm-audit'] })).toContain(`comes after 1a/${first.id}`);
    expect(stage.view.waits.some(({ key }) => key.startsWith('prep/'))).toBe(false);
    stage.until('2027-01-11T15:00:00.000Z');
    expect(stage.view.step).toBe('1b');
  });
});

describe('the kickoff', () => {
  it('is announced to those who take part, and anew whenever it is moved, there and back', () => {
    const stage = new Stage(playbook);
    const move = (at: string): void => stage.act({ kind: 'scheduleMeeting', meeting: 'kickoff', at });
    move('2027-01-13T14:00:00Z');
    daysPass(stage, 1);
    move('2027-01-11T14:00:00Z');
    const dates = of('1a/kickoff', stage, 'kickoff-invitation').filter(({ to }) => to === 'the-revops');
    expect(dates.map(({ values }) => values['kickoff']?.slice(0, 10))).toEqual([
      '2027-01-11',
      '2027-01-13',
      '2027-01-11',
    ]);
  });

  it('to which nobody came is planned anew, everybody is invited anew, and it is not chased before its day', () => {
    const stage = new Stage(playbook);
    stage.until('2027-01-12T12:00:00.000Z');
    expect(stage.view.step).toBe('1b');
    const before = told(stage, 'kickoff-invitation').length;
    stage.act({ kind: 'scheduleMeeting', meeting: 'kickoff', at: '2027-01-28T14:00:00Z' });
    expect(told(stage, 'kickoff-invitation')).toHaveLength(before + 4);
    daysPass(stage, 16);
    expect(of('1b/', stage, 'reminder')).toEqual([]);
    daysPass(stage, 10);
    expect(of('1b/', stage, 'reminder').map(({ to }) => to)).toContain('the-architect');
    expect(of('1b/', stage, 'escalation')[0]?.to).toBe('the-sme');
  });
});

describe('silence', () => {
  it('is never escalated to the one who is silent, but past them', () => {
    const stage = given('2d', { book: toEngineer(playbook) });
    daysPass(stage, 12);
    expect(of('2d.1/team', stage, 'reminder').map(({ to }) => to)).toContain('the-engineer');
    expect(new Set(of('2d.1/team', stage, 'escalation').map(({ to }) => to))).toEqual(new Set(['the-architect']));
  });

  it('of everybody there is comes back to them: there is nobody else', () => {
    const everything = playbook.roles.map(({ id }) => id);
    const people = { solo: { name: 'Solo Sample', email: 'solo@team.example', roles: everything } };
    const stage = new Stage(playbook, { people });
    stage.until('2027-01-20T12:00:00.000Z');
    expect(told(stage, 'escalation').map(({ to }) => to)).toContain('solo');
  });

  it('after days without the worker is answered with the last reminder alone', () => {
    const stage = new Stage(playbook);
    stage.now = '2027-01-15T12:00:00.000Z';
    stage.until(stage.now);
    expect(of('homework/', stage, 'homework-reminder')).toEqual([]);
    expect(of('homework/', stage, 'escalation').map(day)).toEqual(['2027-01-15']);
    daysPass(stage, 6);
    expect(of('homework/', stage, 'homework-reminder')).toEqual([]);
  });
});

describe('facts', () => {
  const book = { ...playbook, alignment: { ...playbook.alignment, allConfirmed: true } };

  it('hold up 1c where the playbook asks that all are CONFIRMED, and the architect is reminded', () => {
    const stage = given('1c', { book });
    const meetings = ['platform-demos', 'architecture-review', 'field-mapping-review', 'final-review'];
    for (const meeting of meetings) stage.act({ kind: 'recordMeeting', meeting });
    expect(stage.view.step).toBe('1c');
    const facts = playbook.prep.facts.map(({ id }) => id);
    expect(stage.view.waits).toContainEqual(
      expect.objectContaining({ answeredBy: 'judgeFact', who: ['architect'], items: facts }),
    );
    for (const fact of facts) stage.act({ kind: 'judgeFact', fact, standing: 'CONFIRMED', by: 'the-revops' });
    expect(stage.view.step).toBe('1d');
  });
});

describe('what opens', () => {
  it('is told to those who take part in its meetings, with those that are theirs', () => {
    const stage = given('1c', { flags: { gdprApplies: true } });
    const opened = told(stage, 'step-opened');
    expect(opened.find(({ to }) => to === 'the-legal')?.items).toEqual([
      'field-mapping-review',
      'compliance-review',
      'final-review',
    ]);
    expect(opened.find(({ to }) => to === 'the-sales-ops')?.items).toEqual(['field-mapping-review', 'final-review']);
    expect(told(given('1c'), 'step-opened').some(({ to }) => to === 'the-legal')).toBe(false);
  });

  it('is told to the architect when it is a gate, with its items', () => {
    const opened = told(given('1d'), 'gate-opened').at(-1);
    expect(opened).toMatchObject({ to: 'the-architect', items: playbook.gates['1d'].items.map(({ id }) => id) });
  });
});
