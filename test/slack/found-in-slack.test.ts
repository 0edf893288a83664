import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { findInSlack } from '../../activities/find-in-slack.ts';
import { slackClient } from '../../stores/slack-client.ts';
import { slackMemberFile } from '../../stores/slack-member-file.ts';
import { slackMembers } from '../../stores/slack-members.ts';
import { slackPeople } from '../../stores/slack-people.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { slackServer } from './slack-server.ts';
import type { SlackUserThere } from './slack-server.ts';

const there: Readonly<Record<string, SlackUserThere>> = {
  UADA: { email: 'ada@team.example' },
  UGONE: { email: 'gone@team.example', deleted: true },
  UBOT: { email: 'bot@team.example', bot: true },
  UOTHER: { email: 'other@team.example', team: 'T0OTHER' },
  UUNSURE: { email: 'unsure@team.example', confirmed: false },
};
const person = (name: string, slack?: string) => ({
  id: name,
  name,
  email: `${name}@team.example`,
  roles: ['engineer'],
  ...(slack !== undefined && { slack }),
});

/** A worker's way to find people, and a Slack that answers. */
async function finding(users: Readonly<Record<string, SlackUserThere>> = there) {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-found-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const slack = await slackServer(users);
  const file = join(folder, 'slack-members.json');
  const process = () => {
    const client = slackClient({ token: 'xoxb-made-up', apiUrl: slack.apiUrl, timeoutMs: 5000 });
    const members = slackMembers(slackPeople(client), slackMemberFile(file, pino({ level: 'silent' })));
    return { members, find: findInSlack(members) };
  };
  return { ...process(), slack, file, process, asked: () => slack.called('users.lookupByEmail').length };
}

function atNoon(): void {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2027-01-04T12:00:00.000Z') });
  onTestFinished(() => void vi.useRealTimers());
}
const hoursPass = (hours: number): void => void vi.advanceTimersByTime(hours * 3_600_000);

describe('somebody of the team', () => {
  it('is found by the Slack id that is noted for them, without asking', async () => {
    const { find, slack } = await finding();
    expect(await find(person('anyone', 'U7'))).toEqual({ user: 'U7' });
    expect(slack.calls).toEqual([]);
  });

  it('is found by their address, whatever its case, and known for a day, by the next process too', async () => {
    atNoon();
    const { find, process, asked } = await finding();
    expect(await find(person('ada'))).toEqual({ user: 'UADA' });
    expect(await find({ ...person('ada'), email: 'ADA@team.example' })).toEqual({ user: 'UADA' });
    expect(await process().find(person('ada'))).toEqual({ user: 'UADA' });
    expect(asked()).toBe(1);
    hoursPass(25);
    await find(person('ada'));
    expect(asked()).toBe(2);
  });

  it('is asked for once by all who look for them at the same instant, and again after that failed', async () => {
    const { find, members, slack } = await finding();
    slack.refuse('users.lookupByEmail', 'fatal_error');
    const together = () => Promise.allSettled(['ada', 'ADA', 'nobody'].map((name) => find(person(name))));
    expect((await together()).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect((await together()).map((one) => (one.status === 'fulfilled' ? one.value : one.reason))).toEqual([
      { user: 'UADA' },
      { user: 'UADA' },
      { missing: 'nobody in the workspace has their address' },
    ]);
    // Ada, nobody, and Ada once more.
    expect(slack.called('users.lookupByEmail').map(({ fields }) => fields['email'])).toEqual([
      'ada@team.example',
      'nobody@team.example',
      'ada@team.example',
    ]);
    expect(slack.called('auth.test')).toHaveLength(1);
    await Promise.all([members.member('UGONE'), members.member('UGONE')]);
    expect(slack.called('users.info')).toHaveLength(1);
  });

  it.each([
    ['nobody', 'nobody in the workspace has their address'],
    ['gone', 'the account that has their address is not active'],
    ['bot', 'the account that has their address is not active'],
    ['other', 'whoever has their address belongs to another workspace'],
    ['unsure', 'their address is not confirmed in Slack'],
  ])('is not found as %s: %s', async (name, missing) => {
    const { find } = await finding();
    expect(await find(person(name))).toEqual({ missing });
  });

  it('is looked for again an hour after they were not found: somebody may have joined', async () => {
    atNoon();
    const users: Record<string, SlackUserThere> = {};
    const { find, asked } = await finding(users);
    await find(person('ada'));
    await find(person('ada'));
    expect(asked()).toBe(1);
    users['UADA'] = { email: 'ada@team.example' };
    hoursPass(0.9);
    expect(await find(person('ada'))).toHaveProperty('missing');
    hoursPass(0.2);
    expect(await find(person('ada'))).toEqual({ user: 'UADA' });
    expect(asked()).toBe(2);
  });

  it('is not known as who they were, once their account is known to be closed', async () => {
    atNoon();
    const users: Record<string, SlackUserThere> = { UADA: { email: 'ada@team.example' } };
    const { find, members } = await finding(users);
    await find(person('ada'));
    users['UADA'] = { email: 'ada@team.example', deleted: true };
    hoursPass(25);
    await members.member('UADA');
    expect(await find(person('ada'))).toHaveProperty('missing');
  });

  it('waits while Slack cannot be asked, for as long as it says', async () => {
    const { find, slack } = await finding();
    slack.refuse('users.lookupByEmail', 'internal_error');
    const failure = await failureOf(find(person('ada')));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(await find(person('ada'))).toEqual({ user: 'UADA' });
  });

  it('waits for the operator when the token is no good, and is mailed when the app may not ask for addresses', async () => {
    const { find, slack, asked } = await finding();
    slack.refuse('auth.test', 'invalid_auth');
    const failure = await failureOf(find(person('ada')));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(failure.message).toContain('SLACK_BOT_TOKEN');
    slack.refuse('users.lookupByEmail', 'missing_scope');
    expect(await find(person('ada'))).toEqual({
      missing: 'Slack does not say who has their address (missing_scope)',
    });
    // That is about us and not about them: it is asked again at the next message.
    expect(await find(person('ada'))).toEqual({ user: 'UADA' });
    expect(asked()).toBe(2);
  });
});

describe('what Slack says of its users', () => {
  it('is noted by worker and API in one file, which keeps what both have noted', async () => {
    const { process, file, slack } = await finding();
    const [worker, api] = [process(), process()];
    // Both have read the file before either writes.
    await Promise.all([worker.members.workspace(), api.members.workspace()]);
    await Promise.all([worker.find(person('ada')), worker.find(person('nobody')), api.members.member('UGONE')]);
    await api.members.member('UBOT');
    const kept: unknown = JSON.parse(await readFile(file, 'utf8'));
    expect(kept).toMatchObject({ users: { UADA: {}, UBOT: {} }, misses: { 'nobody@team.example': {} } });
    const { length } = slack.calls;
    expect(await process().find(person('ada'))).toEqual({ user: 'UADA' });
    expect(slack.calls).toHaveLength(length);
  });

  it('is read from a file of before, which knew of no misses', async () => {
    const { find, file, slack } = await finding();
    const at = new Date().toISOString();
    const users = { UADA: { at, team: 'T0FAIRLEAD', isActive: true, email: 'ada@team.example' } };
    await writeFile(file, JSON.stringify({ team: { id: 'T0FAIRLEAD', at }, users }));
    expect(await find(person('ada'))).toEqual({ user: 'UADA' });
    expect(slack.calls).toEqual([]);
  });
});
