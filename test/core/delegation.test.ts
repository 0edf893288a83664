import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Act } from '../../rehearsal/scene.ts';
import { carried } from '../../src/engagement/engagement.ts';
import { foldJournal } from '../../src/engagement/evolve.ts';
import type { GateCode } from '../../src/playbook/codes.ts';
import { render } from '../../src/messages/render.ts';
import { heardInWords } from '../../src/method/heard.ts';
import { letterOf } from '../../src/method/letter-of.ts';
import { principalsOf, standInFor } from '../../src/method/delegation.ts';
import { planFor } from '../../src/method/plan.ts';
import { prompt, Stage } from '../support/play.ts';
import { daysPass, events, given, playbook, told } from '../support/scenes.ts';

const [vp, ops, sales] = ['the-vp-marketing', 'the-marketing-ops', 'the-sales-ops'];
const isAsked = ({ waits }: Stage['view']): boolean => waits.some(({ answeredBy }) => answeredBy === 'approveGate');
/** Given a gate whose approvers are asked. */
const asked = (gate: GateCode): Stage => given(gate, {}, (view) => view.step === gate && isAsked(view));
const inDays = (stage: Stage, days: number): string =>
  new Date(Date.parse(stage.now) + days * 86_400_000).toISOString().slice(0, 10);
const handsOver = (stage: Stage, person: string, to: string, days = 7): void =>
  stage.act({ kind: 'delegate', to, until: inDays(stage, days), note: 'On leave', by: person });
const requests = (
  stage: Stage,
  template: 'approval-request' | 'approval-reminder' | 'escalation' = 'approval-request',
) => told(stage, template).filter(({ key }) => key.startsWith('1d.1/approval-vp-marketing'));

const yes = (id: string, value?: string) =>
  ({ kind: 'answerTerm', term: id, answer: 'yes', ...(value !== undefined && { value }) }) as const;

