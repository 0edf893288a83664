import { describe, expect, it } from 'vitest';
import { startBody, startFaults } from '../../src/engagement/start.ts';
import type { StartRequest } from '../../src/engagement/start.ts';
import { outlineOf } from '../../src/playbook/outline.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import { pinOf, request, Stage } from '../support/play.ts';
import { playbook } from '../support/scenes.ts';

const outline = outlineOf(playbook);
const now = '2027-01-04T09:00:00.000Z';

const faults = (over: Partial<StartRequest>, book: Playbook = playbook): readonly string[] => {
  const asked = outlineOf(book);
  return startFaults(asked, request(asked, over), now).map(({ field, message }) => `${field}: ${message}`);
};

const without = (role: string): StartRequest['people'] =>
  Object.fromEntries(Object.entries(request(outline).people).filter(([, { roles }]) => !roles.includes(role)));

describe('a start', () => {
  it('is well when everybody is there and the kickoff is to come', () => {
    expect(faults({})).toEqual([]);
  });

  it('notes a channel of its own, where it has one', () => {
    expect(new Stage(playbook, { slackChannel: 'C012AB3CD' }).view.slackChannel).toBe('C012AB3CD');
    expect(new Stage(playbook).view).not.toHaveProperty('slackChannel');
  });

  it('has its kickoff to come, on a day on which people work', () => {
    expect(faults({ kickoffAt: now })[0]).toContain(`kickoffAt: The kickoff, ${now}, is past`);
    expect(faults({ kickoffAt: '2027-01-04T10:00:00.001+01:00' })).toEqual([]);
    expect(faults({ kickoffAt: '2027-01-09T10:00:00Z' })).toEqual([
      'kickoffAt: The kickoff falls on 2027-01-09, when nobody works. The next business day is 2027-01-11.',
    ]);
  });

  it('knows its flags, methodologies and roles', () => {
    const stranger = { name: 'Sample', email: 'sample@team.example', roles: ['wizard'] };
    const found = faults({
      flags: { moonPhase: true },
      methodology: 'tarot',
      people: { ...request(outline).people, stranger },
    });
    expect(found.map((fault) => fault.split(' It has:')[0])).toEqual([
      'flags: This playbook has no "moonPhase".',
      'methodology: This playbook has no "tarot".',
      'people.stranger.roles: This playbook has no "wizard".',
    ]);
  });

  it('has a person for every role that is needed, some of which are needed under a condition', () => {
    expect(faults({ people: without('engineer') })[0]).toContain('people: Nobody holds the role engineer');
    expect(faults({ people: without('legal') })).toEqual([]);
    expect(faults({ people: without('legal'), flags: { gdprApplies: true } })[0]).toContain('role legal');
  });

  it('has a person of its own for each approval of a gate', () => {
    const both = { name: 'Both', email: 'both@customer.example', roles: ['vp-marketing', 'revops'] };
    const people = { ...without('vp-marketing'), 'the-revops': both };
    expect(faults({ people })).toContain(
      'people: Gate 1d needs an approval by revops from a person of its own: a person counts once.',
    );
  });

  it('looks at an approval that has a condition only where it holds', () => {
    const approvals = [
      ...playbook.gates['1d'].approvals,
      { anyOf: ['legal'], when: { flag: 'gdprApplies', is: true } },
    ];
    const book = { ...playbook, gates: { ...playbook.gates, '1d': { ...playbook.gates['1d'], approvals } } };
    expect(faults({ people: without('legal') }, book)).toEqual([]);
    expect(faults({ people: without('legal'), flags: { gdprApplies: true } }, book).join()).toContain('Gate 1d');
  });

  it('becomes the first event, with the flags that were not given as the playbook has them', () => {
    const body = startBody(outline, pinOf(playbook), request(outline, { kickoffAt: '2027-01-11T15:00:00+01:00' }));
    expect(body).toMatchObject({ kind: 'engagementStarted', kickoffAt: '2027-01-11T14:00:00.000Z' });
    expect(Object.keys(body.flags)).toEqual(playbook.flags.map(({ id }) => id));
  });
});

describe('a methodology', () => {
  const ours = { methodology: 'ours' } as const;
  const [first, ...rest] = playbook.homework.items;

  it.each<[string, Playbook['homework']['items'][number]['when']]>([
    ['by itself', ours],
    ['together with a type', { all: [ours, { type: 'dedicated' }] }],
    ['or else a flag', { any: [ours, { flag: 'gdprApplies', is: true }] }],
  ])('selects the lines that are for it, %s', (_, when) => {
    if (first === undefined) throw new Error('The playbook has no homework');
    const book: Playbook = {
      ...playbook,
      methodologies: [{ id: 'ours', name: 'Ours', when: 'Always', complexity: 'Low' }],
      homework: { ...playbook.homework, items: [{ ...first, when }, ...rest] },
    };
    const has = (over: Partial<StartRequest>): boolean =>
      new Stage(book, over).view.openTasks.some(({ key }) => key === `1a/${first.id}`);
    expect(has({ methodology: 'ours' })).toBe(true);
    expect(has({})).toBe(false);
  });
});
