import { describe, expect, it } from 'vitest';
import { events, given, givenClosed, lastEvent, playbook } from '../support/scenes.ts';
import { Stage } from '../support/play.ts';

const begun = (): Stage => new Stage(playbook);

describe('tasks', () => {
  it('are done in order, and together with those they wait for', () => {
    const stage = begun();
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['prep/current-state-map'] })).toContain(
      'comes after prep/crm-audit. Do that first',
    );
    stage.act({ kind: 'completeTasks', tasks: ['prep/crm-audit', 'prep/current-state-map'], note: 'Both today' });
    expect(stage.view.openTasks.map(({ key }) => key)).not.toContain('prep/crm-audit');
  });

  it('wait for several others by all their names', () => {
    const first = playbook.build[0]?.tasks ?? [];
    const stage = given('2c');
    const refusal = stage.tryAct({
      kind: 'completeTasks',
      tasks: ['2c/crm-integration/connect-crm'],
      by: 'the-engineer',
    });
    for (const { id } of first) expect(refusal).toContain(`2c/platform-account/${id}`);
    expect(refusal).toContain('Do those first');
  });

  it('of a later step are refused with the step in which they open, and unknown ones as unknown', () => {
    const stage = begun();
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['2a/spec-triggers'] })).toContain('opens in 2a');
    expect(stage.tryAct({ kind: 'completeTasks', tasks: ['1a/nothing-like-it'] })).toContain('There is no task');
  });

  it('are done once, by their owner or the team', () => {
    const stage = begun();
    const act = { kind: 'completeTasks', tasks: ['1a/share-brand-assets'] } as const;
    expect(stage.tryAct({ ...act, by: 'the-revops' })).toContain('is for marketing-ops or the team');
    stage.act({ ...act, by: 'the-marketing-ops' });
    expect(stage.tryAct(act)).toContain('done already');
  });

  it('that turn out not to be done are reopened, with a reason', () => {
    const stage = begun();
    const reopen = { kind: 'reopenTask', task: '1a/share-brand-assets', reason: 'The fonts are missing' } as const;
    expect(stage.tryAct(reopen)).toContain('is not done');
    expect(stage.tryAct({ ...reopen, task: '1a/unknown' })).toContain('is not done');
    stage.act({ kind: 'completeTasks', tasks: ['1a/share-brand-assets'] });
    expect(stage.tryAct({ ...reopen, by: 'the-revops' })).toContain('is for marketing-ops');
    stage.act(reopen);
    expect(stage.view.openTasks.map(({ key }) => key)).toContain('1a/share-brand-assets');
  });

  it('of prep leave ASSUMED facts behind, once', () => {
    const stage = begun();
    stage.act({ kind: 'completeTasks', tasks: ['prep/map-review'] });
    expect(stage.view.facts['map-setup']).toMatchObject({ standing: 'ASSUMED', text: 'map setup' });
    stage.act({ kind: 'judgeFact', fact: 'map-setup', standing: 'CONFIRMED', by: 'the-revops' });
    stage.act({ kind: 'reopenTask', task: 'prep/map-review', reason: 'Once more' });
    stage.act({ kind: 'completeTasks', tasks: ['prep/map-review'] });
    expect(stage.view.facts['map-setup']?.standing).toBe('CONFIRMED');
  });

  it('that need time to pass cannot be called done before, nor is anybody reminded of them', () => {
    const [first, second, ...rest] = playbook.build;
    if (first === undefined || second === undefined) throw new Error('The playbook builds nothing');
    const book = { ...playbook, build: [first, { ...second, waitDays: 14 }, ...rest] };
    const stage = given('2c', { book });
    const keys = (id: string): string[] =>
      stage.view.openTasks.map(({ key }) => key).filter((key) => key.startsWith(`2c/${id}/`));
    stage.act({ kind: 'completeTasks', tasks: keys(first.id), by: 'the-engineer' });
    const act = { kind: 'completeTasks', tasks: keys(second.id), by: 'the-engineer' } as const;
    expect(stage.tryAct(act)).toContain('needs time to pass: it can be done from 2027-02-1');
    const readyAt = stage.view.waits.find(({ key }) => key.startsWith('2c.1/engineer'))?.since ?? '';
    expect(readyAt > stage.now).toBe(true);
    const before = stage.sent.length;
    stage.until(readyAt);
    expect(stage.sent).toHaveLength(before);
    stage.act(act);
    expect(keys(second.id)).toEqual([]);
  });
});

describe('a day on which nobody works', () => {
  it('has no meeting, and the next one on which people work is named', () => {
    const stage = given('1a');
    expect(stage.tryAct({ kind: 'scheduleMeeting', meeting: 'kickoff', at: '2027-01-16T10:00:00Z' })).toContain(
      'Sat 16 Jan 2027 is a day on which nobody works. The next business day is 2027-01-18',
    );
    const later = givenClosed();
    const on = later.view.checkIn.on ?? '';
    expect(later.tryAct({ kind: 'moveCheckIn', on: '2027-06-05' })).toContain('The next business day is 2027-06-07');
    expect(later.view.checkIn.on).toBe(on);
  });
});