describe('whoever answers for somebody', () => {
  it('is asked, reminded in their place, and may approve; both names stay', () => {
    const stage = asked('1d');
    const before = requests(stage).length;
    handsOver(stage, vp, ops, 14);
    expect(requests(stage).slice(before)).toMatchObject([{ to: ops, onBehalfOf: vp }]);
    daysPass(stage, 7);
    expect(requests(stage, 'approval-reminder').map(({ to }) => to)).toEqual([ops, ops]);
    const kinds = events(stage, { kind: 'approveGate', gate: '1d', by: ops });
    expect(kinds).toContain('gateApproved');
    const journal = stage.engagement.outbox.find(({ kind }) => kind === 'gateApproved');
    expect(journal).toMatchObject({ by: ops, onBehalfOf: vp, roles: ['vp-marketing'] });
    expect(stage.view.gates['1d']?.standing?.missingApprovals).toEqual([['revops']]);
    expect(foldJournal(stage.engagement.outbox)).toEqual(stage.engagement.state);
  });

  it('is told for whom, and until when', () => {
    const stage = asked('1d');
    handsOver(stage, vp, ops);
    const [duty] = requests(stage).slice(-1);
    if (duty === undefined) throw new Error('Nobody was asked');
    const letter = letterOf({ playbook: stage.playbook, state: stage.engagement.state, now: stage.now }, duty);
    if (letter === undefined) throw new Error('Nobody is written to');
    expect(render(playbook, letter).text).toMatch(/because you answer for The vp-marketing until \w+ \d+ \w+ 2027\.$/);
  });

  it('is shown with the wait, and who is silent is named with them', () => {
    const stage = asked('1d');
    handsOver(stage, vp, ops, 60);
    const [said] = stage.view.waits.flatMap(({ heard = [] }) => heard);
    if (said === undefined) throw new Error('Nothing was heard');
    expect(heardInWords(stage.view, said)).toMatch(/^The marketing-ops answers for The vp-marketing until /);
    expect(stage.view.delegations).toMatchObject({ [vp]: { to: ops } });
    const { next } = planFor({ playbook: stage.playbook, state: stage.engagement.state, now: stage.now });
    expect(next.filter(({ kind }) => kind === 'moment').map(({ why }) => why)).toEqual([
      'The vp-marketing answers in person again',
    ]);
    daysPass(stage, 12);
    expect(requests(stage, 'escalation')[0]).toMatchObject({
      to: 'the-architect',
      values: { who: 'VP Marketing (The vp-marketing, for whom The marketing-ops answers)' },
    });
  });

  it('may do all else that is asked of them, and not after it has ended', () => {
    const stage = new Stage(playbook);
    handsOver(stage, ops, sales, 2);
    stage.act({ kind: 'completeTasks', tasks: ['1a/share-brand-assets'], by: sales });
    expect(told(stage, 'homework-pack').at(-1)).toMatchObject({ to: sales, onBehalfOf: ops });
    daysPass(stage, 3);
    const [open] = stage.view.openTasks.filter(({ owner }) => owner === 'marketing-ops');
    expect(stage.tryAct({ kind: 'completeTasks', tasks: [open?.key ?? ''], by: sales })).toContain(
      'is for marketing-ops',
    );
  });

  it('may hand on what was handed to them', () => {
    const stage = asked('1d');
    handsOver(stage, vp, ops);
    handsOver(stage, ops, sales);
    expect(requests(stage).at(-1)).toMatchObject({ to: sales, onBehalfOf: vp });
    stage.act({ kind: 'approveGate', gate: '1d', by: sales });
    expect(stage.view.gates['1d']?.approvals).toMatchObject([{ by: sales, onBehalfOf: vp }]);
  });

  it('and that one are one voice: neither approves after the other, and an objection of one is lifted by the other', () => {
    const stage = asked('1d');
    handsOver(stage, vp, ops);
    const approve = { kind: 'approveGate', gate: '1d' } as const;
    stage.act({ kind: 'requestChanges', gate: '1d', reason: 'Not yet', by: ops });
    expect(stage.view.gates['1d']?.standing?.changesAskedBy).toEqual([ops]);
    stage.act({ ...approve, by: vp });
    expect(stage.view.gates['1d']?.changes).toEqual([]);
    expect(stage.tryAct({ ...approve, by: ops })).toContain('the-vp-marketing has approved 1d already');
    stage.act({ kind: 'requestChanges', gate: '1d', reason: 'After all', by: ops });
    expect(stage.view.gates['1d']?.approvals).toEqual([]);
    stage.act({ ...approve, by: ops });
    expect(stage.tryAct({ ...approve, by: vp })).toContain(
      'the-marketing-ops, in the place of the-vp-marketing, has approved',
    );
  });

  it('signs in their place, and says No in their place', () => {
    const book = { ...playbook, definitions: { ...playbook.definitions, signatures: [{ anyOf: ['vp-marketing'] }] } };
    const stage = given('1c', { book });
    handsOver(stage, vp, ops);
    const [term, ...terms] = playbook.definitions.terms;
    const no = { kind: 'answerTerm', term: term?.id ?? '', answer: 'no' } as const;
    stage.act({ ...no, by: ops });
    expect(stage.view.terms[term?.id ?? '']).toMatchObject({ by: ops, onBehalfOf: vp });
    daysPass(stage, 10);
    // Also once the delegation is over, the team does not take it back.
    expect(stage.tryAct(yes(term?.id ?? '', term?.value?.options[0] ?? 'so'))).toContain('only those who sign');
    for (const { id, value } of [term, ...terms].flatMap((one) => one ?? []))
      stage.act({ ...yes(id, value === undefined ? undefined : (value.options[0] ?? 'so')), by: vp });
    handsOver(stage, vp, ops);
    stage.act({ kind: 'signDefinitions', by: ops });
    expect(stage.engagement.state.signatures).toMatchObject([{ by: ops, onBehalfOf: vp, roles: ['vp-marketing'] }]);
    expect(stage.tryAct({ kind: 'signDefinitions', by: vp })).toContain('A person counts once');
  });
});

