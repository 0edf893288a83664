import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pLimit from 'p-limit';
import { describe, expect, it } from 'vitest';
import { atGate, users } from './scene.ts';
import { click, slash } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const at2b = { engagement: 'acme-events', gate: '2b', attempt: 1 };
const approval = (world: SlackWorld, key: string) =>
  click({ user: 'UENGINEER', action: 'gate-approve', value: at2b, responseUrl: world.slack.responseUrl(key) });
const approvalsOf = async ({ engagements }: SlackWorld) =>
  (await engagements.view('acme-events')).gates['2b']?.approvals;

const put = () => Promise.reject(new Error('ENOSPC: no space left on device'));

describe('a click is kept until it is applied', () => {
  it('is acknowledged at once while Temporal is away, told to be kept, and applied when Temporal is back', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    // As long as the API is patient with Temporal.
    world.engagements.goAway(true, 1500);
    const acknowledged = await world.post(approval(world, 'kept'));
    expect(acknowledged.status).toBe(200);
    // Before anybody knows that Temporal does not answer.
    expect(world.slack.answers).toEqual([]);
    expect(await world.kept()).toHaveLength(1);
    expect(await world.slack.answerTo('kept')).toMatch(/^This is kept/);
    world.engagements.goAway(false);
    expect(await world.slack.answerTo('kept', 2)).toContain('Noted: you approve 2b');
    await world.settled();
    expect(await approvalsOf(world)).toMatchObject([{ by: 'the-engineer' }]);
    expect(await world.kept()).toEqual([]);
  });

  it('is applied by the next process when this one ends between the acknowledgement and the application', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.engagements.goAway(true, 50);
    await world.post(approval(world, 'restart'));
    expect(await world.slack.answerTo('restart')).toMatch(/^This is kept/);
    await world.stop();
    expect(await world.kept()).toHaveLength(1);
    expect(world.engagements.came).toEqual([]);
    world.engagements.goAway(false);
    await world.again();
    expect(await world.slack.answerTo('restart', 2)).toContain('Noted: you approve 2b');
    expect(await approvalsOf(world)).toMatchObject([{ by: 'the-engineer' }]);
  });

  it('is one command also when both processes apply it', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.engagements.goAway(true, 20);
    await world.post(approval(world, 'both'));
    await world.slack.answerTo('both');
    await world.again();
    world.engagements.goAway(false);
    await world.slack.answerTo('both', 3);
    await world.settled();
    expect(await approvalsOf(world)).toHaveLength(1);
    expect(new Set(world.engagements.came.map(({ commandId }) => commandId)).size).toBe(1);
  });

  it('keeps the order of what one person does', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.engagements.goAway(true, 20);
    await world.post(slash('UARCHITECT', 'hold acme-events Budget', world.slack.responseUrl('hold')));
    await world.slack.answerTo('hold');
    await world.post(slash('UARCHITECT', 'resume acme-events Budget is there', world.slack.responseUrl('resume')));
    world.engagements.goAway(false);
    expect(await world.slack.answerTo('hold', 2)).toContain('Acme is on hold');
    expect(await world.slack.answerTo('resume')).toContain('Acme goes on');
    expect(world.engagements.came.map(({ kind }) => kind)).toEqual(['hold', 'resume']);
  });

  it('is the same command when Slack sends it again after it was applied', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const request = slash('UENGINEER', 'issue acme-events It is slow', world.slack.responseUrl('twice'));
    await world.post(request);
    await world.settled();
    await world.post(request, { retry: 1 });
    expect(await world.slack.answerTo('twice', 2)).toBe(
      'Reported as a minor issue of Acme: It is slow\nReported as a minor issue of Acme: It is slow',
    );
    expect(world.engagements.came).toHaveLength(2);
    expect(Object.keys((await world.engagements.view('acme-events')).issues)).toHaveLength(1);
  });

  it('is not acknowledged when it cannot be kept', async () => {
    const inbox = {
      put,
      names: () => Promise.resolve([]),
      read: () => Promise.resolve(undefined),
      remove: () => Promise.resolve(),
      setAside: () => Promise.resolve(),
    };
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users, { inbox });
    expect((await world.post(approval(world, 'full'))).status).toBe(500);
    expect(world.engagements.came).toEqual([]);
    expect(world.logged.join('')).toContain('no space left');
  });

  it('sets aside what cannot be read, says so, and goes on with the rest', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    await world.stop();
    const folder = join(world.folder, 'slack-inbox');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'half.json'), '{"at":"2027-01-');
    await writeFile(join(folder, 'other.json'), '{"at":"2027-01-01","ask":{"kind":"make-coffee"}}');
    await world.again();
    for (let tries = 0; (await world.kept()).length > 0 && tries < 100; tries += 1) await pause(10);
    expect((await readdir(folder)).toSorted()).toEqual(['half.set-aside', 'other.set-aside']);
    expect(world.logged.filter((line) => line.includes('was set aside'))).toHaveLength(2);
  });

  it('answers by direct message where the response_url takes nothing any more', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.slack.expire();
    await world.post(approval(world, 'expired'));
    await world.settled();
    expect(world.slack.called('chat.postMessage')).toMatchObject([
      { fields: { channel: 'UENGINEER', text: expect.stringContaining('Noted: you approve 2b') } },
    ]);
  });

  it('holds up no decision for an answer that Slack does not take yet', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.slack.expire();
    world.slack.refuse('chat.postMessage', 'fatal_error', 'fatal_error');
    await world.post(approval(world, 'unanswered'));
    await world.post(slash('UENGINEER', 'issue acme-events It is slow', world.slack.responseUrl('next')));
    for (let tries = 0; world.engagements.came.length < 2 && tries < 100; tries += 1) await pause(10);
    expect(world.engagements.came.map(({ kind }) => kind)).toEqual(['approveGate', 'reportIssue']);
    await world.settled();
    expect(
      world.slack
        .called('chat.postMessage')
        .map(({ fields }) => fields['text'])
        .at(-1),
    ).toContain('Reported as');
  });
});

describe('a busy morning', () => {
  it('is acknowledged while Temporal is stopped, and nothing of it is lost', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`UMANY${index}`, { email: `many${index}@elsewhere.example` }]),
    );
    const world = await slackWorld({ 'acme-events': atGate('2b') }, { ...users, ...many });
    world.engagements.goAway(true, 400);
    const people = Object.keys(many);
    // As a busy morning has them: five at a time, one after the other.
    const five = pLimit(5);
    const acknowledged = await Promise.all(
      people.map((user) =>
        five(() =>
          world.post(click({ user, action: 'gate-approve', value: at2b, responseUrl: world.slack.responseUrl(user) })),
        ),
      ),
    );
    expect(new Set(acknowledged.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await world.kept()).toHaveLength(100);
    world.engagements.goAway(false);
    await world.settled();
    expect(await world.kept()).toEqual([]);
    const answered = new Set(world.slack.answers.map(({ key }) => key));
    expect(people.filter((user) => !answered.has(user))).toEqual([]);
  });
});
