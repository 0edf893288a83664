import { describe, expect, it } from 'vitest';
import type { Playbook } from '../../src/playbook/schema.ts';
import { daysPass, events, given, playbook, told } from '../support/scenes.ts';
import type { Stage } from '../support/play.ts';

/** The playbook with a document that VP Marketing, and somebody of RevOps or Sales Ops, sign as a whole. */
const signed: Playbook = {
  ...playbook,
  definitions: {
    ...playbook.definitions,
    signatures: [{ anyOf: ['vp-marketing'] }, { anyOf: ['revops', 'sales-ops'] }],
  },
  gates: withEvidence('definitions-signed', { definitions: 'signed' }),
};

function withEvidence(item: string, evidence: NonNullable<Playbook['gates']['1d']['items'][number]['evidence']>) {
  const gate = playbook.gates['1d'];
  const items = gate.items.map((other) => (other.id === item ? { ...other, evidence } : other));
  return { ...playbook.gates, '1d': { ...gate, items } };
}

const confirm = (item: string) => ({ kind: 'confirmGateItems', gate: '1d', items: [item] }) as const;
const sign = (by: string) => ({ kind: 'signDefinitions', by }) as const;
const waits = (stage: Stage): string[] =>
  stage.view.waits.map(({ answeredBy, who }) => `${answeredBy} ${who.join(' or ')}`);
const answerAll = (stage: Stage): void => {
  for (const { id, value } of playbook.definitions.terms)
    stage.act({
      kind: 'answerTerm',
      term: id,
      answer: 'yes',
      by: 'the-revops',
      ...(value !== undefined && { value: value.options[0] ?? '' }),
    });
};
/** In 1c, when the kickoff has been held and nobody has answered a term. */
const inLoop = (book: Playbook): Stage => given('1c', { book });

describe('the definition document', () => {
  it('is signed as a whole by each of those who sign it, once every term has its Yes', () => {
    const stage = inLoop(signed);
    expect(stage.tryAct(sign('the-vp-marketing'))).toContain('once every term has its Yes. Still open: registration');
    answerAll(stage);
    expect(waits(stage)).toEqual(
      expect.arrayContaining(['signDefinitions vp-marketing', 'signDefinitions revops or sales-ops']),
    );
    expect(told(stage, 'signature-request').map(({ to }) => to)).toEqual([
      'the-vp-marketing',
      'the-revops',
      'the-sales-ops',
    ]);
    expect(events(stage, sign('the-vp-marketing'))).toEqual(['definitionsSigned']);
    expect(stage.tryAct(sign('the-vp-marketing'))).toContain('A person counts once');
    expect(waits(stage)).not.toContain('signDefinitions vp-marketing');
    stage.act({ ...sign('the-sales-ops'), note: 'For RevOps as well' });
    expect(waits(stage).filter((wait) => wait.startsWith('signDefinitions'))).toEqual([]);
  });

  it('is not signed by whoever does not sign it, nor where the playbook asks for no signature', () => {
    const stage = inLoop(signed);
    answerAll(stage);
    expect(stage.tryAct(sign('the-architect'))).toContain('vp-marketing, revops and sales-ops do');
    expect(given('1c').tryAct(sign('the-vp-marketing'))).toContain('Nobody signs the definitions');
  });

  it('is signed anew when a term has changed, and holds up 1d until then', () => {
    const stage = given('1d', { book: signed });
    answerAll(stage);
    expect(stage.tryAct(confirm('definitions-signed'))).toContain(
      'signatures missing: vp-marketing, revops or sales-ops',
    );
    stage.act(sign('the-vp-marketing'));
    stage.act(sign('the-revops'));
    expect(stage.tryAct(confirm('definitions-signed'))).toBeUndefined();
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'no', by: 'the-revops' });
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'yes', by: 'the-revops' });
    expect(waits(stage)).toContain('signDefinitions vp-marketing');
    expect(stage.tryAct({ kind: 'decideGate', gate: '1d', decision: 'proceed' })).toContain('signatures missing');
  });

  it('reminds whoever has not signed', () => {
    const stage = inLoop(signed);
    answerAll(stage);
    stage.act(sign('the-revops'));
    daysPass(stage, 10);
    const reminded = told(stage, 'reminder').filter(({ key }) => key.includes('/signature-'));
    expect([...new Set(reminded.map(({ to }) => to))]).toEqual(['the-vp-marketing']);
  });
});