describe('the end of a delegation', () => {
  it('comes by itself on its morning: whoever handed over is asked anew, and their time begins', () => {
    const stage = asked('1d');
    const before = requests(stage).map(({ to }) => to);
    handsOver(stage, vp, ops, 9);
    const end = `${inDays(stage, 9)}T08:00:00.000Z`;
    const next = carried(stage.playbook, stage.engagement, stage.now);
    stage.engagement = { ...JSON.parse(JSON.stringify(next)), outbox: stage.engagement.outbox };
    stage.until(end);
    expect(stage.view.delegations).toEqual({});
    expect(stage.tryAct({ kind: 'approveGate', gate: '1d', by: ops })).toContain('cannot approve 1d');
    // They had been asked before they went.
    expect(requests(stage).map(({ to }) => to)).toEqual([...before, ops]);
    const since = requests(stage, 'approval-reminder').length;
    daysPass(stage, 7);
    expect(
      requests(stage, 'approval-reminder')
        .slice(since)
        .map(({ to }) => to),
    ).toContain(vp);
  });

  it('brings what was asked of nobody but the one who stood in', () => {
    const stage = given('1d', {}, (view) => view.step === '1d');
    handsOver(stage, vp, ops, 7);
    stage.play(prompt, '2027-12-01T12:00:00.000Z', isAsked);
    expect(requests(stage).map(({ to }) => to)).toEqual([ops]);
    daysPass(stage, 8);
    expect(requests(stage).map(({ to }) => to)).toEqual([ops, vp]);
  });

  it('comes by a second word: of nobody any more, or of somebody else', () => {
    const stage = asked('1d');
    handsOver(stage, vp, ops);
    handsOver(stage, vp, sales);
    expect(stage.view.delegations[vp]).toMatchObject({ to: sales });
    expect(events(stage, { kind: 'delegate', by: vp })).toEqual(['delegationEnded']);
    expect(stage.view.delegations).toEqual({});
    expect(stage.tryAct({ kind: 'approveGate', gate: '1d', by: sales })).toContain('cannot approve 1d');
    expect(stage.tryAct({ kind: 'delegate', by: vp })).toContain('Nobody answers in the place of');
    expect(foldJournal(stage.engagement.outbox)).toEqual(stage.engagement.state);
  });

  it('comes when whoever stands in is there no more', () => {
    const stage = asked('1d');
    handsOver(stage, vp, ops);
    const details = { name: 'New Sample', email: 'new@customer.example', roles: ['marketing-ops'] };
    stage.act({ kind: 'assignPerson', person: 'new', ...details, insteadOf: ops });
    expect(stage.view.delegations).toEqual({});
  });
});

describe('nobody hands over', () => {
  const stage = asked('1d');
  const refusal = (over: { readonly to: string; readonly until?: string; readonly by?: string }): string | undefined =>
    stage.copy().tryAct({ kind: 'delegate', until: inDays(stage, 7), by: vp, ...over });

  it('to themselves, to nobody, or to the other side', () => {
    expect(refusal({ to: vp })).toContain('Nobody can hand over to themselves');
    expect(refusal({ to: 'somebody' })).toContain('There is no person with a role "somebody" here');
    expect(refusal({ to: 'the-architect' })).toContain('other side');
    expect(refusal({ to: vp, by: 'the-architect' })).toContain('other side');
  });

  it('without a date, or until one that is past', () => {
    expect(stage.copy().tryAct({ kind: 'delegate', to: ops, by: vp })).toContain('Say until which date');
    expect(refusal({ to: ops, until: '2026-12-01' })).toContain('is past');
  });

  it('to somebody who is away', () => {
    const away = stage.copy();
    handsOver(away, ops, sales);
    expect(away.tryAct({ kind: 'delegate', to: ops, until: inDays(away, 7), by: vp })).toContain(
      'The sales-ops answers for the-marketing-ops at present',
    );
  });

  it('to whoever approves beside them, as long as a gate is to come that needs both', () => {
    expect(refusal({ to: 'the-revops' })).toMatch(/^Gate 1d needs an approval by .* Hand over to somebody else\.$/);
    const after = given('aftercare');
    expect(after.tryAct({ kind: 'delegate', to: 'the-revops', until: inDays(after, 7), by: vp })).toBeUndefined();
  });

  it('so that somebody who comes to approve by own right would count twice', () => {
    const later = stage.copy();
    handsOver(later, vp, ops);
    const both = { name: 'Both', email: 'both@customer.example', roles: ['marketing-ops', 'revops'] };
    expect(later.tryAct({ kind: 'assignPerson', person: ops, ...both, insteadOf: 'the-revops' })).toContain(
      'Gate 1d needs',
    );
  });
});

