import { describe, expect, it } from 'vitest';
import { addDays } from '../../src/calendar/calendar.ts';
import type { View } from '../../src/engagement/view.ts';
import { shelved } from '../support/play.ts';
import type { Stage } from '../support/play.ts';
import { given, givenClosed, playbook } from '../support/scenes.ts';
import { atGate, toBeSigned, users } from './scene.ts';
import { chosen, click, formSent, slash, typed } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

interface ButtonSeen {
  readonly action_id?: string;
  readonly value?: string;
  readonly text: { readonly text: string };
}
interface BlockSeen {
  readonly elements?: readonly ButtonSeen[];
  readonly accessory?: ButtonSeen;
}

let asked = 0;

/** The buttons that somebody sees at `/engagement show`, by what they say. */
async function buttons(world: SlackWorld, user: string): Promise<ReadonlyMap<string, ButtonSeen>> {
  const key = `show-${(asked += 1)}`;
  await world.post(slash(user, 'show acme-events', world.slack.responseUrl(key)));
  await world.slack.answerTo(key);
  const { blocks = [] }: { readonly blocks?: readonly BlockSeen[] } = JSON.parse(
    JSON.stringify(world.slack.answers.find((answer) => answer.key === key)?.body),
  );
  const seen = blocks.flatMap(({ elements = [], accessory }) => [...elements, ...(accessory ? [accessory] : [])]);
  return new Map(seen.flatMap((one) => (one.action_id === undefined ? [] : [[one.text.text, one]])));
}

/** Clicks a button that was seen, and answers with where it is answered. */
async function pressed(world: SlackWorld, user: string, button: ButtonSeen | undefined): Promise<string> {
  const key = `pressed-${(asked += 1)}`;
  const { action_id: action = 'none', value = '' } = button ?? {};
  const responseUrl = world.slack.responseUrl(key);
  expect((await world.post(click({ user, action, value, responseUrl }))).status).toBe(200);
  return key;
}

const worldOf = (stage: Stage) => slackWorld({ 'acme-events': stage }, users);

/** Given 2b, of which everything but the decision is there. */
function approved2b(): Stage {
  const stage = atGate('2b');
  stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
  return stage;
}

/** Sends the form that was opened last. */
async function sent(world: SlackWorld, fields: Readonly<Record<string, object>>, count = 1): Promise<string> {
  const form = await world.slack.openedView(count);
  return (await world.post(formSent({ user: 'UARCHITECT', form, fields }))).text;
}