describe('tests', () => {
  it('are recorded in 2d only', () => {
    expect(given('2c').tryAct({ kind: 'recordTests', passed: ['utm-captured'] })).toContain('Tests are recorded in 2d');
  });

  it('have passed or failed, and are among those of the playbook', () => {
    const stage = given('2d');
    const test = ['utm-captured'];
    expect(stage.tryAct({ kind: 'recordTests', passed: test, failed: test })).toContain('passed and failed at once');
    expect(stage.tryAct({ kind: 'recordTests' })).toContain('Say which tests');
    expect(stage.tryAct({ kind: 'recordTests', failed: ['no-such-test'] })).toContain('There is no test');
    // The customer answers for the customer's tests alone.
    const own = playbook.tests.customer.map(({ id }) => id).slice(0, 1);
    expect(stage.tryAct({ kind: 'recordTests', passed: own, by: 'the-revops' })).toContain('is for marketing-ops');
    expect(stage.tryAct({ kind: 'recordTests', passed: test, by: 'the-marketing-ops' })).toContain(
      'Recording utm-captured is for the team',
    );
    stage.act({ kind: 'recordTests', passed: own, by: 'the-marketing-ops' });
    stage.act({ kind: 'recordTests', passed: test, note: 'All five' });
    stage.act({ kind: 'recordTests', failed: test });
    expect(stage.view.tests['utm-captured']).toMatchObject({ passed: false, attempt: 1 });
  });
});

describe('terms', () => {
  const yes = { kind: 'answerTerm', term: 'attendance', answer: 'yes' } as const;
  const [option = ''] = playbook.definitions.terms.find(({ id }) => id === 'attendance')?.value?.options ?? [];

  it('are answered by those who sign, or told by the team', () => {
    expect(begun().tryAct({ ...yes, term: 'registration', by: 'the-legal' })).toContain(
      'is for vp-marketing and revops',
    );
    expect(begun().tryAct({ ...yes, term: 'unheard-of' })).toContain('There is no term');
  });

  it('take a Yes only with the value that they ask for, of those that are offered', () => {
    const stage = begun();
    expect(stage.tryAct(yes)).toContain('needs a value with its Yes, one of these: "Virtual');
    expect(stage.tryAct({ ...yes, value: 'as you like' })).toContain('is no value of "attendance"');
    stage.act({ ...yes, value: option, note: 'Agreed on the phone' });
    expect(stage.view.terms['attendance']).toMatchObject({ answer: 'yes', value: option });
    stage.act({ kind: 'answerTerm', term: 'attendance', answer: 'no' });
    expect(stage.view.terms['attendance']).toMatchObject({ answer: 'no' });
  });

  it('take any value where none is offered', () => {
    const terms = playbook.definitions.terms.map((term) => ({ ...term, value: { question: 'Which?', options: [] } }));
    const stage = new Stage({ ...playbook, definitions: { ...playbook.definitions, terms } });
    expect(stage.tryAct(yes)).toContain('needs a value with its Yes.');
    stage.act({ ...yes, value: 'as we agreed' });
    expect(stage.view.terms['attendance']?.value).toBe('as we agreed');
  });
});

describe('facts', () => {
  const note = { kind: 'noteFact', fact: 'tool', text: 'They use one tool' } as const;

  it('are noted once by the team, and are ASSUMED', () => {
    const stage = begun();
    expect(stage.tryAct({ ...note, by: 'the-revops' })).toContain('is for the team');
    stage.act(note);
    expect(stage.tryAct(note)).toContain('noted already, as ASSUMED');
  });

  it('of the prep are settled in a meeting although the prep has not noted them yet', () => {
    const stage = begun();
    stage.act({ kind: 'judgeFact', fact: 'map-setup', standing: 'CONFIRMED', by: 'the-revops' });
    stage.act({
      kind: 'judgeFact',
      fact: 'crm-and-map',
      standing: 'CONTESTED',
      text: 'They use two',
      by: 'the-revops',
    });
    expect(stage.view.facts).toMatchObject({
      'map-setup': { standing: 'CONFIRMED', text: 'map setup', by: 'the-revops' },
      'crm-and-map': { standing: 'CONTESTED', text: 'They use two' },
    });
  });

  it('are corrected or contested by whoever knows', () => {
    const stage = begun();
    expect(stage.tryAct({ kind: 'judgeFact', fact: 'tool', standing: 'CONFIRMED' })).toContain(
      'No fact "tool" was noted',
    );
    stage.act(note);
    expect(stage.tryAct({ kind: 'judgeFact', fact: 'tool', standing: 'ASSUMED' })).toContain('is ASSUMED already');
    stage.act({ kind: 'judgeFact', fact: 'tool', standing: 'CONTESTED', by: 'the-revops' });
    stage.act({ kind: 'judgeFact', fact: 'tool', standing: 'CONFIRMED', text: 'They use two', by: 'the-revops' });
    expect(stage.view.facts['tool']).toMatchObject({ standing: 'CONFIRMED', text: 'They use two', by: 'the-revops' });
  });
});

