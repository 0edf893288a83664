import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/calendar.ts';
import { decidingBlocks, decidingInAll } from '../../api/slack/views/deciding.ts';
import { decisionForm } from '../../api/slack/views/gate-decision.ts';
import { agreementForm } from '../../api/slack/views/gate-items.ts';
import { hoursForm } from '../../api/slack/views/hours-form.ts';
import { offerForm } from '../../api/slack/views/offers.ts';
import { homeView } from '../../api/slack/views/home.ts';
import { showBlocks } from '../../api/slack/views/show.ts';
import { signatureForm } from '../../api/slack/views/signature.ts';
import { startForm, startPeopleForm } from '../../api/slack/views/start-form.ts';
import { termForm } from '../../api/slack/views/terms.ts';
import { aboutForm } from '../../api/slack/views/about-form.ts';
import { formWords } from '../../api/slack/forms/form-asked.ts';
import type { Standing } from '../../src/messages/slack/engagement-words.ts';
import { shelved } from '../support/play.ts';
import type { Stage } from '../support/play.ts';
import { given, givenClosed, playbook } from '../support/scenes.ts';
import { atGate, toBeSigned } from './scene.ts';
import { beyondLimits } from './slack-limits.ts';

const standing = (stage: Stage): Standing => ({ view: stage.view, playbook, now: stage.now });
const seenBy = (stage: Stage, person = 'the-architect') => ({ standing: standing(stage), person });
const books = ['event-operations-platform', 'marketing-reporting-pack', 'revenue-intelligence'].map((id) =>
  shelved(id),
);

const decided = atGate('2b');
decided.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });

const reporting = books[1] ?? playbook;
const signable = toBeSigned();
signable.act({
  kind: 'publishDocument',
  document: 'definition-alignment',
  version: 'v1',
  link: 'https://docs.example/1',
});
const signing = (stage: Stage, person = 'the-vp-marketing') => ({
  standing: { ...standing(stage), playbook: reporting },
  person,
});

const rendered: Readonly<Record<string, () => readonly object[]>> = {
  'gate-items': () => decidingBlocks(seenBy(given('1d'))),
  'gate-decision': () => decidingBlocks(seenBy(decided)),
  terms: () => decidingBlocks(seenBy(given('1c'))),
  offer: () => decidingBlocks(seenBy(givenClosed('single'))),
  signature: () => decidingBlocks(signing(signable)),
};

const about = { engagement: 'acme-events', gate: '2b', attempt: 1 } as const;
const responseUrl = 'https://hooks.slack.example/1';
const basics = {
  customer: 'Acme',
  playbook: 'event-operations-platform',
  version: '1.0.0',
  type: 'dedicated',
  timeZone: 'Europe/Berlin',
  kickoffAt: '2027-02-23T13:00:00.000Z',
} as const;
const [decision] = playbook.gates['2b'].decisions;
const term = playbook.definitions.terms.find(({ value }) => value !== undefined);

const forms = {
  start: () => startForm({ responseUrl }, 'Acme'),
  'start-people': () => startPeopleForm(playbook, { basics, responseUrl, user: 'UARCHITECT' }),
  decision: () =>
    decision && decisionForm({ ...about, decision: decision.id, playbook: 'd1' }, { playbook, decision, responseUrl }),
  agreement: () => agreementForm({ ...about, items: ['coverage-reached'] }, responseUrl),
  term: () => term && termForm({ engagement: 'acme-events', term: term.id, playbook: 'd1' }, term, responseUrl),
  signature: () => signatureForm({ engagement: 'acme-events', wait: 'w', playbook: 'd1' }, reporting, responseUrl),
  offer: () => offerForm({ engagement: 'acme-events', offer: 'upsell' }, responseUrl),
  hours: () =>
    hoursForm(
      { about: { engagement: 'acme-events' }, responseUrl },
      { timeZone: 'Asia/Tokyo', quietHours: '19:00-07:30' },
    ),
  issue: () => aboutForm({ kind: 'about', word: 'issue' }, responseUrl),
  reading: () => aboutForm({ kind: 'about', word: 'reading', engagement: 'acme-events' }, responseUrl),
} as const;

