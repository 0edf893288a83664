import { describe, expect, it } from 'vitest';
import { delegateModal } from '../../api/slack/views/delegate-modal.ts';
import { reminderButtons } from '../../src/messages/wait-buttons.ts';
import { letterWith } from '../fakes/letter.ts';
import type { Stage } from '../support/play.ts';
import { playbook } from '../support/scenes.ts';
import { atGate, users } from './scene.ts';
import { click, submission } from './sent-by-slack.ts';
import { beyondLimits } from './slack-limits.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const engagement = 'acme-events';
const keyOf = (stage: Stage, answeredBy: string): string =>
  stage.view.waits.find((wait) => wait.answeredBy === answeredBy)?.key ?? '';

const clicked = async (world: SlackWorld, user: string, action: string, wait: string, key: string): Promise<string> => {
  const responseUrl = world.slack.responseUrl(key);
  await world.post(click({ user, action, value: { engagement, wait }, responseUrl }));
  return world.slack.answerTo(key);
};

describe('what somebody says who is waited for', () => {
  it('is that they are on it: with a click, and once', async () => {
    const stage = atGate('2b');
    const wait = keyOf(stage, 'approveGate');
    const world = await slackWorld({ [engagement]: stage }, users);
    expect(await clicked(world, 'UENGINEER', 'wait-on-it', wait, 'one')).toBe(
      'Noted: you are on "2b Engineering Handoff: approval" of Acme. Nobody reminds you of it until something about it changes.',
    );
    expect(await clicked(world, 'UENGINEER', 'wait-on-it', wait, 'two')).toMatch(/^Noted already: you are on /);
    expect(world.engagements.came).toMatchObject([{ kind: 'acknowledge', wait, by: 'the-engineer' }]);
  });

  it('is to be left alone for a day', async () => {
    const stage = atGate('2b');
    const wait = keyOf(stage, 'approveGate');
    const world = await slackWorld({ [engagement]: stage }, users);
    expect(await clicked(world, 'UENGINEER', 'wait-snooze', wait, 'one')).toMatch(
      /rest for a business day, until \w+ \d+ Jan 2027\.$/,
    );
    const { waits } = await world.engagements.view(engagement);
    expect(waits.flatMap(({ heard = [] }) => heard)).toMatchObject([{ kind: 'snoozed', person: 'the-engineer' }]);
  });

  it('is refused kindly to whoever is not waited for, and when it is settled', async () => {
    const stage = atGate('2b');
    const wait = keyOf(stage, 'approveGate');
    const world = await slackWorld({ [engagement]: stage }, users);
    expect(await clicked(world, 'UARCHITECT', 'wait-snooze', wait, 'other')).toMatch(
      /^Nothing was done\. .*not waited for/,
    );
    stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
    expect(await clicked(world, 'UENGINEER', 'wait-on-it', wait, 'late')).toMatch(
      /^Nothing was done\. .*it is settled/,
    );
  });
});

const opened = async (world: SlackWorld, user: string, wait: string, key: string): Promise<string> => {
  const responseUrl = world.slack.responseUrl(key);
  await world.post(click({ user, action: 'wait-delegate', value: { engagement, wait }, responseUrl }));
  return world.slack.updated();
};
const filled = (to?: string, until?: string) => ({
  to: { person: { type: 'static_select', selected_option: to === undefined ? null : { value: to } } },
  until: { date: { type: 'datepicker', selected_date: until ?? null } },
});

