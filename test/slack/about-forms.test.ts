import { describe, expect, it } from 'vitest';
import { formAsked } from '../../api/slack/forms/form-asked.ts';
import { given, playbook } from '../support/scenes.ts';
import { Stage } from '../support/play.ts';
import { atGate, users } from './scene.ts';
import { chosen, formSent, onDay, slash, suggestion, typed } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const metric = playbook.metrics[0]?.id ?? '';
const acme = chosen('acme-events');

async function opened(text: string, stage = atGate('2b')) {
  const world = await slackWorld({ 'acme-events': stage }, users);
  expect(await world.post(slash('UARCHITECT', text, world.slack.responseUrl('about')))).toMatchObject({ text: '' });
  const form = await world.slack.openedView();
  expect(world.slack.calls.map(({ method }) => method)).toEqual(['views.open']);
  const send = async (fields: Readonly<Record<string, object>>) => {
    const answer = await world.post(formSent({ user: 'UARCHITECT', form, fields }));
    return answer.text;
  };
  return { world, form, send };
}

describe('what was typed without an id', () => {
  it.each([
    ['show', { kind: 'about', word: 'show' }],
    [' WHY ', { kind: 'about', word: 'why' }],
    ['golive 2027-03-01', { kind: 'about', word: 'golive', on: '2027-03-01' }],
    ['golive acme', { kind: 'about', word: 'golive', engagement: 'acme' }],
    ['hold acme', { kind: 'about', word: 'hold', engagement: 'acme' }],
    ['hours', { kind: 'hours' }],
    ['Hours acme', { kind: 'hours', engagement: 'acme' }],
    ['start', { kind: 'start' }],
    ['start Acme & Sons', { kind: 'start', customer: 'Acme & Sons' }],
  ])('%j asks for a form', (text, asked) => {
    expect(formAsked(text)).toEqual(asked);
  });

  it.each(['', 'help', 'list', 'show acme', 'golive acme 2027-03-01', 'reading acme uptime', 'shwo'])(
    '%j asks for none',
    (text) => {
      expect(formAsked(text)).toBeUndefined();
    },
  );
});

describe('a form about an engagement', () => {
  it.each([
    ['show', {}, 'how it stands'],
    ['why', {}, 'why it waits'],
    ['golive 2027-03-01', { on: onDay('2027-03-01') }, 'go-live of Acme is on Mon 1 Mar 2027'],
    [
      'issue',
      { text: typed('critical minds think alike'), severity: chosen('major') },
      'Reported as a major issue of Acme: critical',
    ],
    ['hold', { text: typed('The budget') }, 'Acme is on hold'],
    ['reading acme-events', { metric: chosen(metric), value: typed('1.5') }, 'Recorded: '],
  ])('%s is answered as if it had been typed', async (text, fields, words) => {
    const { world, send } = await opened(text);
    expect(await send({ engagement: acme, ...fields })).toBe('');
    expect(await world.slack.answerTo('about')).toContain(words);
  });

  it('has what was typed already in it', async () => {
    const dated = await opened('golive 2027-03-01');
    expect(JSON.stringify(dated.form.blocks)).toContain('"initial_date":"2027-03-01"');
    const named = await opened('checkin acme-events');
    expect(JSON.stringify(named.form.blocks)).toContain('"value":"acme-events"');
  });

  it.each([
    ['show', {}, ['engagement']],
    ['show', { engagement: chosen('-') }, ['engagement']],
    ['checkin', { engagement: acme }, ['on']],
    ['resume', { engagement: acme, text: typed('...') }, ['text']],
    ['reading', { metric: chosen('-'), value: typed('12,5') }, ['metric', 'value', 'engagement']],
  ])('%s says what is missing at its fields', async (text, fields, names) => {
    const { world, send } = await opened(text);
    const answer: { readonly errors: object } = JSON.parse(await send(fields));
    expect(Object.keys(answer.errors)).toEqual(names);
    expect(await world.kept()).toEqual([]);
  });
});

async function offered(world: SlackWorld, ...asked: Parameters<typeof suggestion>): Promise<string[]> {
  const answer = await world.post(suggestion(...asked));
  expect(answer.status).toBe(200);
  const {
    options,
  }: { readonly options: readonly { readonly value: string; readonly text: { readonly text: string } }[] } = JSON.parse(
    answer.text,
  );
  for (const { text, value } of options) {
    expect(text.text.length).toBeLessThanOrEqual(75);
    expect(value.length).toBeLessThanOrEqual(150);
  }
  expect(options.length).toBeLessThanOrEqual(100);
  return options.map(({ value, text }) => (value === '-' ? text.text : value));
}

describe('names complete while they are typed', () => {
  it('with the engagements that somebody takes part in, and no others', async () => {
    const stages = { 'acme-events': atGate('2b'), beta: new Stage(playbook, { customer: 'Beta <Ltd>' }) };
    const world = await slackWorld(stages, users);
    expect(await offered(world, 'UARCHITECT', 'engagement', '')).toEqual(['acme-events', 'beta']);
    expect(await offered(world, 'UARCHITECT', 'engagement', 'LTD')).toEqual(['beta']);
    expect(await offered(world, 'UARCHITECT', 'previous', 'acme')).toEqual(['acme-events']);
    expect(await offered(world, 'USTRANGER', 'engagement', '')).toEqual([]);
    expect(await offered(world, 'UGONE', 'engagement', '')).toEqual([]);
  });

  it('with a hundred at most', async () => {
    const one = given('1a');
    const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`e${index}`, one]));
    const world = await slackWorld(many, users);
    expect(await offered(world, 'UARCHITECT', 'engagement', 'e')).toHaveLength(100);
  });

  it('with the metrics of the engagement that was chosen', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    expect(await offered(world, 'UARCHITECT', 'metric', '', { engagement: acme })).toEqual(
      expect.arrayContaining([metric]),
    );
    expect(await offered(world, 'UARCHITECT', 'metric', '')).toContain(metric);
    expect(await offered(world, 'UARCHITECT', 'metric', '', { engagement: chosen('other') })).toEqual([]);
  });

  it('with playbooks, time zones and countries', async () => {
    const world = await slackWorld({}, users);
    expect(await offered(world, 'USTRANGER', 'playbook', 'event')).toEqual(['event-operations-platform']);
    expect(await offered(world, 'USTRANGER', 'timeZone', 'berl')).toEqual(['Europe/Berlin']);
    expect(await offered(world, 'USTRANGER', 'timeZone', 'utc')).toContain('UTC');
    expect(await offered(world, 'USTRANGER', 'timeZone', '')).toHaveLength(100);
    expect(await offered(world, 'USTRANGER', 'country', 'germ')).toEqual(['DE']);
  });

  it('with a sentence while Temporal is away, and when it does not answer in time', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.engagements.goAway(true);
    expect(await offered(world, 'UARCHITECT', 'engagement', '')).toEqual([
      'It cannot be looked up now: type again in a moment',
    ]);
    world.engagements.hang();
    expect(await offered(world, 'UARCHITECT', 'engagement', '')).toEqual(['No answer in time: type again in a moment']);
  });
});
