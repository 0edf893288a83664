import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { cast, Stage } from '../support/play.ts';
import { given, playbook } from '../support/scenes.ts';
import { atGate, users } from './scene.ts';
import { click, homeOpened, slash } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

let asked = 0;

/** What somebody is answered: all the text of it. */
async function said(world: SlackWorld, user: string, text: string): Promise<string> {
  const key = `slash-${(asked += 1)}`;
  expect((await world.post(slash(user, text, world.slack.responseUrl(key)))).status).toBe(200);
  await world.slack.answerTo(key);
  const answer = world.slack.answers.find((one) => one.key === key);
  expect(answer?.body).toMatchObject({ response_type: 'ephemeral', replace_original: false });
  return JSON.stringify(answer?.body);
}

describe('/engagement', () => {
  it('lists the engagements that somebody takes part in, and no others', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b'), other: atGate('1d') }, users);
    expect(await said(world, 'UENGINEER', 'list')).toContain('2b Engineering Handoff');
    expect(await said(world, 'USTRANGER', 'list')).toContain('You take part in none.');
  });

  it('pages a long list', async () => {
    const one = given('1a');
    const many = Object.fromEntries(Array.from({ length: 23 }, (_, index) => [`e${index}`, one]));
    const world = await slackWorld(many, users);
    expect(await said(world, 'UARCHITECT', 'list')).toContain('Page 1 of 3, 23 engagements');
    expect(await said(world, 'UARCHITECT', 'list 9')).toContain('Page 3 of 3');
    await world.post(
      click({
        user: 'UARCHITECT',
        action: 'list-page',
        value: { page: 2 },
        responseUrl: world.slack.responseUrl('page'),
      }),
    );
    await world.slack.answerTo('page');
    expect(JSON.stringify(world.slack.answers.at(-1)?.body)).toContain('Page 2 of 3');
  });

  it('reads no more than what a page shows, once it is known who takes part in what', async () => {
    const many = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`e${index}`, given('1a')]));
    const others = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`o${index}`, withoutEngineer()]));
    const world = await slackWorld({ ...many, ...others }, users);
    expect(await said(world, 'UENGINEER', 'list')).toContain('Page 1 of 2, 12 engagements');
    const before = world.engagements.read.length;
    await said(world, 'UENGINEER', 'list');
    expect(world.engagements.read.slice(before)).toHaveLength(10);
    expect(world.engagements.read.slice(before).every((id) => id.startsWith('e'))).toBe(true);
  });

  it('shows how one stands, and what this person can do', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const shown = await said(world, 'UENGINEER', 'show acme-events');
    expect(shown).toContain('gate-approve');
    expect(await said(world, 'UARCHITECT', 'show acme-events')).not.toContain('gate-approve');
  });

  it('says who is waited for since when, and what happens next if nobody acts', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const why = await said(world, 'UARCHITECT', 'why acme-events');
    expect(why).toMatch(/\(The engineer\)\* since Tue 26 Jan 2027.*2b Engineering Handoff: approval/);
    expect(why).toContain('If nobody acts');
    expect(why).toMatch(/nothing heard since Tue 26 Jan 2027 → The engineer/);
  });

  it('sets go-live, moves the check-in, holds and resumes, and reports issues', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    expect(await said(world, 'UARCHITECT', 'golive acme-events 2027-03-01')).toContain(
      'go-live of Acme is on Mon 1 Mar 2027',
    );
    expect(await said(world, 'UARCHITECT', 'checkin acme-events 2027-06-01')).toContain('Nothing was done.');
    expect(await said(world, 'UARCHITECT', 'hold acme-events The budget')).toContain('Acme is on hold');
    expect(await said(world, 'UARCHITECT', 'resume acme-events It is there')).toContain('Acme goes on');
    expect(await said(world, 'UENGINEER', 'issue acme-events critical: The sync is down')).toContain(
      'Reported as a critical issue',
    );
    expect(world.engagements.came.map(({ kind }) => kind)).toEqual([
      'setGoLive',
      'moveCheckIn',
      'hold',
      'resume',
      'reportIssue',
    ]);
    expect(world.engagements.came.at(-1)).toMatchObject({ summary: 'The sync is down', severity: 'critical' });
  });

  it('refuses in the words of the SOP, and in whose it is', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    expect(await said(world, 'UVP', 'hold acme-events No')).toContain('is for the team');
    expect(await said(world, 'UARCHITECT', 'golive acme-events 2020-01-01')).toContain(
      'is before the engagement began',
    );
  });

  it('records a reading, and names the nearest metric for one that is not there', async () => {
    const metric = playbook.metrics[0]?.id ?? '';
    const world = await slackWorld({ 'acme-events': given('3c') }, users);
    expect(await said(world, 'UARCHITECT', `reading acme-events ${metric}x 1`)).toContain(
      `Did you mean \\"${metric}\\"?`,
    );
    expect(await said(world, 'UARCHITECT', `reading acme-events ${metric} 1`)).toContain('Recorded: ');
    expect(world.engagements.came).toMatchObject([{ kind: 'recordReading', metric, value: 1 }]);
  });

  it('says the nearest engagement for a misspelt one, and how somebody comes to take part', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    expect(await said(world, 'UARCHITECT', 'show acme-evnets')).toContain('Did you mean \\"acme-events\\"?');
    expect(await said(world, 'USTRANGER', 'show acme-events')).toContain('by your Slack id USTRANGER or your address');
    expect(await said(world, 'UARCHITECT', 'show ../../etc')).toContain('Sorry, there is no engagement');
  });

  it('pings nobody, whatever a customer is called', async () => {
    const stage = new Stage(playbook, { customer: '<!channel> & <@U123>' });
    const world = await slackWorld({ 'acme-events': stage }, users);
    for (const text of [
      'list',
      'show acme-events',
      'why acme-events',
      'hold acme-events <!here>',
      'issue acme-events <!everyone>',
    ]) {
      const answer = await said(world, 'UARCHITECT', text);
      expect(answer.replaceAll(/"type":"plain_text","text":"(?:[^"\\]|\\.)*"/g, '')).not.toMatch(/<[!@#]/);
      expect(answer.includes('"mrkdwn"') && !answer.includes('"verbatim":true')).toBe(false);
    }
  });
});

