import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../src/playbook/schema.ts';
import { daysPass, events, given, playbook, told } from '../support/scenes.ts';
import type { Stage } from '../support/play.ts';

const proceed = { kind: 'decideGate', gate: '1d', decision: 'proceed' } as const;
const approve = (by: string) => ({ kind: 'approveGate', gate: '1d', by }) as const;
const items1d = playbook.gates['1d'].items.map(({ id }) => id);

/** 1d with everything true, and nobody's approval. */
const ready = (book?: Playbook): Stage =>
  given('1d', book === undefined ? {} : { book }, (view) => view.waits.some(({ key }) => key.includes('/approval-')));

const waitsFor = (stage: Stage): string[] =>
  stage.view.waits.map(({ answeredBy, who }) => `${answeredBy} ${who.join()}`);

const reminded = (stage: Stage): string | undefined => told(stage, 'approval-reminder')[0]?.sentAt;

describe('1d, strategic sign-off', () => {
  it('passes with all items true, both approvals and a decision, and not before', () => {
    const stage = ready();
    expect(stage.tryAct(proceed)).toContain('Missing: the approval of vp-marketing; the approval of revops');
    stage.act(approve('the-vp-marketing'));
    expect(stage.tryAct(proceed)).toContain('Missing: the approval of revops.');
    stage.act({ ...approve('the-revops'), note: 'Fine' });
    expect(stage.view.step).toBe('1d');
    expect(stage.view.gates['1d']?.standing?.ready).toBe(true);
    expect(waitsFor(stage)).toContain('decideGate architect');
    expect(events(stage, proceed)).toEqual(['gateDecided', 'stepEntered']);
    expect(stage.view.step).toBe('2a');
  });

  it('names every item that is not true yet, and who is to see to it', () => {
    const stage = given('1d');
    expect(waitsFor(stage)).toContain('confirmGateItems architect');
    const refusal = stage.tryAct(proceed);
    for (const item of items1d) expect(refusal).toContain(item);
  });

  it('waits until every term is Yes', () => {
    const stage = given('1d');
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'no', by: 'the-revops' });
    const confirm = { kind: 'confirmGateItems', gate: '1d', items: ['definitions-signed'] } as const;
    expect(stage.tryAct(confirm)).toContain('terms not yet answered with Yes: registration');
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'yes', by: 'the-revops' });
    expect(stage.tryAct(confirm)).toBeUndefined();
  });

  it('closes again when an item is not so any more', () => {
    const stage = ready();
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'no', by: 'the-revops' });
    expect(stage.tryAct(proceed)).toContain('"definitions-signed" is not so any more');
    expect(stage.view.waits.find(({ key }) => key.startsWith('1d'))).toMatchObject({
      answeredBy: 'confirmGateItems',
      items: ['definitions-signed'],
    });
  });

  it('takes documents at vFinal as evidence, and those alone that the engagement has', () => {
    const documents = playbook.documents.map((document) =>
      document.id === 'field-mapping-table' ? { ...document, when: { type: 'single' as const } } : document,
    );
    const confirm = { kind: 'confirmGateItems', gate: '1d', items: ['field-mapping-approved'] } as const;
    expect(given('1d').tryAct(confirm)).toContain('documents not at vFinal: field-mapping-table');
    expect(given('1d', { book: { ...playbook, documents } }).tryAct(confirm)).toBeUndefined();
  });

  it('is approved only once there is something to approve', () => {
    const stage = given('1d');
    expect(stage.tryAct(approve('the-vp-marketing'))).toContain('1d is not ready to be approved: items not confirmed');
    const opened = ready();
    opened.act({ kind: 'answerTerm', term: 'registration', answer: 'no', by: 'the-revops' });
    expect(opened.tryAct(approve('the-vp-marketing'))).toContain('"definitions-signed" is not so any more');
  });

  it('counts a person once, and nobody who is not asked', () => {
    const stage = ready();
    stage.act(approve('the-vp-marketing'));
    expect(stage.tryAct(approve('the-vp-marketing'))).toContain('A person counts once');
    expect(stage.tryAct(approve('the-engineer'))).toContain(
      'the-engineer cannot approve 1d: it takes vp-marketing and revops (the-vp-marketing and the-revops)',
    );
  });

  it('says so when nobody holds the roles that it takes', () => {
    const gates = { ...playbook.gates, '1d': { ...playbook.gates['1d'], approvals: [{ anyOf: ['nobodys-role'] }] } };
    const stage = ready({ ...playbook, gates });
    expect(stage.tryAct(approve('the-revops'))).toContain('it takes nobodys-role, and nobody holds these roles yet');
    // Nobody to ask: the architect is asked to find somebody.
    expect(told(stage, 'approval-request').map(({ to }) => to)).toEqual(['the-architect']);
  });

  it('does not fill two approvals with one person of two roles, and fills both with two, whoever comes first', () => {
    const stage = ready();
    stage.act({
      kind: 'assignPerson',
      person: 'the-vp-marketing',
      name: 'The vp-marketing',
      email: 'vp@customer.example',
      roles: ['vp-marketing', 'revops'],
    });
    stage.act(approve('the-vp-marketing'));
    expect(stage.tryAct(proceed)).toContain('Missing: the approval of');
    stage.act(approve('the-revops'));
    expect(stage.tryAct(proceed)).toBeUndefined();
  });

  it('asks each approver when all is ready, reminds them, and tells the architect of their silence', () => {
    const stage = ready();
    expect(told(stage, 'approval-request').map(({ to }) => to)).toEqual(['the-vp-marketing', 'the-revops']);
    stage.act(approve('the-vp-marketing'));
    daysPass(stage, 10);
    expect(new Set(told(stage, 'approval-reminder').map(({ to }) => to))).toEqual(new Set(['the-revops']));
    expect(told(stage, 'escalation').at(-1)).toMatchObject({
      to: 'the-architect',
      values: { who: 'RevOps (The revops)' },
    });
  });

  it('is confirmed, approved and decided where the engagement stands, by those whose part it is', () => {
    const stage = given('1c');
    const confirm = { kind: 'confirmGateItems', gate: '1d', items: ['no-blockers'] } as const;
    expect(stage.tryAct(confirm)).toContain('1d is not open: the engagement is in 1c');
    expect(stage.tryAct(approve('the-revops'))).toContain('1d is not open');
    expect(stage.tryAct({ kind: 'requestChanges', gate: '1d', reason: 'No', by: 'the-revops' })).toContain('not open');
    expect(stage.tryAct(proceed)).toContain('1d is not open');
    expect(given('2a').tryAct(proceed)).toMatch(/1d was decided on 2027-\d\d-\d\d: proceed, by the-architect/);
    const open = given('1d');
    expect(open.tryAct({ ...confirm, items: ['unheard-of'] })).toContain('There is no item of 1d "unheard-of"');
    expect(open.tryAct({ ...confirm, by: 'the-revops' })).toContain('is for the team');
    expect(open.tryAct({ ...proceed, by: 'the-revops' })).toContain('is for the team');
    expect(open.tryAct({ ...proceed, decision: 'hold-hands' })).toContain(
      'There is no decision of this playbook at 1d "hold-hands" here. There is: proceed and pause-for-procurement',
    );
  });

  it('is not passed while homework is open that Phase 2 cannot start without', () => {
    const [first, ...rest] = playbook.homework.items;
    if (first === undefined) throw new Error('The playbook has no homework');
    const items = [{ ...first, blocks: 'phase-2' as const }, ...rest];
    const stage = ready({ ...playbook, homework: { ...playbook.homework, items } });
    stage.act({ kind: 'reopenTask', task: `1a/${first.id}`, reason: 'It was the wrong video' });
    stage.act(approve('the-vp-marketing'));
    stage.act(approve('the-revops'));
    expect(stage.tryAct(proceed)).toContain(`homework that Phase 2 cannot start without: ${first.id}`);
    stage.act({ kind: 'completeTasks', tasks: [`1a/${first.id}`] });
    expect(stage.tryAct(proceed)).toBeUndefined();
  });
});

