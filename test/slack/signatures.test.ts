import { describe, expect, it } from 'vitest';
import { atGate, users } from './scene.ts';
import { click, signed, slash } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';

const now = (): number => Math.floor(Date.now() / 1000);

const approval = (responseUrl: string) =>
  click({
    user: 'UENGINEER',
    action: 'gate-approve',
    value: { engagement: 'acme-events', gate: '2b', attempt: 1 },
    responseUrl,
  });

describe('only what Slack signed, just now, is heard', () => {
  it('acknowledges a genuine click, and applies it', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    expect(await world.post(approval(world.slack.responseUrl('good')))).toMatchObject({ status: 200, text: '' });
    expect(await world.slack.answerTo('good')).toMatch(/^Noted: you approve 2b/);
    expect(world.engagements.came).toHaveLength(1);
  });

  it('answers 401, and does nothing, to what is tampered with, signed by another, stale, from the future, or not signed', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const request = approval(world.slack.responseUrl('bad'));
    const good = signed(request);
    const tampered = { ...request, body: request.body.replace('UENGINEER', 'UARCHITECT') };
    const refused = [
      await world.postAs(tampered, good),
      await world.post(request, { secret: 'another-secret-of-nobody' }),
      await world.post(request, { at: now() - 301 }),
      await world.post(request, { at: now() + 330 }),
      await world.postAs(request, { ...good, 'x-slack-request-timestamp': String(now() - 5) }),
      await world.postAs(request, { ...good, 'x-slack-request-timestamp': 'yesterday' }),
      await world.postAs(request, { ...good, 'x-slack-signature': '' }),
      await world.postAs(request, {
        ...good,
        'x-slack-signature': good['x-slack-signature']?.replace('v0', 'v1') ?? '',
      }),
      await world.postAs(request, { 'content-type': request.contentType }),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 401));
    expect(world.engagements.came).toEqual([]);
    expect(await world.kept()).toEqual([]);
    const log = world.logged.join('');
    expect(log).toContain('Request verification failed');
    expect(log).not.toContain('UENGINEER');
  });

  it('never does anything, and never fails, for a body that makes no sense but is signed', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const form = 'application/x-www-form-urlencoded';
    const odd = [
      { body: '{', contentType: 'application/json' },
      { body: 'payload=%7B', contentType: form },
    ];
    for (const request of odd) expect((await world.post(request)).status).toBe(400);
    expect(world.engagements.came).toEqual([]);
  });

  it('lets what is not from Slack pass to the API behind it', async () => {
    const world = await slackWorld({}, users);
    const answer = await world.post(slash('UENGINEER', 'help', world.slack.responseUrl('help')));
    expect(answer.status).toBe(200);
    expect(await world.slack.answerTo('help')).toBe('What /engagement can do');
  });
});