describe('the methodology', () => {
  it('is chosen on the way when it was not at the start, and is waited for', () => {
    const stage = given('1c');
    expect(waits(stage)).toContain('chooseMethodology architect');
    expect(stage.tryAct({ kind: 'chooseMethodology', methodology: 'magic' })).toContain(
      'There is: native, api and ipaas',
    );
    expect(stage.tryAct({ kind: 'chooseMethodology', methodology: 'api', by: 'the-revops' })).toContain('for the team');
    stage.act({ kind: 'chooseMethodology', methodology: 'api', note: 'No connector' });
    expect(stage.view.methodology).toBe('api');
    expect(waits(stage)).not.toContain('chooseMethodology architect');
    expect(stage.tryAct({ kind: 'chooseMethodology', methodology: 'api' })).toContain('is api already');
    stage.act({ kind: 'chooseMethodology', methodology: 'native' });
    expect(stage.view.methodology).toBe('native');
  });

  it('stays once 1d is passed', () => {
    expect(given('2a').tryAct({ kind: 'chooseMethodology', methodology: 'ipaas' })).toContain(
      'chosen before 1d is passed; the engagement is in 2a',
    );
  });

  it('is what a gate item may rest on', () => {
    const book = { ...playbook, gates: withEvidence('platform-selected', { methodology: 'chosen' }) };
    const stage = given('1d', { book });
    const { methodology: _chosen, ...state } = stage.engagement.state;
    stage.engagement = { ...stage.engagement, state };
    expect(stage.tryAct(confirm('platform-selected'))).toContain('no methodology has been chosen');
    stage.act({ kind: 'chooseMethodology', methodology: 'native' });
    expect(stage.tryAct(confirm('platform-selected'))).toBeUndefined();
  });
});

describe('success criteria', () => {
  const metrics = playbook.metrics.map(({ id }) => id).slice(0, 3);
  const [first = '', second = '', third = ''] = metrics;
  const criteria = { minimum: 1, maximum: 2, text: 'What success is', metrics };
  const book: Playbook = {
    ...playbook,
    successCriteria: criteria,
    gates: withEvidence('customer-understands', { targets: 'agreed' }),
  };

  it('are agreed as targets beside what is so today, at least and at most so many', () => {
    const stage = inLoop(book);
    expect(waits(stage)).toContain('agreeTarget architect');
    stage.act({ kind: 'agreeTarget', metric: first, baseline: 65, target: 85, note: 'Within two quarters' });
    expect(stage.view.targets[first]).toMatchObject({ baseline: 65, target: 85, by: 'the-architect' });
    expect(waits(stage)).not.toContain('agreeTarget architect');
    stage.act({ kind: 'agreeTarget', metric: second, target: 3 });
    expect(stage.tryAct({ kind: 'agreeTarget', metric: third, target: 1 })).toContain('At most 2 targets');
    stage.act({ kind: 'agreeTarget', metric: second, target: 4 });
    expect(stage.view.targets[second]).toMatchObject({ target: 4 });
    expect(stage.tryAct({ kind: 'agreeTarget', metric: 'mood', target: 1 })).toContain(
      'There is no metric with a target',
    );
  });

  it('hold up the item that rests on them', () => {
    const stage = given('1d', { book });
    stage.engagement = { ...stage.engagement, state: { ...stage.engagement.state, targets: {} } };
    expect(stage.tryAct(confirm('customer-understands'))).toContain('0 of at least 1 targets agreed');
    stage.act({ kind: 'agreeTarget', metric: first, target: 85 });
    expect(stage.tryAct(confirm('customer-understands'))).toBeUndefined();
    const { targets: _none, ...state } = stage.engagement.state;
    stage.engagement = { ...stage.engagement, state: { ...state, targets: {} } };
    expect(stage.view.gates['1d']?.standing?.lacks).toMatchObject([{ item: 'customer-understands', since: '' }]);
  });

  it('are refused where the playbook asks for none', () => {
    expect(given('1c').tryAct({ kind: 'agreeTarget', metric: first, target: 1 })).toContain(
      'asks for no success criteria',
    );
  });
});

