import { describe, expect, it } from 'vitest';
import { addDays, businessDayFrom, dateOf } from '../../src/calendar/calendar.ts';
import { playbook } from '../support/scenes.ts';
import { atGate, users as known } from './scene.ts';
import { atInstant, chosen, formSent, inChannel, picked, slash, typed } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const users = {
  ...known,
  UARCHITECT: { email: 'architect@team.example', name: 'Ada Sample' },
  UOPS: { email: 'ops@team.example', name: 'Olu Sample' },
};

const calendar = { timeZone: 'Europe/Berlin', holidays: [] };
/** A business day in some weeks, at noon. */
const kickoffAt = `${businessDayFrom(addDays(dateOf(new Date().toISOString(), calendar), 45), calendar)}T12:00:00.000Z`;

const basics = {
  customer: typed('Acme & Sons'),
  playbook: chosen('event-operations-platform'),
  type: chosen('dedicated'),
  kickoffAt: atInstant(kickoffAt),
  timeZone: chosen('Europe/Berlin'),
};
const everybody = Object.fromEntries(
  playbook.roles.map(({ id, side, name }) => [
    `role-${id}`,
    side === 'customer'
      ? typed(`${name} <${id}@customer.example>`)
      : picked({ engineer: 'UENGINEER', ops: 'UOPS' }[id] ?? 'UARCHITECT'),
  ]),
);
const said = (text: string): Readonly<Record<string, unknown>> => JSON.parse(text);

/** Given the first page, opened. */
async function opened(over: object = {}) {
  const world = await slackWorld({}, { ...users, ...over });
  const answer = await world.post(slash('UARCHITECT', 'start', world.slack.responseUrl('start')));
  expect(answer).toMatchObject({ status: 200, text: '' });
  return { world, form: await world.slack.openedView() };
}

/** Given the second page. */
async function second(over: object = {}, more: Readonly<Record<string, object>> = {}) {
  const { world, form } = await opened(over);
  const answer = said((await world.post(formSent({ user: 'UARCHITECT', form, fields: { ...basics, ...more } }))).text);
  expect(answer).toMatchObject({ response_action: 'update', view: { callback_id: 'start-people' } });
  const next: { readonly view: typeof form } = JSON.parse(JSON.stringify(answer));
  return { world, form: next.view };
}

const errorsOf = async (world: SlackWorld, request: Parameters<SlackWorld['post']>[0]) => {
  const answer: { readonly response_action?: string; readonly errors?: Readonly<Record<string, string>> } = JSON.parse(
    (await world.post(request)).text || '{}',
  );
  expect(answer.response_action).toBe('errors');
  return answer.errors ?? {};
};

/** The channel of an engagement that was started with these fields more. */
async function channelOf(more: Readonly<Record<string, object>>): Promise<string | undefined> {
  const { world, form } = await second({}, more);
  await world.post(formSent({ user: 'UARCHITECT', form, fields: everybody }));
  const [, engagement = ''] = /^Started: .* is "(.*?)"/.exec(await world.slack.answerTo('start')) ?? [];
  return (await world.engagements.view(engagement)).slackChannel;
}

