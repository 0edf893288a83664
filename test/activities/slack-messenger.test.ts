import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { slackMessenger } from '../../activities/slack-messenger.ts';
import { faults } from '../../src/ports/activities.ts';
import { slackClient } from '../../stores/slack-client.ts';
import type { Letter } from '../../src/ports/messenger.ts';
import { failureOf } from '../fakes/failure-of.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { fakeSlack } from '../fakes/slack-api.ts';

const token = 'xoxb-made-up';
const toU1: Letter = letterWith({ to: { slack: 'U1' } });

async function onSlack() {
  const slack = await fakeSlack();
  const client = slackClient({ token, apiUrl: slack.apiUrl, timeoutMs: 20_000 });
  return { slack, messenger: slackMessenger(client, playbookOf, { publicUrl: 'https://fairlead.example' }) };
}

describe('a letter on Slack', () => {
  it('is posted to the person, with blocks and a subject for notifications', async () => {
    const { slack, messenger } = await onSlack();
    expect(await messenger.deliver(toU1)).toEqual({ via: 'slack', id: 'DU1/1798000000.000001' });
    const [call] = slack.calls;
    expect(call).toMatchObject({ method: 'chat.postMessage', authorization: `Bearer ${token}` });
    expect(call?.fields).toMatchObject({ channel: 'U1', text: expect.stringContaining('Acme') });
    expect(JSON.parse(call?.fields['blocks'] ?? '')[0]).toMatchObject({ type: 'header' });
  });

  it('has the same client id whenever it is tried, and another letter has another', async () => {
    const { slack, messenger } = await onSlack();
    slack.meet({ kind: 'lost-acknowledgement' });
    await failureOf(messenger.deliver(toU1));
    await messenger.deliver(toU1);
    await messenger.deliver({ ...toU1, key: '1d/approval/2' });
    const ids = slack.posted.map(({ fields }) => fields['client_msg_id']);
    expect(ids[0]).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  it('takes the place of the message that it edits, and is done where that one was deleted', async () => {
    const { slack, messenger } = await onSlack();
    const edit: Letter = { ...toU1, template: 'approval-settled', edits: 'DU1/1798000000.000001' };
    await messenger.deliver(edit);
    expect(slack.calls[0]).toMatchObject({
      method: 'chat.update',
      fields: { channel: 'DU1', ts: '1798000000.000001' },
    });
    slack.meet({ kind: 'refused', error: 'message_not_found' });
    expect(await messenger.deliver({ ...edit, key: 'another' })).toEqual({ via: 'slack', id: 'DU1/1798000000.000001' });
    slack.meet({ kind: 'refused', error: 'invalid_auth' });
    expect(await failureOf(messenger.deliver({ ...edit, key: 'one more' }))).toMatchObject({ nonRetryable: false });
  });

  it('pings nobody and links nowhere, whatever a customer is called', async () => {
    const { slack, messenger } = await onSlack();
    const name = '<!channel> <@U2> <https://evil.example|invoice> & sons';
    await messenger.deliver({ ...toU1, customer: name, engagement: 'acme', values: { gate: '1d', what: name } });
    const { text = '', blocks = '' } = slack.posted[0]?.fields ?? {};
    // A header is plain text: Slack shows it as it is.
    const read = JSON.parse(blocks).filter(({ type }: { readonly type: string }) => type !== 'header');
    for (const markup of [text, JSON.stringify(read)]) {
      expect(markup).toContain('&lt;!channel&gt;');
      expect(markup).not.toMatch(/<[!@#h]/);
    }
  });

  it('carries the buttons of what it offers, and none once that is settled', async () => {
    const { slack, messenger } = await onSlack();
    const offers = { gate: '1d', attempt: 1 } as const;
    await messenger.deliver({ ...toU1, offers, items: ['no-blockers'] });
    await messenger.deliver({ ...toU1, key: 'settled', template: 'approval-settled', edits: 'DU1/1798000000.000001' });
    const [asked = '', settled = ''] = slack.calls.map(({ fields }) => fields['blocks']);
    expect(asked).toContain('"action_id":"gate-approve"');
    expect(asked).toContain('https://fairlead.example/engagements/acme-events');
    expect(settled).not.toContain('action_id');
  });

  it.each([
    ['user_not_found', faults.notInSlack],
    ['channel_not_found', faults.notInSlack],
    ['user_disabled', faults.notInSlack],
    ['is_archived', faults.undeliverable],
    ['msg_too_long', faults.undeliverable],
  ])('is given up at once when Slack says %s', async (error, type) => {
    const { slack, messenger } = await onSlack();
    slack.meet({ kind: 'refused', error });
    const failure = await failureOf(messenger.deliver(toU1));
    expect(failure).toMatchObject({ nonRetryable: true, type });
    expect(failure.message).toContain(error);
    expect(slack.calls).toHaveLength(1);
  });

  it.each(['invalid_auth', 'token_revoked', 'missing_scope', 'account_inactive'])(
    'waits for the operator when Slack says %s, and names the variable',
    async (error) => {
      const { slack, messenger } = await onSlack();
      slack.meet({ kind: 'refused', error });
      const failure = await failureOf(messenger.deliver(toU1));
      expect(failure.nonRetryable).toBe(false);
      expect(failure.message).toContain('SLACK_BOT_TOKEN');
      expect(failure.message).not.toContain(token);
      expect(await messenger.deliver(toU1)).toMatchObject({ via: 'slack' });
    },
  );

  it.each([
    { kind: 'broken', status: 500 },
    { kind: 'broken', status: 503 },
    { kind: 'garbage' },
    { kind: 'reset' },
  ] as const)('is left to be tried again after $kind, and goes out then', async (trouble) => {
    const { slack, messenger } = await onSlack();
    slack.meet(trouble);
    const failure = await failureOf(messenger.deliver(toU1));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(failure.message.length).toBeLessThan(300);
    // Once only: retries are Temporal's.
    expect(slack.calls).toHaveLength(1);
    await messenger.deliver(toU1);
    expect(slack.posted).toHaveLength(1);
  });

  it('says when to come back after a 429, and calls Slack for nobody until then', async () => {
    const { slack, messenger } = await onSlack();
    slack.meet({ kind: 'rate-limited', retryAfterS: 30 });
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const failure = await failureOf(messenger.deliver(toU1));
    expect(failure).toMatchObject({ nonRetryable: false, nextRetryDelay: 30_000 });
    vi.advanceTimersByTime(29_000);
    const meanwhile = await failureOf(messenger.deliver(letterWith({ key: 'another', to: { slack: 'U2' } })));
    expect(slack.calls).toHaveLength(1);
    expect(meanwhile.nextRetryDelay).toBe(1000);
    vi.advanceTimersByTime(1000);
    await messenger.deliver(toU1);
    expect(slack.posted).toHaveLength(1);
  });
});
