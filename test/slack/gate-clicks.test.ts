import { describe, expect, it } from 'vitest';
import { atGate, users } from './scene.ts';
import { click, submission } from './sent-by-slack.ts';
import { slackWorld } from './slack-world.ts';
import type { SlackWorld } from './slack-world.ts';

const at2b = { engagement: 'acme-events', gate: '2b', attempt: 1 };

const approval = (world: SlackWorld, user: string, key = user, value: object | string = at2b) =>
  click({ user, action: 'gate-approve', value, responseUrl: world.slack.responseUrl(key) });

describe('a gate is approved with a click', () => {
  it('counts a click that is replayed five times, or sent again by Slack, as one', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const request = approval(world, 'UENGINEER');
    for (let times = 0; times < 5; times += 1) expect((await world.post(request)).status).toBe(200);
    for (const retry of [1, 2, 3]) expect((await world.post(request, { retry })).status).toBe(200);
    await world.settled();
    const { approvals } = (await world.engagements.view('acme-events')).gates['2b'] ?? {};
    expect(approvals).toMatchObject([{ by: 'the-engineer' }]);
    expect(new Set(world.engagements.came.map(({ commandId }) => commandId)).size).toBe(1);
    expect(world.engagements.came[0]).toMatchObject({ surface: 'slack', by: 'the-engineer', kind: 'approveGate' });
  });

  it('answers a second click kindly, and changes nothing', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    await world.post(approval(world, 'UENGINEER', 'first'));
    await world.post(approval(world, 'UENGINEER', 'second'));
    expect(await world.slack.answerTo('first')).toBe(
      'Noted: you approve 2b Engineering Handoff of Acme. Everybody has approved; the architect decides now.',
    );
    expect(await world.slack.answerTo('second')).toMatch(
      /^You approved 2b Engineering Handoff of Acme on .* that stands/,
    );
    expect(world.engagements.came).toHaveLength(1);
  });

  it('clears a message that is clicked although it is over, once, and no answer that only they see', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    const button = { user: 'UENGINEER', action: 'gate-approve', value: at2b };
    await world.post(approval(world, 'UENGINEER', 'first'));
    await world.slack.answerTo('first');
    expect(world.slack.called('chat.update')).toEqual([]);
    await world.post(click({ ...button, responseUrl: world.slack.responseUrl('private'), isPrivate: true }));
    await world.slack.answerTo('private');
    await world.settled();
    expect(world.slack.called('chat.update')).toEqual([]);
    for (const key of ['second', 'third']) await world.post(approval(world, 'UENGINEER', key));
    await world.settled();
    const cleared = world.slack.called('chat.update');
    expect(cleared).toHaveLength(1);
    const { blocks = '', ...fields } = cleared[0]?.fields ?? {};
    expect(fields).toMatchObject({ channel: 'D1', ts: '1.1' });
    expect(blocks).toContain('that stands');
    expect(blocks).not.toContain('action_id');
  });

  it('takes 200 at once: one approval a person, and everybody is answered', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [`UMANY${index}`, { email: `many${index}@elsewhere.example` }]),
    );
    const world = await slackWorld({ 'acme-events': atGate('1d') }, { ...users, ...many });
    const value = { engagement: 'acme-events', gate: '1d', attempt: 1 };
    const people = ['UVP', 'UREVOPS', 'UARCHITECT', 'UENGINEER', ...Object.keys(many)];
    const clicks = Array.from({ length: 200 }, (_, index) => ({
      user: people[index % people.length] ?? '',
      key: `k${index}`,
    }));
    const acknowledged = await Promise.all(
      clicks.map(({ user, key }) => world.post(approval(world, user, key, value))),
    );
    expect(acknowledged.map(({ status }) => status)).toEqual(clicks.map(() => 200));
    const texts = await Promise.all(
      clicks.map(async ({ key, user }) => [user, await world.slack.answerTo(key)] as const),
    );
    const { approvals } = (await world.engagements.view('acme-events')).gates['1d'] ?? {};
    expect(approvals?.map(({ by }) => by).toSorted()).toEqual(['the-revops', 'the-vp-marketing']);
    expect(texts.filter(([, text]) => text.startsWith('Noted'))).toHaveLength(2);
    const architect = texts.find(([user]) => user === 'UARCHITECT')?.[1];
    expect(architect).toContain('This is not yours to decide: 1d Strategic Sign-Off of Acme is approved by');
    expect(architect).toContain('(The vp-marketing)');
  });

  it('says of a gate that was decided, by whom and when', async () => {
    const stage = atGate('2b');
    stage.act({ kind: 'approveGate', gate: '2b', by: 'the-engineer' });
    stage.act({ kind: 'decideGate', gate: '2b', decision: 'approve' });
    const world = await slackWorld({ 'acme-events': stage }, users);
    await world.post(approval(world, 'UENGINEER'));
    expect(await world.slack.answerTo('UENGINEER')).toBe(
      '2b Engineering Handoff of Acme was decided already: approve, by The architect on Tue 26 Jan 2027. Your click changed nothing.',
    );
    expect(world.engagements.came).toEqual([]);
  });

  it('lets no click of an earlier attempt count for the one that is open', async () => {
    const world = await slackWorld(
      { 'acme-events': atGate('2d') },
      { UOPS: { email: 'marketing-ops@customer.example' } },
    );
    await world.post(approval(world, 'UOPS', 'old', { engagement: 'acme-events', gate: '2d', attempt: 1 }));
    expect(await world.slack.answerTo('old')).toContain('That was attempt 1 at 2d');
    expect(world.engagements.came).toEqual([]);
  });

  it('says that a gate is not open, or that there is no such engagement', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    await world.post(approval(world, 'UENGINEER', 'closed', { ...at2b, gate: '3d' }));
    expect(await world.slack.answerTo('closed')).toContain('is not open: it stands in 2b');
    await world.post(approval(world, 'UENGINEER', 'nowhere', { ...at2b, engagement: 'acme-event' }));
    expect(await world.slack.answerTo('nowhere')).toContain('Did you mean "acme-events"?');
    expect(world.engagements.came).toEqual([]);
  });

  it.each(['{', '{"engagement":"acme-events"}', '{"engagement":"acme-events","gate":"9z","attempt":1}', '[]', ''])(
    'answers a button that carries %j with a sentence, and does nothing else',
    async (value) => {
      const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
      expect((await world.post(approval(world, 'UENGINEER', 'odd', value))).status).toBe(200);
      expect(await world.slack.answerTo('odd')).toContain('cannot be read any more');
      expect(world.engagements.came).toEqual([]);
      expect(await world.kept()).toEqual([]);
    },
  );
});