describe('pause for procurement', () => {
  const pause = { kind: 'decideGate', gate: '1d', decision: 'pause-for-procurement' } as const;

  it('needs a reason, keeps the gate and its approvals, and is decided again after the resumption', () => {
    const stage = ready();
    stage.act(approve('the-vp-marketing'));
    expect(stage.tryAct(pause)).toContain('"Pause for procurement" needs a reason');
    expect(events(stage, { ...pause, reason: 'No contract yet' })).toEqual(['held']);
    expect(stage.view).toMatchObject({ status: 'held', step: '1d' });
    expect(stage.tryAct(proceed)).toContain('on hold since 2027-01');
    stage.act(approve('the-revops'));
    daysPass(stage, 60);
    stage.act({ kind: 'resume', reason: 'The contract is signed' });
    expect(stage.tryAct(proceed)).toBeUndefined();
  });

  it('stops the clock of the reminders: after it, an approver has the days that were left', () => {
    const [paused, unpaused] = [ready(), ready()];
    daysPass(paused, 1);
    paused.act({ ...pause, reason: 'No contract yet' });
    daysPass(paused, 28);
    paused.act({ kind: 'resume', reason: 'The contract is signed' });
    daysPass(unpaused, 30);
    expect(reminded(paused)).toBeUndefined();
    daysPass(paused, 30);
    const days = (Date.parse(reminded(paused) ?? '') - Date.parse(reminded(unpaused) ?? '')) / 86_400_000;
    expect(Math.round(days)).toBe(28);
    const concerned = ['the-architect', 'the-vp-marketing', 'the-revops', 'the-marketing-ops'];
    expect(told(paused, 'held').map(({ to }) => to)).toEqual(concerned);
    expect(told(paused, 'held')[0]?.values['goesOn']).toContain('It goes on when this is so: The contract');
    expect(told(paused, 'resumed')).toHaveLength(4);
  });
});

