import { describe, expect, it } from 'vitest';
import { addDays, dateOf } from '../../src/calendar/calendar.ts';
import type { View } from '../../src/engagement/view.ts';
import { judgeReading } from '../../src/health/judge-reading.ts';
import { prompt, shelved, Stage } from '../support/play.ts';

const playbook = shelved('event-operations-platform');
const late = '2027-12-01T12:00:00.000Z';

/** An engagement that has just come so far. */
function stageWhen(enough: (view: View) => boolean): Stage {
  const stage = new Stage(playbook);
  stage.play(prompt, late, enough);
  return stage;
}
const at = (step: View['step']): Stage => stageWhen((view) => view.step === step);
const templates = (stage: Stage): string[] =>
  stage.sent.flatMap(({ duty }) => (duty.kind === 'message' ? [duty.template] : []));

describe('the rules of the SOP', () => {
  it('holds the kickoff although the homework is not done, and chases it before and after', () => {
    const stage = new Stage(playbook);
    stage.until('2027-01-11T14:30:00.000Z');
    const before = stage.sent.filter(({ duty }) => duty.key.startsWith('homework/')).length;
    expect(before).toBeGreaterThan(0);
    stage.act({ kind: 'recordMeeting', meeting: 'kickoff', recorded: true });
    expect(stage.view.step).not.toBe('1a');
    expect(stage.view.waits.some(({ key }) => key.startsWith('homework/'))).toBe(true);
  });

  it('takes a fact as ASSUMED until somebody confirms it', () => {
    const stage = new Stage(playbook);
    stage.act({ kind: 'noteFact', fact: 'crm', text: 'They use one CRM' });
    expect(stage.view.facts['crm']?.standing).toBe('ASSUMED');
    stage.act({ kind: 'judgeFact', fact: 'crm', standing: 'CONFIRMED', by: 'the-revops' });
    expect(stage.view.facts['crm']?.standing).toBe('CONFIRMED');
  });

  it('does not open 1d while a term is not Yes', () => {
    const stage = at('1d');
    const [term] = playbook.definitions.terms;
    stage.act({ kind: 'answerTerm', term: term?.id ?? '', answer: 'no', by: 'the-vp-marketing' });
    expect(stage.view.gates['1d']?.checklist.some(({ lack }) => lack !== undefined)).toBe(true);
    expect(stage.tryAct({ kind: 'decideGate', gate: '1d', decision: 'proceed' })).toBeDefined();
    expect(stage.view.step).toBe('1d');
  });

  it('refuses a decision that this playbook does not offer, by name', () => {
    const refusal = at('1d').tryAct({ kind: 'decideGate', gate: '1d', decision: 'cancel-everything' });
    expect(refusal).toContain('cancel-everything');
    expect(refusal).toContain(playbook.gates['1d'].decisions[0]?.id);
  });

  it('does not count an approval by the wrong role', () => {
    expect(at('1d').tryAct({ kind: 'approveGate', gate: '1d', by: 'the-engineer' })).toBeDefined();
  });

  it('never approves by itself, however long nobody answers', () => {
    const stage = at('1d');
    stage.until('2028-06-01T12:00:00.000Z');
    expect(stage.view.step).toBe('1d');
    expect(stage.view.gates['1d']?.approvals).toEqual([]);
    expect(templates(stage)).toContain('escalation');
  });

  it('reminds nobody while it is on hold, keeps what was approved, and records how long', () => {
    const stage = stageWhen((view) => (view.gates['1d']?.approvals.length ?? 0) === 1);
    const { approvals } = stage.view.gates['1d'] ?? {};
    stage.act({ kind: 'hold', reason: 'Procurement' });
    const sent = stage.sent.length;
    stage.until(`${addDays(stage.now.slice(0, 10), 40)}T12:00:00.000Z`);
    // A hold itself is not forgotten: the architect hears of it every month.
    expect(stage.sent.slice(sent).map(({ duty }) => duty.key)).toEqual(['hold-1/month-1/the-architect']);
    expect(stage.view.status).toBe('held');
    stage.act({ kind: 'resume', reason: 'The contract is signed' });
    const resumed = stage.engagement.outbox.find(({ kind }) => kind === 'resumed');
    expect(resumed?.kind === 'resumed' && resumed.heldMs).toBeGreaterThan(39 * 86_400_000);
    expect(approvals).toHaveLength(1);
    expect(stage.view.gates['1d']?.approvals).toEqual(approvals);
  });

  it('does not end hypercare before its 14 days, nor without a live event', () => {
    const stage = at('3c');
    stage.act({ kind: 'setGoLive', on: dateOf(stage.now, stage.view.calendar) });
    const tasks = stage.view.openTasks.map(({ key }) => key).filter((key) => key.startsWith('3c'));
    stage.act({ kind: 'completeTasks', tasks });
    const started = stage.view.hypercare?.startedAt ?? '';
    stage.until(`${addDays(started.slice(0, 10), 10)}T12:00:00.000Z`);
    expect(stage.view.step).toBe('3c');
    stage.until(`${addDays(started.slice(0, 10), 40)}T12:00:00.000Z`);
    expect(stage.view.step).toBe('3c');
    const on = dateOf(stage.now, stage.view.calendar);
    stage.act({ kind: 'recordCycle', name: 'The pilot', on, outcome: 'succeeded', pilot: true });
    expect(stage.view.step).toBe('3c');
    stage.act({ kind: 'recordCycle', name: 'The first live event', on, outcome: 'succeeded' });
    expect(stage.view.step).toBe('3d');
  });

  it('holds office hours every week of hypercare', () => {
    expect(playbook.hypercare.officeHours).toMatchObject({ everyDays: 7, minutes: 30 });
    const stage = at('3d');
    expect(templates(stage).filter((template) => template === 'office-hours').length).toBeGreaterThanOrEqual(2);
  });

  it('moves the ping with the check-in', () => {
    const stage = at('aftercare');
    const on = stage.view.checkIn.on ?? '';
    stage.act({ kind: 'moveCheckIn', on: addDays(on, 14) });
    stage.until(`${on}T20:00:00.000Z`);
    const [ping] = stage.sent.filter(({ duty }) => duty.kind === 'message' && duty.template === 'check-in-prep');
    expect(ping?.at.slice(0, 10)).toBe(on);
  });

  it('replaces a person at any time, who is then the one who is waited for', () => {
    const stage = at('1d');
    stage.act({
      kind: 'assignPerson',
      person: 'new-architect',
      name: 'A new architect',
      email: 'new@team.example',
      roles: ['architect'],
      insteadOf: 'the-architect',
    });
    expect(stage.view.people['the-architect']?.roles).toEqual([]);
    expect(stage.tryAct({ kind: 'noteFact', fact: 'x', text: 'y', by: 'new-architect' })).toBeUndefined();
    expect(stage.tryAct({ kind: 'noteFact', fact: 'z', text: 'y', by: 'the-architect' })).toContain('has no role');
  });

  it('fires no red flag at the very threshold of ">5%", and one above it', () => {
    const stage = at('3c');
    const line = playbook.metrics.flatMap(({ id, redFlags }) =>
      redFlags.flatMap(({ rule, stages }) =>
        stages.includes('hypercare') && rule.op === '>' ? [[id, rule.value] as const] : [],
      ),
    )[0];
    const raised = (value: number): number =>
      judgeReading(
        { playbook: stage.playbook, state: stage.engagement.state, now: stage.now },
        { metric: line?.[0] ?? '', value, takenAt: stage.now, source: 'a test' },
      ).filter(({ kind }) => kind === 'redFlagRaised').length;
    expect(line).toBeDefined();
    expect(raised(line?.[1] ?? 0)).toBe(0);
    expect(raised((line?.[1] ?? 0) + 0.01)).toBe(1);
  });

  it('changes nothing once it has ended', () => {
    const stage = at('1b');
    stage.act({ kind: 'endEngagement', reason: 'The customer withdrew' });
    expect(stage.tryAct({ kind: 'noteFact', fact: 'x', text: 'y' })).toContain('The customer withdrew');
    expect(stage.view.status).toBe('ended');
  });
});