describe('a gate is decided from Slack', () => {
  it('is asked once more in a form that says what it means, and is the command of HTTP then', async () => {
    const world = await worldOf(approved2b());
    const key = await pressed(world, 'UARCHITECT', (await buttons(world, 'UARCHITECT')).get('Approve the spec …'));
    const form = JSON.stringify((await world.slack.openedView()).blocks);
    expect(form).toContain('it cannot be taken back');
    expect(form).toContain('2b Engineering Handoff of acme-events, attempt 1');
    expect(world.engagements.came).toEqual([]);
    expect(await sent(world, { reason: typed('All is clear') })).toBe('');
    expect(await world.slack.answerTo(key)).toBe('Decided: Approve the spec, at 2b Engineering Handoff of Acme.');
    expect(world.engagements.came).toMatchObject([
      { kind: 'decideGate', gate: '2b', attempt: 1, decision: 'approve', reason: 'All is clear', surface: 'slack' },
    ]);
  });

  it('offers what advances once everything is there, and anything only to whoever decides', async () => {
    const world = await worldOf(atGate('2b'));
    expect([...(await buttons(world, 'UARCHITECT')).keys()]).toContain('Rework the spec …');
    expect([...(await buttons(world, 'UARCHITECT')).keys()]).not.toContain('Approve the spec …');
    expect([...(await buttons(world, 'UENGINEER')).keys()]).not.toContain('Rework the spec …');
  });

  it('needs a reason for a loop-back, and says so at the field', async () => {
    const world = await worldOf(atGate('2b'));
    const key = await pressed(world, 'UARCHITECT', (await buttons(world, 'UARCHITECT')).get('Rework the spec …'));
    expect(JSON.parse(await sent(world, { reason: typed(' … ') }))).toMatchObject({ errors: { reason: /./ } });
    expect(await world.kept()).toEqual([]);
    await sent(world, { reason: typed('The scope changed') });
    expect(await world.slack.answerTo(key)).toContain('Decided: Rework the spec');
    expect((await world.engagements.view('acme-events')).step).toBe('2a');
  });

  it('asks for days where the decision extends by days', async () => {
    const world = await worldOf(given('3d', { book: shelved('marketing-reporting-pack') }));
    const seen = await buttons(world, 'UARCHITECT');
    const key = await pressed(world, 'UARCHITECT', seen.get('Extend Hypercare …'));
    for (const days of ['0', '91', '1.5', 'x'])
      expect(JSON.parse(await sent(world, { reason: typed('Not stable'), days: typed(days) }))).toMatchObject({
        errors: { days: 'A whole number of days, please, from 1 to 90.' },
      });
    await sent(world, { reason: typed('Not stable'), days: typed('14') });
    expect(await world.slack.answerTo(key)).toContain('Decided: Extend Hypercare');
    expect(world.engagements.came).toMatchObject([{ kind: 'decideGate', days: 14 }]);
  });

  it('asks for no days where it extends by cycles', async () => {
    const world = await worldOf(given('3d'));
    const key = await pressed(world, 'UARCHITECT', (await buttons(world, 'UARCHITECT')).get('Extend Hypercare …'));
    expect(JSON.stringify((await world.slack.openedView()).blocks)).not.toContain('days');
    await sent(world, { reason: typed('Not stable'), days: typed('14') });
    expect(await world.slack.answerTo(key)).toContain('Decided: Extend Hypercare');
    expect(world.engagements.came[0]).not.toHaveProperty('days');
  });

  it('says of a gate that was decided meanwhile, by whom and when; and lets no form of an earlier attempt count', async () => {
    const stage = approved2b();
    const world = await worldOf(stage);
    const seen = await buttons(world, 'UARCHITECT');
    const late = await pressed(world, 'UARCHITECT', seen.get('Approve the spec …'));
    await world.slack.openedView();
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'rework-spec', reason: 'The scope changed' });
    await sent(world, {});
    expect(await world.slack.answerTo(late)).toMatch(/was decided already: rework spec, by The architect on/);
    expect(world.engagements.came).toEqual([]);
  });

  it.each([
    ['a decision that is none', { decision: 'nonsense' }],
    ['a playbook that is not here', { playbook: 'none' }],
  ])('answers a button of %s with a sentence', async (_, over) => {
    const world = await worldOf(approved2b());
    const button = (await buttons(world, 'UARCHITECT')).get('Approve the spec …');
    const value: object = JSON.parse(button?.value ?? '{}');
    const key = await pressed(world, 'UARCHITECT', {
      text: { text: '' },
      action_id: 'gate-decide-approve',
      value: JSON.stringify({ ...value, ...over }),
    });
    expect(await world.slack.answerTo(key)).toContain('cannot be read any more');
    const forged = { callback_id: 'decide', private_metadata: JSON.stringify({ about: { ...value, ...over } }) };
    const answer = await world.post(formSent({ user: 'UARCHITECT', form: forged, fields: {} }));
    expect(JSON.parse(answer.text)).toMatchObject({ errors: { reason: /cannot be read/ } });
  });
});

const goesOnLeave = (stage: Stage, by: string, to: string): void =>
  stage.act({ kind: 'delegate', to, until: addDays(stage.now.slice(0, 10), 7), by });

describe('whoever stands in for somebody', () => {
  it('decides a gate and confirms its items in the place of the architect', async () => {
    const stage = itemsOpen();
    goesOnLeave(stage, 'the-architect', 'the-sme');
    const world = await slackWorld({ 'acme-events': stage }, { ...users, USME: { email: 'sme@team.example' } });
    const confirmed = await pressed(world, 'USME', (await buttons(world, 'USME')).get('It is true'));
    expect(await world.slack.answerTo(confirmed)).toContain('Confirmed at 2b Engineering Handoff of Acme: ');
    const key = await pressed(world, 'USME', (await buttons(world, 'USME')).get('Rework the spec …'));
    const form = await world.slack.openedView();
    await world.post(formSent({ user: 'USME', form, fields: { reason: typed('The scope changed') } }));
    expect(await world.slack.answerTo(key)).toContain('Decided: Rework the spec');
    expect(world.engagements.came).toMatchObject([
      { kind: 'confirmGateItems', by: 'the-sme' },
      { kind: 'decideGate', by: 'the-sme', decision: 'rework-spec' },
    ]);
  });

  it('answers terms and offers in the place of the customer', async () => {
    const known = { ...users, UMOPS: { email: 'marketing-ops@customer.example' } };
    const inTheirPlace = async (stage: Stage, button: string, answer: string) => {
      goesOnLeave(stage, 'the-vp-marketing', 'the-marketing-ops');
      const world = await slackWorld({ 'acme-events': stage }, known);
      const key = await pressed(world, 'UMOPS', (await buttons(world, 'UMOPS')).get(button));
      const form = await world.slack.openedView();
      await world.post(formSent({ user: 'UMOPS', form, fields: { answer: chosen(answer) } }));
      return { said: await world.slack.answerTo(key), view: await world.engagements.view('acme-events') };
    };
    const term = await inTheirPlace(given('1c', {}, isAnswered), 'Answer …', 'no');
    expect(term.said).toMatch(/^Noted: No to /);
    expect(Object.values(term.view.terms)).toContainEqual(
      expect.objectContaining({ by: 'the-marketing-ops', onBehalfOf: 'the-vp-marketing' }),
    );
    const offer = await inTheirPlace(givenClosed('single'), 'The answer …', 'no');
    expect(offer.said).toBe('Noted: Acme answers the upsell with no.');
  });
});

