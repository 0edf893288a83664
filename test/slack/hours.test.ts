import { describe, expect, it } from 'vitest';
import { Stage } from '../support/play.ts';
import { playbook } from '../support/scenes.ts';
import { atGate, users as known } from './scene.ts';
import { atTime, chosen, click, formSent, slash } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const users = { ...known, UENGINEER: { email: 'engineer@team.example', timeZone: 'America/New_York' } };
const two = () => ({
  'acme-events': atGate('2b'),
  beta: new Stage(playbook, { engagement: 'beta', customer: 'Beta' }),
});

interface Form {
  readonly callback_id: string;
  readonly private_metadata: string;
  readonly blocks: readonly object[];
}

/** Given the form, opened by what was typed. */
async function opened(text: string, user = 'UENGINEER', stages: Readonly<Record<string, Stage>> = two()) {
  const world = await slackWorld(stages, users);
  await world.post(slash(user, text, world.slack.responseUrl('hours')));
  const form: Form = JSON.parse(await world.slack.updated());
  return { world, form, shown: JSON.stringify(form.blocks) };
}

const tokyo = {
  timeZone: chosen('Asia/Tokyo'),
  quiet: chosen('between'),
  from: atTime('19:00'),
  until: atTime('07:30'),
};
const hoursIn = async (world: SlackWorld, engagement: string, person = 'the-engineer') => {
  const { timeZone, quietHours } = (await world.engagements.view(engagement)).people[person] ?? {};
  return { timeZone, quietHours };
};

describe('the hours of whoever is in Slack', () => {
  it('are asked with what Slack and the engagement know, and set in every engagement of theirs', async () => {
    const { world, form, shown } = await opened('hours');
    expect(shown).toContain('"initial_option":{"text":{"type":"plain_text","text":"America/New_York"');
    expect(shown).toContain('"initial_time":"18:00"');
    expect((await world.post(formSent({ user: 'UENGINEER', form, fields: tokyo }))).text).toBe('');
    expect(await world.slack.answerTo('hours')).toBe(
      'Noted for Acme, Beta: you are in Asia/Tokyo, and messages wait from 19:00 to 07:30.',
    );
    for (const engagement of ['acme-events', 'beta']) {
      expect(await hoursIn(world, engagement)).toEqual({ timeZone: 'Asia/Tokyo', quietHours: '19:00-07:30' });
      expect(await hoursIn(world, engagement, 'the-architect')).toEqual({});
    }
    expect(world.engagements.came).toMatchObject([
      { kind: 'setHours', by: 'the-engineer', surface: 'slack' },
      { kind: 'setHours', by: 'the-engineer', surface: 'slack' },
    ]);
    await world.post(slash('UENGINEER', 'hours', world.slack.responseUrl('again')));
    const again = await world.slack.updated();
    expect(again).toContain('Asia/Tokyo');
    expect(again).toContain('"initial_time":"07:30"');
  });

  it('are set in one engagement, by whoever of the customer takes part, to none at all', async () => {
    const { world, form, shown } = await opened('hours acme-events', 'UVP');
    expect(shown).toContain('For the engagement acme-events.');
    expect(shown).not.toContain('initial_option":{"text":{"type":"plain_text","text":"America');
    const fields = { timeZone: chosen('Europe/Berlin'), quiet: chosen('never') };
    await world.post(formSent({ user: 'UVP', form, fields }));
    expect(await world.slack.answerTo('hours')).toContain(
      'Noted for Acme: you are in Europe/Berlin, and messages come',
    );
    expect(await hoursIn(world, 'acme-events', 'the-vp-marketing')).toMatchObject({ quietHours: 'none' });
    expect(await hoursIn(world, 'beta', 'the-vp-marketing')).toEqual({});
  });

  it('are a button of the home tab, answered by direct message', async () => {
    const world = await slackWorld(two(), users);
    await world.post(click({ user: 'UENGINEER', action: 'my-hours', value: {} }));
    const form: Form = JSON.parse(await world.slack.updated());
    await world.post(formSent({ user: 'UENGINEER', form, fields: tokyo }));
    await world.settled();
    expect(world.slack.called('chat.postMessage').map(({ fields }) => fields['text'])).toEqual([
      expect.stringContaining('Noted for Acme, Beta'),
    ]);
    world.slack.refuse('views.open', 'expired_trigger_id');
    const responseUrl = world.slack.responseUrl('late');
    await world.post(click({ user: 'UENGINEER', action: 'my-hours', value: {}, responseUrl }));
    expect(await world.slack.answerTo('late')).toBe('The form could not be opened in time. Please click again.');
  });

  it('are a time zone and two times that differ, or it is said at the fields', async () => {
    const { world, form } = await opened('hours');
    const errorsOf = async (fields: Readonly<Record<string, object>>) => {
      const answer = await world.post(formSent({ user: 'UENGINEER', form, fields: { ...tokyo, ...fields } }));
      return JSON.parse(answer.text).errors;
    };
    expect(await errorsOf({ timeZone: chosen('-') })).toEqual({ timeZone: 'Choose a time zone, please.' });
    for (const fields of [{ until: atTime('19:00') }, { from: {} }])
      expect(await errorsOf(fields)).toEqual({ until: 'Choose two times that differ, please.' });
    expect(await world.kept()).toEqual([]);
  });

  it.each([
    ['hours', 'USTRANGER', 'You take part in no engagement.'],
    ['hours beta', 'USTRANGER', 'You take part in no engagement \\"beta\\".'],
    ['hours no/such', 'UENGINEER', 'You take part in no engagement \\"no/such\\".'],
    ['hours', 'UGONE', 'This Slack account is not active'],
  ])('are asked of nobody who takes no part: %j of %s', async (text, user, words) => {
    const { form, shown } = await opened(text, user);
    expect(shown).toContain(words);
    expect(form).not.toHaveProperty('submit');
  });

  it('are asked without a time zone where Slack does not say it, and not while Temporal is away', async () => {
    const { world } = await opened('hours');
    world.slack.refuse('users.info', 'invalid_auth');
    await world.post(slash('UENGINEER', 'hours', world.slack.responseUrl('unknown')));
    const form = await world.slack.updated();
    expect(form).toContain('"callback_id":"hours"');
    expect(form).not.toContain('America');
    world.engagements.goAway(true);
    await world.post(slash('UREVOPS', 'hours', world.slack.responseUrl('away')));
    expect(await world.slack.updated()).toContain('cannot be looked up right now');
  });

  it('leave alone what has ended meanwhile', async () => {
    const stages = two();
    const { world, form } = await opened('hours', 'UENGINEER', stages);
    const fields = { user: 'UENGINEER', form, fields: tokyo };
    stages.beta.act({ kind: 'endEngagement', reason: 'It is over' });
    await world.post(formSent(fields));
    expect(await world.slack.answerTo('hours')).toContain('Noted for Acme: ');
    expect(await hoursIn(world, 'beta')).toEqual({});
  });
});