/** Given a modal that was opened, and what it carries. */
async function asking(): Promise<{ world: SlackWorld; metadata: string }> {
  const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
  const responseUrl = world.slack.responseUrl('changes');
  await world.post(click({ user: 'UENGINEER', action: 'gate-request-changes', value: at2b, responseUrl }));
  return { world, metadata: await world.slack.opened() };
}

describe('changes are asked for in a modal', () => {
  it('opens it before anything else, and sends what was written as the command', async () => {
    const { world, metadata } = await asking();
    expect(world.slack.calls.map(({ method }) => method)).toEqual(['views.open']);
    const text = 'The scope of <!channel> is unclear';
    await world.post(submission({ user: 'UENGINEER', callback: 'request-changes', metadata, text }));
    expect(await world.slack.answerTo('changes')).toMatch(/^Noted: you ask for changes at 2b/);
    expect(world.engagements.came).toMatchObject([{ kind: 'requestChanges', reason: text, by: 'the-engineer' }]);
  });

  it('answers nonsense at the field, and keeps nothing', async () => {
    const { world, metadata } = await asking();
    for (const text of ['', '   ', '...', '!?']) {
      const answer = await world.post(submission({ user: 'UENGINEER', callback: 'request-changes', metadata, text }));
      expect(JSON.parse(answer.text)).toMatchObject({ response_action: 'errors', errors: { answer: /./ } });
    }
    const forged = { user: 'UENGINEER', callback: 'request-changes', metadata: '{"about":{}}', text: 'Because' };
    expect(JSON.parse((await world.post(submission(forged))).text)).toMatchObject({ response_action: 'errors' });
    expect(await world.kept()).toEqual([]);
    expect(world.engagements.came).toEqual([]);
  });

  it('says so when the modal could not be opened in time', async () => {
    const world = await slackWorld({ 'acme-events': atGate('2b') }, users);
    world.slack.refuse('views.open', 'expired_trigger_id');
    const responseUrl = world.slack.responseUrl('late');
    await world.post(click({ user: 'UENGINEER', action: 'gate-request-changes', value: at2b, responseUrl }));
    expect(await world.slack.answerTo('late')).toBe('The form could not be opened in time. Please click again.');
  });
});