/** Given 2b, of which some items can be confirmed. */
const itemsOpen = (): Stage =>
  given('2b', {}, ({ step, gates }) => {
    const items = gates['2b']?.checklist ?? [];
    return step === '2b' && items.filter(({ confirmed, lack }) => !confirmed && lack === undefined).length > 2;
  });

describe('the items of a gate are confirmed from Slack', () => {
  it('one with a click, or all that can be, which is asked once more', async () => {
    const world = await worldOf(itemsOpen());
    const seen = await buttons(world, 'UARCHITECT');
    const all = [...seen.entries()].find(([text]) => /^All \d+ are true$/.test(text))?.[1];
    expect(JSON.stringify(all)).toContain('"confirm":{');
    const one = await pressed(world, 'UARCHITECT', seen.get('It is true'));
    expect(await world.slack.answerTo(one)).toContain('Confirmed at 2b Engineering Handoff of Acme: ');
    const rest = [...(await buttons(world, 'UARCHITECT')).entries()].find(([text]) => text.startsWith('All '))?.[1];
    const key = await pressed(world, 'UARCHITECT', rest);
    expect(await world.slack.answerTo(key)).toMatch(/\(and \d more\)$/);
    const { gates } = await world.engagements.view('acme-events');
    expect(gates['2b']?.checklist.filter(({ confirmed, lack }) => !confirmed && lack === undefined)).toEqual([]);
    expect(world.engagements.came.map(({ kind }) => kind)).toEqual(['confirmGateItems', 'confirmGateItems']);
  });

  it('only by whoever is waited for, and says so of a click that comes too late', async () => {
    const stage = itemsOpen();
    const world = await worldOf(stage);
    expect((await buttons(world, 'UENGINEER')).get('It is true')).toBeUndefined();
    const seen = await buttons(world, 'UARCHITECT');
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'rework-spec', reason: 'The scope changed' });
    const key = await pressed(world, 'UARCHITECT', seen.get('It is true'));
    expect(await world.slack.answerTo(key)).toContain('was decided already');
    expect(world.engagements.came).toEqual([]);
  });

  it('with an agreement in place of what is not so, where the playbook takes one', async () => {
    const book = shelved('marketing-reporting-pack');
    const stage = given('1d', { book });
    const action = { action: 'gap', text: 'Close the gap', owner: 'engineer', due: '2027-12-01' } as const;
    stage.act({ kind: 'assignAction', ...action });
    const world = await worldOf(stage);
    const key = await pressed(world, 'UARCHITECT', (await buttons(world, 'UARCHITECT')).get('Agreed instead …'));
    expect(JSON.parse(await sent(world, {}))).toMatchObject({ errors: { note: /./ } });
    await sent(world, { note: typed('The gap of May is accepted') });
    expect(await world.slack.answerTo(key)).toContain('Confirmed at 1d');
    expect(world.engagements.came).toMatchObject([
      { kind: 'confirmGateItems', items: ['data-gaps-settled'], note: 'The gap of May is accepted' },
    ]);
  });
});

const isAnswered = (view: View): boolean => view.waits.some(({ answeredBy }) => answeredBy === 'answerTerm');