const inDays = (stage: Stage, days: number): string =>
  new Date(Date.parse(stage.now) + days * 86_400_000).toISOString().slice(0, 10);

describe('actions from a meeting', () => {
  const assign = { kind: 'assignAction', action: 'utm-gap', text: 'Clean up the UTM tags', owner: 'revops' } as const;

  it('are told to whoever owns them, chased from the day on which they are due, and done like a task', () => {
    const stage = given('1c');
    const due = inDays(stage, 7);
    stage.act({ ...assign, due });
    expect(told(stage, 'action-assigned')).toMatchObject([{ to: 'the-revops', values: { due } }]);
    daysPass(stage, 6);
    const chased = () => told(stage, 'reminder').filter(({ key }) => key.startsWith('action/utm-gap'));
    expect(chased()).toEqual([]);
    daysPass(stage, 6);
    expect(chased().map(({ to }) => to)).toEqual(['the-revops']);
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['action/utm-gap'], by: 'the-legal' })).toContain(
      'is for revops',
    );
    stage.act({ kind: 'completeTasks', tasks: ['action/utm-gap'], by: 'the-revops' });
    expect(waits(stage)).not.toContain('completeTasks revops');
    expect(stage.tryAct({ ...assign, due: inDays(stage, 3) })).toContain('"utm-gap" is done');
  });

  it('are changed while they are open, and refused with a role or a date that cannot be', () => {
    const stage = given('1c');
    stage.act({ ...assign, due: inDays(stage, 7) });
    stage.act({ ...assign, owner: 'marketing-ops', due: inDays(stage, 9) });
    expect(stage.view.actions['utm-gap']).toMatchObject({ owner: 'marketing-ops', due: inDays(stage, 9) });
    expect(stage.tryAct({ ...assign, owner: 'nobody', due: inDays(stage, 9) })).toContain('There is no role "nobody"');
    expect(stage.tryAct({ ...assign, due: '2027-01-01' })).toContain('2027-01-01 is past');
  });

  it('hold up the item that rests on them, unless the customer has agreed to live with it', () => {
    const book = {
      ...playbook,
      gates: withEvidence('no-blockers', [{ actions: 'done' }, { terms: 'approved' }]),
    };
    const stage = given('1d', { book });
    stage.act({ ...assign, due: inDays(stage, 5) });
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'no', by: 'the-revops' });
    expect(stage.tryAct(confirm('no-blockers'))).toContain(
      'actions open: utm-gap; terms not yet answered with Yes: registration',
    );
    stage.act({ kind: 'answerTerm', term: 'registration', answer: 'yes', by: 'the-revops' });
    stage.act({ kind: 'completeTasks', tasks: ['action/utm-gap'], by: 'the-revops' });
    expect(stage.tryAct(confirm('no-blockers'))).toBeUndefined();
    // What is asked for afterwards makes the item untrue again, from then on.
    daysPass(stage, 1);
    stage.act({ ...assign, action: 'one-more', due: inDays(stage, 5) });
    expect(stage.view.gates['1d']?.standing?.lacks).toEqual([
      { item: 'no-blockers', lack: 'actions open: one-more', since: stage.now },
    ]);
  });
});