describe('changes that are asked for', () => {
  const ask = { kind: 'requestChanges', gate: '1d', reason: 'The status values are wrong', by: 'the-revops' } as const;
  const confirm = { kind: 'confirmGateItems', gate: '1d', items: ['status-values-agreed'] } as const;

  it('take the approval back, go to the architect, and then to whoever asked, who alone can lift them', () => {
    const stage = ready();
    stage.act(approve('the-revops'));
    stage.act(approve('the-vp-marketing'));
    stage.act(ask);
    expect(told(stage, 'changes-requested')).toMatchObject([{ to: 'the-architect', values: { by: 'The revops' } }]);
    expect(stage.tryAct(proceed)).toContain('an answer to the changes that the-revops asked for');
    expect(waitsFor(stage)).toContain('confirmGateItems architect');
    daysPass(stage, 1);
    stage.act(confirm);
    expect(waitsFor(stage)).toContain('approveGate revops');
    // What the other approved is not what is there now: they are asked anew.
    expect(waitsFor(stage)).toContain('approveGate vp-marketing');
    expect(told(stage, 'approval-request').filter(({ to }) => to === 'the-revops')).toHaveLength(2);
    stage.act(approve('the-revops'));
    expect(stage.tryAct(proceed)).toContain('the approval of vp-marketing');
    stage.act(approve('the-vp-marketing'));
    expect(stage.tryAct(proceed)).toBeUndefined();
  });

  it('and approvals of an attempt that is not the open one count for nothing', () => {
    const stage = ready();
    for (const command of [ask, approve('the-revops')])
      expect(stage.tryAct({ ...command, attempt: 2 })).toContain('attempt 1 counts now');
    stage.act({ ...approve('the-revops'), attempt: 1 });
  });

  it('and neither do decisions, nor what is confirmed, of an attempt that is not the open one', () => {
    const stage = ready();
    const confirmed = { kind: 'confirmGateItems', gate: '1d', items: ['definitions-signed'] } as const;
    for (const command of [proceed, confirmed])
      expect(stage.tryAct({ ...command, attempt: 2 })).toContain('attempt 1 counts now');
    stage.act({ ...confirmed, attempt: 1 });
    expect(stage.tryAct({ ...proceed, attempt: 1 })).toContain('Missing: the approval of');
  });

  it('replace those that the same person asked for before, and are no business of others', () => {
    const stage = ready();
    expect(stage.tryAct({ ...ask, by: 'the-engineer' })).toContain('cannot approve 1d');
    stage.act(ask);
    stage.act({ ...ask, reason: 'The status values are still wrong' });
    expect(stage.view.gates['1d']?.changes).toHaveLength(1);
    stage.act({ ...confirm, note: 'Corrected' });
    expect(stage.view.gates['1d']?.changes[0]?.answeredAt).toBe(stage.now);
  });

  it('leave with whoever may not approve any more: the successor is asked instead', () => {
    const stage = ready();
    stage.act(approve('the-vp-marketing'));
    stage.act(ask);
    stage.act({
      kind: 'assignPerson',
      person: 'new-revops',
      name: 'A new RevOps',
      email: 'new@customer.example',
      roles: ['revops'],
      insteadOf: 'the-revops',
    });
    expect(stage.view.gates['1d']?.standing?.changesAskedBy).toEqual([]);
    expect(told(stage, 'approval-request').at(-1)?.to).toBe('new-revops');
    stage.act(approve('new-revops'));
    expect(stage.tryAct(proceed)).toBeUndefined();
  });

  it('are lifted by the person even where another could have approved in their place', () => {
    const either = { ...playbook.gates['1d'], approvals: [{ anyOf: ['vp-marketing', 'revops'] }] };
    const stage = ready({ ...playbook, gates: { ...playbook.gates, '1d': either } });
    stage.act(approve('the-vp-marketing'));
    stage.act(ask);
    stage.act(confirm);
    expect(stage.tryAct(proceed)).toContain('the changes that the-revops asked for');
    expect(waitsFor(stage)).toContain('approveGate revops');
    stage.act(approve('the-revops'));
    expect(stage.tryAct(proceed)).toBeUndefined();
  });
});

describe('the news of a decision', () => {
  it('goes to the architect and the approvers with its reason, but not to whoever decided, and not to somebody who joins a month later', () => {
    const stage = ready();
    stage.act(approve('the-vp-marketing'));
    stage.act(approve('the-revops'));
    stage.act({ ...proceed, by: 'the-sme', reason: 'As agreed' });
    const decided = told(stage, 'gate-decided');
    expect(decided.map(({ to }) => to).toSorted()).toEqual(['the-architect', 'the-revops', 'the-vp-marketing']);
    expect(decided[0]?.values).toEqual({ gate: '1d', decision: 'proceed', by: 'The sme', reason: 'As agreed' });
    expect(told(given('2a'), 'gate-decided').map(({ to }) => to)).not.toContain('the-architect');
    daysPass(stage, 40);
    const before = told(stage, 'gate-decided').length;
    stage.act({
      kind: 'assignPerson',
      person: 'new-vp',
      name: 'A new VP',
      email: 'new@customer.example',
      roles: ['vp-marketing'],
    });
    expect(told(stage, 'gate-decided')).toHaveLength(before);
  });
});