describe('terms and offers are answered, and definitions signed, from Slack', () => {
  it('asks for the value of a term that has one, by its number', async () => {
    const world = await worldOf(given('1c', {}, isAnswered));
    const rows = [...(await buttons(world, 'UARCHITECT')).values()];
    expect(rows.map(({ text }) => text.text)).toContain('Answer …');
    const { digest } = (await world.engagements.view('acme-events')).playbook;
    const value = { engagement: 'acme-events', term: 'attendance', playbook: digest };
    const button = { text: { text: '' }, action_id: 'term-answer', value: JSON.stringify(value) };
    const key = await pressed(world, 'UARCHITECT', button);
    expect(JSON.parse(await sent(world, {}))).toMatchObject({ errors: { answer: /./ } });
    expect(JSON.parse(await sent(world, { answer: chosen('yes') }))).toMatchObject({ errors: { value: /./ } });
    await sent(world, { answer: chosen('yes'), value: chosen('2'), note: typed('By mail') });
    expect(await world.slack.answerTo(key)).toMatch(/^Noted: Yes to .*, in Acme\.$/);
    const options = playbook.definitions.terms.find(({ id }) => id === 'attendance')?.value?.options ?? [];
    expect(world.engagements.came).toMatchObject([
      { kind: 'answerTerm', term: 'attendance', answer: 'yes', value: options[2], note: 'By mail' },
    ]);
  });

  it('takes a No without a value', async () => {
    const world = await worldOf(given('1c', {}, isAnswered));
    const key = await pressed(world, 'UARCHITECT', (await buttons(world, 'UARCHITECT')).get('Answer …'));
    await sent(world, { answer: chosen('no') });
    expect(await world.slack.answerTo(key)).toMatch(/^Noted: No to /);
  });

  it('records what the customer said to an offer, once', async () => {
    const world = await worldOf(givenClosed('single'));
    const seen = await buttons(world, 'UARCHITECT');
    const key = await pressed(world, 'UARCHITECT', seen.get('The answer …'));
    expect(JSON.stringify((await world.slack.openedView()).blocks)).toContain('The answer is final');
    expect(JSON.parse(await sent(world, {}))).toMatchObject({ errors: { answer: /./ } });
    await sent(world, { answer: chosen('project-instead') });
    expect(await world.slack.answerTo(key)).toBe('Noted: Acme answers the upsell with project instead.');
    const again = await pressed(world, 'UARCHITECT', seen.get('The answer …'));
    await sent(world, { answer: chosen('yes'), note: typed('After all') }, 2);
    expect(await world.slack.answerTo(again)).toMatch(/^Nothing was done\. The upsell was answered with no/);
  });

  it('signs the definitions, in a form that says what is signed and that it is final', async () => {
    const world = await worldOf(toBeSigned());
    expect((await buttons(world, 'UARCHITECT')).get('Sign …')).toBeUndefined();
    const key = await pressed(world, 'UVP', (await buttons(world, 'UVP')).get('Sign …'));
    const form = await world.slack.openedView();
    expect(JSON.stringify(form.blocks)).toMatch(/Definition Alignment Document.*This is final.*\*MQL\*/);
    await world.post(formSent({ user: 'UVP', form, fields: { note: typed('As agreed') } }));
    expect(await world.slack.answerTo(key)).toBe('Noted: you sign the definitions of Acme.');
    expect(world.engagements.came).toMatchObject([
      { kind: 'signDefinitions', by: 'the-vp-marketing', note: 'As agreed', surface: 'slack' },
    ]);
    expect((await buttons(world, 'UVP')).get('Sign …')).toBeUndefined();
    await world.post(formSent({ user: 'UVP', form, fields: {} }));
    expect(await world.slack.answerTo(key, 2)).toContain('signed the definitions already. A person counts once.');
  });

  it('signs nothing that was answered anew since it was shown', async () => {
    const stage = toBeSigned();
    const world = await worldOf(stage);
    const key = await pressed(world, 'UREVOPS', (await buttons(world, 'UREVOPS')).get('Sign …'));
    const form = await world.slack.openedView();
    stage.until(`${addDays(stage.now.slice(0, 10), 1)}T12:00:00.000Z`);
    stage.act({ kind: 'answerTerm', term: 'mql', answer: 'no', by: 'the-vp-marketing' });
    await world.post(formSent({ user: 'UREVOPS', form, fields: {} }));
    expect(await world.slack.answerTo(key)).toContain('signed once every term has its Yes. Still open: mql');
    stage.act({ kind: 'answerTerm', term: 'mql', answer: 'yes', by: 'the-vp-marketing' });
    await world.post(formSent({ user: 'UREVOPS', form, fields: {} }));
    expect(await world.slack.answerTo(key, 2)).toMatch(/answered anew since this form was opened/);
    expect((await world.engagements.view('acme-events')).signatures).toEqual([]);
  });

  it.each([
    'decide',
    'agree-item',
    'sign',
    'term',
    'offer',
    'hours',
    'about-show',
    'about-dance',
    'start',
    'start-people',
  ])('answers a form %s that makes no sense at its fields, and does nothing else', async (callback) => {
    const world = await worldOf(given('2b'));
    for (const metadata of ['{', '{"about":{}}', '', '[]']) {
      const form = { callback_id: callback, private_metadata: metadata };
      const answer = await world.post(formSent({ user: 'UARCHITECT', form, fields: {} }));
      expect(JSON.parse(answer.text)).toMatchObject({ response_action: 'errors' });
    }
    expect(await world.kept()).toEqual([]);
    expect(world.engagements.came).toEqual([]);
  });
});
