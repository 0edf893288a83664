import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atGate, users } from './scene.ts';
import { click, slash } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const at2b = { engagement: 'acme-events', gate: '2b', attempt: 1 };
const world = () => slackWorld({ 'acme-events': atGate('2b') }, users);

async function answerTo(here: SlackWorld, user: string, over: { team?: string; home?: string } = {}): Promise<string> {
  const responseUrl = here.slack.responseUrl(user);
  await here.post(click({ user, action: 'gate-approve', value: at2b, responseUrl, ...over }));
  return here.slack.answerTo(user);
}

describe('who is who', () => {
  it('knows a person by their address, whatever its case', async () => {
    expect(await answerTo(await world(), 'UENGINEER')).toMatch(/^Noted/);
  });

  it('knows a person by the Slack id that is noted for them, and nobody else by their address then', async () => {
    const stage = atGate('2b');
    const { name, email, roles } = stage.view.people['the-engineer'] ?? { name: '', email: '', roles: [] };
    stage.act({ kind: 'assignPerson', person: 'the-engineer', name, email, roles: [...roles], slack: 'UREAL' });
    const here = await slackWorld({ 'acme-events': stage }, { ...users, UREAL: { email: 'private@home.example' } });
    expect(await answerTo(here, 'UENGINEER')).toMatch(/^Sorry, there is no engagement/);
    expect(await answerTo(here, 'UREAL')).toMatch(/^Noted/);
  });

  it.each([
    ['is nobody of the engagement', 'USTRANGER', {}, 'that you take part in as stranger@elsewhere.example'],
    ['has an address that nobody confirmed', 'UUNCONFIRMED', {}, 'that you take part in'],
    ['was deactivated', 'UGONE', {}, 'not active any more'],
    ['belongs to another workspace, by what Slack says of them', 'UOTHER', {}, 'another Slack workspace'],
    ['belongs to another workspace, by the click', 'UENGINEER', { home: 'T0OTHER' }, 'another Slack workspace'],
    ['clicks in another workspace', 'UENGINEER', { team: 'T0OTHER' }, 'another Slack workspace'],
    ['is unknown to Slack', 'UNOBODY', {}, 'another Slack workspace'],
  ])('does nothing for whoever %s, and says so kindly', async (_, user, over, words) => {
    const here = await world();
    expect(await answerTo(here, user, over)).toContain(words);
    await here.post(slash(user, 'issue acme-events Nothing works', here.slack.responseUrl('issue'), over));
    await here.settled();
    expect(here.engagements.came).toEqual([]);
  });

  it('asks Slack once a day, also over a restart, and again when what was noted cannot be read', async () => {
    const here = await world();
    await answerTo(here, 'UENGINEER');
    await here.stop();
    const next = await here.again();
    const responseUrl = here.slack.responseUrl('again');
    const again = () => click({ user: 'UENGINEER', action: 'gate-approve', value: at2b, responseUrl });
    await next.post(again());
    await here.slack.answerTo('again');
    expect([here.slack.called('auth.test').length, here.slack.called('users.info').length]).toEqual([1, 1]);
    await next.stop();
    const file = join(here.folder, 'slack-members.json');
    const aged = (await readFile(file, 'utf8')).replaceAll(/"at":"\d{4}/g, '"at":"2020');
    await writeFile(file, aged);
    const later = await here.again();
    await later.post(again());
    await here.slack.answerTo('again', 2);
    expect([here.slack.called('auth.test').length, here.slack.called('users.info').length]).toEqual([2, 2]);
    await later.stop();
    await writeFile(file, '{');
    await (await here.again()).post(again());
    await here.slack.answerTo('again', 3);
    expect(here.slack.called('users.info')).toHaveLength(3);
    expect(here.logged.join('')).toContain('cannot be read; it is asked again');
  });

  it('keeps the click while Slack cannot say who somebody is', async () => {
    const here = await world();
    here.slack.refuse('users.info', 'ratelimited', 'internal_error');
    expect(await answerTo(here, 'UENGINEER')).toMatch(/^This is kept/);
    expect(await here.slack.answerTo('UENGINEER', 2)).toContain('Noted');
  });
});