/** Given an engagement that somebody else than UENGINEER builds. */
function withoutEngineer(): Stage {
  const people = cast(playbook);
  const engineer = { name: 'Another', email: 'another@team.example', roles: ['engineer'] };
  return new Stage(playbook, { engagement: 'other', people: { ...people, 'the-engineer': engineer } });
}

async function homeOf(world: SlackWorld, user: string): Promise<string> {
  expect((await world.post(homeOpened(user))).status).toBe(200);
  for (let tries = 0; world.slack.called('views.publish').length === 0 && tries < 300; tries += 1) await pause(10);
  return JSON.stringify(world.slack.called('views.publish').at(-1)?.fields);
}

describe('the home tab', () => {
  it('shows what waits for whoever opens it', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const home = await homeOf(world, 'UENGINEER');
    expect(home).toContain('2b Engineering Handoff, since Tue 26 Jan 2027');
    expect(home).toContain('gate-approve');
    expect(home).toContain('Waiting for');
  });

  it('is shown anew when something changes that it shows, and not otherwise', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b'), other: withoutEngineer() }, users);
    await homeOf(world, 'UENGINEER');
    await said(world, 'UARCHITECT', 'hold acme-events The budget');
    for (let tries = 0; world.slack.called('views.publish').length < 2 && tries < 300; tries += 1) await pause(10);
    const homes = world.slack
      .called('views.publish')
      .map(({ fields }) => [fields['user_id'], fields['view']?.includes('held')]);
    expect(homes).toEqual([
      ['UENGINEER', false],
      ['UENGINEER', true],
    ]);
    await said(world, 'UARCHITECT', 'why acme-events');
    await said(world, 'UARCHITECT', 'issue other It is slow');
    await pause(400);
    expect(world.slack.called('views.publish')).toHaveLength(2);
  });

  it('shows nothing to somebody of another workspace', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    await world.post(homeOpened('UOTHER'));
    await homeOf(world, 'USTRANGER');
    expect(world.slack.called('views.publish').map(({ fields }) => fields['user_id'])).toEqual(['USTRANGER']);
    expect(JSON.stringify(world.slack.called('views.publish'))).not.toContain('Acme');
  });
});