describe('what is decided in Slack', () => {
  it.each(Object.keys(rendered))('%s reads as it was reviewed, and Slack takes it', async (name) => {
    const blocks = rendered[name]?.() ?? [];
    expect(beyondLimits(blocks)).toEqual([]);
    await expect(`${JSON.stringify(blocks, undefined, 2)}\n`).toMatchFileSnapshot(`blocks/${name}.json`);
  });

  it.each(Object.entries(forms))('the form %s reads as it was reviewed, and Slack takes it', async (name, make) => {
    const form = make();
    expect(form).toBeDefined();
    if (form === undefined) return;
    const { blocks, title, submit, close, private_metadata: kept = '' } = form;
    expect(beyondLimits(blocks, 100)).toEqual([]);
    for (const { text } of [title, submit ?? title, close ?? title]) expect(text.length).toBeLessThanOrEqual(24);
    expect(kept.length).toBeLessThanOrEqual(3000);
    await expect(`${JSON.stringify(form, undefined, 2)}\n`).toMatchFileSnapshot(`blocks/form-${name}.json`);
  });

  it('Slack takes the forms of every word, playbook, gate and term', () => {
    const abouts = formWords.map((word) => aboutForm({ kind: 'about', word }));
    const starts = books.map((book) => startPeopleForm(book, { basics, user: 'U1' }));
    const decisions = books.flatMap((book) =>
      (['1d', '2b', '2d', '3d'] as const).flatMap((gate) =>
        book.gates[gate].decisions.map((one) =>
          decisionForm(
            { engagement: 'acme', attempt: 1, gate, decision: one.id, playbook: 'd1' },
            { playbook: book, decision: one },
          ),
        ),
      ),
    );
    const terms = books.flatMap((book) =>
      book.definitions.terms.map((one) => termForm({ engagement: 'acme', term: one.id, playbook: 'd1' }, one)),
    );
    const signatures = books.map((book) => signatureForm({ engagement: 'acme', wait: 'w', playbook: 'd1' }, book));
    for (const { blocks, title } of [...abouts, ...starts, ...decisions, ...terms, ...signatures]) {
      expect(beyondLimits(blocks, 100)).toEqual([]);
      expect(title.text.length).toBeLessThanOrEqual(24);
    }
  });

  it('shows nothing of it to whoever is not waited for', () => {
    for (const stage of [given('1d'), decided, givenClosed('single')])
      expect(decidingBlocks(seenBy(stage, 'the-engineer'))).toEqual([]);
  });

  it.each([
    ['confirms the items of a gate', () => given('1d'), 'the-architect', 'the-sme'],
    ['decides a gate that is ready', () => decided.copy(), 'the-architect', 'the-sme'],
    ['may send a gate back before it is ready', () => atGate('2b'), 'the-architect', 'the-sme'],
    ['answers terms', () => given('1c'), 'the-vp-marketing', 'the-marketing-ops'],
    ['notes what was said to terms', () => given('1c'), 'the-architect', 'the-sme'],
    ['answers an offer', () => givenClosed('single'), 'the-vp-marketing', 'the-marketing-ops'],
    ['notes what was said to an offer', () => givenClosed('single'), 'the-architect', 'the-sme'],
  ])('whoever stands in for somebody %s as they would, until it ends', (_, scene, person, to) => {
    const stage = scene();
    const theirs = decidingBlocks(seenBy(stage, person));
    expect(theirs).not.toEqual([]);
    expect(decidingBlocks(seenBy(stage, to))).toEqual([]);
    stage.act({ kind: 'delegate', to, until: addDays(stage.now.slice(0, 10), 3), by: person });
    expect(decidingBlocks(seenBy(stage, to))).toEqual(theirs);
    expect(JSON.stringify(homeView({ parts: [seenBy(stage, to)], unread: 0 }, stage.now))).toContain(
      'Yours to confirm and decide',
    );
    stage.act({ kind: 'delegate', by: person });
    expect(decidingBlocks(seenBy(stage, to))).toEqual([]);
  });

  it('asks each signer to sign once, or whoever stands in for them, and nobody else', () => {
    const stage = toBeSigned();
    const people = ['the-vp-marketing', 'the-revops', 'the-marketing-ops', 'the-architect'];
    const asked = () => people.filter((person) => decidingBlocks(signing(stage, person)).length > 0);
    expect(asked()).toEqual(['the-vp-marketing', 'the-revops']);
    stage.act({ kind: 'signDefinitions', by: 'the-revops' });
    expect(asked()).toEqual(['the-vp-marketing']);
    const until = addDays(stage.now.slice(0, 10), 3);
    stage.act({ kind: 'delegate', to: 'the-marketing-ops', until, by: 'the-vp-marketing' });
    expect(asked()).toEqual(['the-vp-marketing', 'the-marketing-ops']);
    stage.act({ kind: 'signDefinitions', by: 'the-marketing-ops' });
    expect(asked()).toEqual([]);
  });

  it('asks nobody to sign who has signed, whichever other role of theirs is asked too: a person counts once', () => {
    const stage = toBeSigned();
    stage.act({ kind: 'signDefinitions', by: 'the-revops' });
    const { standing: seen, person } = signing(stage, 'the-revops');
    const { people, delegations, ...view } = seen.view;
    const standsIn = { 'the-vp-marketing': { to: person, at: seen.now, until: '2027-12-31T08:00:00.000Z' } };
    const both = { ...seen, view: { ...view, people, delegations: { ...delegations, ...standsIn } } };
    expect(decidingBlocks({ standing: both, person })).toEqual([]);
    expect(decidingBlocks({ standing: both, person: 'the-vp-marketing' })).not.toEqual([]);
  });

  it('is at hand at show and in the home tab, once', () => {
    const shown = JSON.stringify(showBlocks(standing(decided), 'the-architect'));
    expect(shown).toContain('gate-decide-approve');
    const home = JSON.stringify(homeView({ parts: [seenBy(decided)], unread: 0 }, '2027-01-26T13:00:00.000Z').blocks);
    expect(home).toContain('Yours to confirm and decide');
    expect(home).toContain('gate-decide-approve');
    expect(home).not.toContain('• *Acme*');
  });

  it('fits in a home tab, and says where the rest is', () => {
    const many = Array.from({ length: 30 }, () => seenBy(given('1d')));
    const blocks = decidingInAll(many, 40);
    expect(blocks.length).toBeLessThanOrEqual(40);
    expect(JSON.stringify(blocks.at(-1))).toContain('more: /engagement show');
    expect(beyondLimits(homeView({ parts: many, unread: 0 }, '2027-01-26T13:00:00.000Z').blocks, 100)).toEqual([]);
  });

  it('stays within limits, and pings nobody, whatever an engagement is called', () => {
    const long = '<!channel> & "quotes" '.repeat(200);
    for (const stage of [given('1d'), decided, given('1c'), givenClosed('single')]) {
      const { view, ...rest } = standing(stage);
      const blocks = decidingInAll([
        { standing: { ...rest, view: { ...view, customer: long } }, person: 'the-architect' },
      ]);
      expect(beyondLimits(blocks)).toEqual([]);
      expect(JSON.stringify(blocks.filter(({ type }) => type !== 'header'))).not.toContain('<!');
    }
    expect(beyondLimits(startForm({ responseUrl }, long).blocks, 100)).toEqual([]);
    const carried = startPeopleForm(playbook, { basics, responseUrl: 'u'.repeat(3000), user: 'U1' }).private_metadata;
    expect(carried).toContain('Europe/Berlin');
    expect(carried?.length).toBeLessThanOrEqual(3000);
  });
});