const placed = (stage: Stage, to: string): void => {
  const duty = requests(stage).find((one) => one.to === to);
  if (duty === undefined) throw new Error(`Nobody asked ${to}`);
  const surface = { ref: `D/${to}`, to, gate: '1d', attempt: 1 } as const;
  stage.note({ kind: 'dutyPerformed', duty: duty.key, what: duty.template, to, via: 'slack', placed: surface });
};
const given1d = (stage: Stage) => told(stage, 'approval-given').map(({ to, values }) => `${to}: ${values['by']}`);

describe('a message that offers a decision', () => {
  it.each([vp, ops])('shows to both that %s has approved', (who) => {
    const stage = asked('1d');
    handsOver(stage, vp, ops);
    placed(stage, vp);
    placed(stage, ops);
    stage.act({ kind: 'approveGate', gate: '1d', by: who });
    const name = stage.view.people[who]?.name;
    expect(given1d(stage)).toEqual([`${vp}: ${name}`, `${ops}: ${name}`]);
  });
});

it('whoever decided is not told so in the place of another', () => {
  const stage = asked('2b');
  const details = { name: 'Deputy Sample', email: 'deputy@team.example', roles: ['sme'] };
  stage.act({ kind: 'assignPerson', person: 'deputy', ...details });
  handsOver(stage, 'the-architect', 'deputy');
  stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
  stage.act({ kind: 'decideGate', gate: '2b', decision: 'approve', by: 'deputy' });
  expect(
    told(stage, 'gate-decided')
      .filter(({ key }) => key.startsWith('2b'))
      .map(({ to }) => to),
  ).toEqual(['the-engineer']);
});

it('a silence is not told to whoever stands in for the silent', () => {
  const stage = given('2a');
  handsOver(stage, 'the-architect', 'the-sme', 60);
  daysPass(stage, 20);
  const escalations = told(stage, 'escalation').filter(({ key }) => key.startsWith('2a.1/'));
  expect(new Set(escalations.map(({ to }) => to))).toEqual(new Set(['the-engineer']));
});

it('a circle of delegations, were there one, would not be followed for ever', () => {
  const at = { at: '2027-01-01T00:00:00.000Z', until: '2027-02-01T00:00:00.000Z' };
  const circle = { a: { to: 'b', ...at }, b: { to: 'a', ...at } };
  expect(['a', 'b']).toContain(standInFor(circle, 'a'));
  expect(new Set(principalsOf(circle, 'a'))).toEqual(new Set(['a', 'b']));
});

it('counts nobody twice at a gate, by themselves and by whoever stands in for them, whatever they do', () => {
  const customers = [vp, ops, sales, 'the-revops'];
  const who = fc.constantFrom(...customers);
  const approves = { kind: fc.constant('approveGate' as const), gate: fc.constant('1d' as const), by: who };
  const acts: fc.Arbitrary<Act> = fc.oneof(
    fc.record(approves),
    fc.record({ ...approves, kind: fc.constant('requestChanges' as const), reason: fc.constant('Not yet') }),
    fc.record({ kind: fc.constant('delegate' as const), to: who, until: fc.constant('2027-12-01'), by: who }),
    fc.record({ kind: fc.constant('delegate' as const), by: who }),
  );
  const start = asked('1d');
  fc.assert(
    fc.property(fc.array(acts, { minLength: 3, maxLength: 15 }), (played) => {
      const stage = start.copy();
      for (const act of played) stage.tryAct(act);
      const { approvals = [], standing } = stage.view.gates['1d'] ?? {};
      const voices = approvals.flatMap(({ by, onBehalfOf }) => [by, ...(onBehalfOf === undefined ? [] : [onBehalfOf])]);
      expect(voices).toHaveLength(new Set(voices).size);
      const isPassable = standing?.missingApprovals.length === 0;
      expect(isPassable && approvals.length < 2).toBe(false);
    }),
    { numRuns: 300 },
  );
});