describe('documents', () => {
  const publish = { kind: 'publishDocument', document: 'integration-architecture' } as const;

  it('carry versions from v0 to vFinal that only go up', () => {
    const stage = begun();
    stage.act({ ...publish, version: 'v0' });
    stage.act({ ...publish, version: 'v2', link: 'https://documents.example/architecture' });
    expect(stage.tryAct({ ...publish, version: 'v1' })).toContain('is at v2 already; versions only go up');
    stage.act({ ...publish, version: 'vFinal' });
    expect(stage.tryAct({ ...publish, version: 'v2' })).toContain('is at vFinal; v2 would take it back');
    stage.act({ ...publish, version: 'vFinal', link: 'https://documents.example/final' });
    expect(stage.view.documents['integration-architecture']).toMatchObject({
      version: 'vFinal',
      link: 'https://documents.example/final',
    });
  });

  it('are published by the team, where the engagement has them', () => {
    expect(begun().tryAct({ ...publish, version: 'v0', by: 'the-revops' })).toContain('is for the team');
    expect(begun().tryAct({ ...publish, document: 'a-novel', version: 'v0' })).toContain('There is no document');
    const preselected = new Stage(playbook, { flags: { platformPreselected: true } });
    expect(preselected.tryAct({ ...publish, document: 'platform-scorecard', version: 'v0' })).toContain(
      'There is no document',
    );
  });
});

describe('meetings', () => {
  const moved = { kind: 'scheduleMeeting', meeting: 'kickoff', at: '2027-01-14T13:00:00Z' } as const;

  it('are planned by the team, in the future, until they were held', () => {
    const stage = begun();
    expect(stage.tryAct({ ...moved, by: 'the-revops' })).toContain('is for the team');
    expect(stage.tryAct({ ...moved, meeting: 'lunch' })).toContain('There is no meeting');
    expect(stage.tryAct({ ...moved, at: '2027-01-03T13:00:00Z' })).toContain('is past');
    stage.act(moved);
    expect(stage.view.meetings['kickoff']?.at).toBe('2027-01-14T13:00:00.000Z');
    stage.act({ kind: 'recordMeeting', meeting: 'kickoff' });
    expect(stage.tryAct(moved)).toContain('it cannot be moved');
  });

  it('are recorded once they were held, one after the other, in their step', () => {
    const stage = begun();
    const record = { kind: 'recordMeeting', meeting: 'final-review' } as const;
    expect(stage.tryAct({ ...record, meeting: 'lunch' })).toContain('There is no meeting');
    expect(stage.tryAct(record)).toContain('belongs to 1c; the engagement is in 1a');
    expect(stage.tryAct({ ...record, meeting: 'kickoff', heldAt: '2027-01-05T09:00:00Z' })).toContain('still to come');
    expect(stage.tryAct({ ...record, meeting: 'kickoff', by: 'the-revops' })).toContain('is for the team');
    // The kickoff may be held early.
    stage.act({ ...record, meeting: 'kickoff', heldAt: '2027-01-04T08:00:00Z', note: 'Short and good' });
    expect(stage.view.step).toBe('1c');
    expect(stage.tryAct(record)).toContain('comes after field-mapping-review. Record that first');
    expect(stage.tryAct({ ...record, meeting: 'kickoff' })).toContain('recorded already');
  });

  it('that were left out of this engagement are not waited for', () => {
    const stage = new Stage(playbook, { flags: { platformPreselected: true, gdprApplies: true } });
    stage.act({ kind: 'recordMeeting', meeting: 'kickoff' });
    stage.act({ kind: 'recordMeeting', meeting: 'architecture-review' });
    expect(stage.tryAct({ kind: 'recordMeeting', meeting: 'final-review' })).toContain(
      'comes after field-mapping-review and compliance-review. Record those first',
    );
  });

  it('take a recording later, once', () => {
    const stage = given('3b');
    const record = { kind: 'recordMeeting', meeting: 'leadership-training' } as const;
    stage.act(record);
    expect(stage.view.meetings['leadership-training']).toMatchObject({ recorded: false });
    expect(events(stage, { ...record, recorded: true })).toEqual(['meetingHeld']);
    expect(lastEvent(stage)).toMatchObject({ recorded: true, heldAt: stage.now });
    expect(stage.tryAct({ ...record, recorded: true })).toContain('recorded already');
  });
});