describe('the form to delegate', () => {
  it('offers who is there, asks for a date, and is the command; a second time, it ends it', async () => {
    const stage = atGate('1d');
    const world = await slackWorld({ [engagement]: stage }, users);
    const wait = keyOf(stage, 'approveGate');
    const view = JSON.parse(await opened(world, 'UVP', wait, 'first'));
    expect(JSON.stringify(view)).toContain('The marketing-ops');
    expect(JSON.stringify(view)).not.toContain('The architect');
    const sent = { user: 'UVP', callback: 'delegate', metadata: String(view.private_metadata) };
    expect((await world.post(submission({ ...sent, values: filled() }))).text).toContain('Please say who');
    expect((await world.post(submission({ ...sent, values: filled('the-marketing-ops') }))).text).toContain(
      'on which day',
    );
    const values = filled('the-marketing-ops', '2027-03-01');
    expect((await world.post(submission({ ...sent, values }))).text).toBe('');
    expect(await world.slack.answerTo('first')).toMatch(
      /^Noted: The marketing-ops answers for you in Acme until Mon 1 Mar 2027/,
    );
    const again = JSON.parse(await opened(world, 'UVP', wait, 'second'));
    expect(JSON.stringify(again)).toContain('Nobody any more');
    await world.post(submission({ ...sent, metadata: String(again.private_metadata), values: filled('-') }));
    expect(await world.slack.answerTo('second')).toBe('Noted: you answer for yourself again in Acme.');
    expect(world.engagements.came).toMatchObject([
      { kind: 'delegate', to: 'the-marketing-ops', until: '2027-03-01', by: 'the-vp-marketing' },
      { kind: 'delegate', by: 'the-vp-marketing' },
    ]);
  });

  it('says the refusal of the core to the person alone, and what is made up is no click', async () => {
    const stage = atGate('1d');
    const world = await slackWorld({ [engagement]: stage }, users);
    const view = JSON.parse(await opened(world, 'UVP', keyOf(stage, 'approveGate'), 'both'));
    const sent = { user: 'UVP', callback: 'delegate', metadata: String(view.private_metadata) };
    await world.post(submission({ ...sent, values: filled('the-revops', '2027-03-01') }));
    expect(await world.slack.answerTo('both')).toMatch(/^Nothing was done\. Gate 1d needs an approval/);
    expect(
      (await world.post(submission({ ...sent, metadata: 'made up', values: filled('x', '2027-03-01') }))).text,
    ).toContain('cannot be read any more');
  });

  it('opens while Temporal is away, and says so; and says to strangers that they take no part', async () => {
    const stage = atGate('1d');
    const world = await slackWorld({ [engagement]: stage }, users);
    const wait = keyOf(stage, 'approveGate');
    expect(await opened(world, 'USTRANGER', wait, 'stranger')).toContain('You take no part');
    world.engagements.goAway(true);
    expect(await opened(world, 'UVP', wait, 'away')).toContain('cannot be looked up right now');
    expect(world.slack.called('views.open')).toHaveLength(2);
  });
});

describe('what Slack shows of it', () => {
  it('the form reads as it was reviewed, and Slack takes it', async () => {
    const stage = atGate('1d');
    const standing = { view: stage.view, playbook, now: stage.now };
    const modal = delegateModal(standing, 'the-vp-marketing', { about: { engagement } });
    expect(beyondLimits(modal.blocks, 100)).toEqual([]);
    await expect(`${JSON.stringify(modal, undefined, 2)}\n`).toMatchFileSnapshot('blocks/delegate-modal.json');
    const alone = {
      ...stage.view,
      people: { 'the-vp-marketing': stage.view.people['the-vp-marketing'] ?? { name: '', email: '', roles: [] } },
    };
    expect(
      JSON.stringify(delegateModal({ ...standing, view: alone }, 'the-vp-marketing', { about: { engagement } })),
    ).toContain('Nobody on your side of Acme could answer for you');
  });

  it('reminders have buttons, alone and among what was held; what fits in no button has none', () => {
    const reminder = { template: 'reminder', values: {}, items: [] } as const;
    expect(JSON.stringify(reminderButtons(letterWith({ ...reminder, wait: 'prep/architect-after-0' })))).toMatch(
      /wait-on-it.*wait-snooze.*wait-delegate/,
    );
    const part = (key: string, wait?: string) => ({ key, ...reminder, ...(wait !== undefined && { wait }) });
    const parts = [part('one'), ...Array.from({ length: 9 }, (_, index) => part(`p${index}`, `wait-${index}`))];
    const held = reminderButtons(letterWith({ template: 'digest', values: { count: '10' }, items: [], parts }));
    expect(beyondLimits(held)).toEqual([]);
    expect(held).toHaveLength(10);
    expect(JSON.stringify(held[0])).toContain('To 2:');
    expect(reminderButtons(letterWith({ ...reminder, wait: 'x'.repeat(2000) }))).toEqual([]);
    expect(reminderButtons(letterWith(reminder))).toEqual([]);
  });
});