describe('an engagement is started by a form', () => {
  it('opens before anything else is asked, and asks what the playbook asks on its second page', async () => {
    const { world, form } = await second();
    expect(world.slack.calls.map(({ method }) => method)).toEqual(['views.open']);
    const names = form.blocks.flatMap((block) => ('block_id' in block ? [block.block_id] : []));
    expect(names).toEqual(expect.arrayContaining(['methodology', 'flag-gdprApplies', 'role-architect', 'role-legal']));
    expect(JSON.stringify(form.blocks)).toContain('"initial_users":["UARCHITECT"]');
  });

  it('starts what POST /v1/engagements would, once, however often it is sent', async () => {
    const { world, form } = await second();
    const fields = { ...everybody, 'flag-gdprApplies': chosen('yes') };
    const once = formSent({ user: 'UARCHITECT', form, fields, id: 'VSTART' });
    const twice = formSent({ user: 'UARCHITECT', form, fields, id: 'VSTART' });
    expect(await world.post(once)).toMatchObject({ status: 200, text: '' });
    await world.post(twice);
    await world.post(once, { retry: 1 });
    expect(await world.slack.answerTo('start')).toMatch(/^Started: Acme &amp; Sons is "acme-sons-/);
    await world.settled();
    const { engagements } = await world.engagements.list({ equal: {}, limit: 10 });
    expect(engagements).toHaveLength(1);
    const view = await world.engagements.view(engagements[0]?.engagement ?? '');
    expect(view).toMatchObject({
      customer: 'Acme & Sons',
      type: 'dedicated',
      flags: { gdprApplies: true, platformPreselected: false },
      calendar: { timeZone: 'Europe/Berlin' },
      people: {
        architect: {
          name: 'Ada Sample',
          email: 'architect@team.example',
          slack: 'UARCHITECT',
          roles: ['architect', 'sme'],
        },
        ops: { slack: 'UOPS', roles: ['ops'] },
        'vp-marketing': { email: 'vp-marketing@customer.example', roles: ['vp-marketing'] },
      },
    });
    expect(view.people['vp-marketing']).not.toHaveProperty('slack');
  });

  it('has a channel of its own where one was chosen, and none else', async () => {
    expect(await channelOf({ slackChannel: inChannel('C012AB3CD') })).toBe('C012AB3CD');
    expect(await channelOf({})).toBeUndefined();
  });

  it('is the same engagement when it is sent again after it was started', async () => {
    const { world, form } = await second();
    const sending = () => formSent({ user: 'UARCHITECT', form, fields: everybody, id: 'VSTART' });
    await world.post(sending());
    await world.slack.answerTo('start');
    await world.settled();
    await world.post(sending());
    const [first, again] = (await world.slack.answerTo('start', 2)).split('\n');
    expect(again).toBe(first);
    expect((await world.engagements.list({ equal: {}, limit: 10 })).engagements).toHaveLength(1);
  });

  it('is kept while Temporal is away', async () => {
    const { world, form } = await second();
    world.engagements.goAway(true);
    await world.post(formSent({ user: 'UARCHITECT', form, fields: everybody }));
    expect(await world.slack.answerTo('start')).toMatch(/^This is kept/);
    world.engagements.goAway(false);
    expect(await world.slack.answerTo('start', 2)).toContain('Started: ');
  });

  it('says what is wrong on its first page at the fields, and asks for the second only then', async () => {
    const { world, form } = await opened();
    const fields = {
      ...basics,
      customer: typed('\u2800'),
      kickoffAt: atInstant('2020-01-02T10:00:00Z'),
      timeZone: chosen('-'),
      slackChannel: inChannel('D012AB3CD'),
    };
    const errors = await errorsOf(world, formSent({ user: 'UARCHITECT', form, fields }));
    expect(errors).toEqual({
      customer: expect.stringContaining('Expected a text'),
      kickoffAt: expect.stringContaining('is past'),
      timeZone: expect.stringContaining('Missing.'),
      slackChannel: expect.stringContaining('the id of a Slack channel'),
    });
    const forged = { ...form, private_metadata: '{"about":{}}' };
    expect(await errorsOf(world, formSent({ user: 'UARCHITECT', form: forged, fields: basics }))).toHaveProperty(
      'customer',
    );
    expect(await world.kept()).toEqual([]);
  });

  it('says what is wrong on its second page at the fields, and keeps nothing', async () => {
    const { world, form } = await second();
    const { 'role-vp-marketing': _nobody, ...others } = everybody;
    const lacking = await errorsOf(world, formSent({ user: 'UARCHITECT', form, fields: others }));
    expect(lacking['role-vp-marketing']).toContain('Nobody holds the role vp-marketing');
    const odd = { ...everybody, 'role-legal': typed('legal@customer.example') };
    expect(await errorsOf(world, formSent({ user: 'UARCHITECT', form, fields: odd }))).toEqual({
      'role-legal': 'Write each as Name <address>, a line each.',
    });
    const misspelt = { ...everybody, 'role-legal': typed('Lee Sample <nowhere>') };
    const errors = await errorsOf(world, formSent({ user: 'UARCHITECT', form, fields: misspelt }));
    expect(errors).toEqual({ 'role-legal': expect.stringContaining('an e-mail address') });
    const method = { ...everybody, methodology: chosen('guesswork') };
    expect(await errorsOf(world, formSent({ user: 'UARCHITECT', form, fields: method }))).toHaveProperty('methodology');
    const forged = { ...form, private_metadata: '{' };
    expect(await errorsOf(world, formSent({ user: 'UARCHITECT', form: forged, fields: everybody }))).toHaveProperty(
      'role-architect',
    );
    expect(await world.kept()).toEqual([]);
  });

  it('is for somebody who takes part', async () => {
    const { world, form } = await second();
    const errors = await errorsOf(world, formSent({ user: 'USTRANGER', form, fields: everybody }));
    expect(errors['role-architect']).toContain('choose yourself for one of its roles');
  });

  it('starts nothing for somebody whom Slack gives no name and confirmed address', async () => {
    const { world, form } = await second({ UOPS: { email: 'ops@team.example', confirmed: false } });
    await world.post(formSent({ user: 'UARCHITECT', form, fields: everybody }));
    expect(await world.slack.answerTo('start')).toMatch(/^Nothing was started. Slack does not say .* of UOPS/);
    expect((await world.engagements.list({ equal: {}, limit: 10 })).engagements).toEqual([]);
  });

  it('answers in private what is found only later', async () => {
    const { world, form } = await opened();
    const fields = { ...basics, previous: chosen('nowhere') };
    const answer: { readonly view: typeof form } = JSON.parse(
      (await world.post(formSent({ user: 'UARCHITECT', form, fields }))).text,
    );
    await world.post(formSent({ user: 'UARCHITECT', form: answer.view, fields: everybody }));
    expect(await world.slack.answerTo('start')).toContain(
      'Nothing was started. Nothing was done: previous: There is no',
    );
  });

  it('says so when it could not be opened', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.slack.refuse('views.open', 'expired_trigger_id');
    await world.post(slash('UARCHITECT', 'start Acme', world.slack.responseUrl('late')));
    expect(await world.slack.answerTo('late')).toBe('The form could not be opened in time. Please type it again.');
  });
});
