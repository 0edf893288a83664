import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { workspace } from './far-slack.ts';

export const signingSecret = 'signing-secret-of-the-bench';

export interface Clicked {
  readonly user: string;
  readonly value: object;
  readonly responseUrl: string;
}

export interface Acknowledged {
  readonly status: number;
  /** From the click to its acknowledgement. */
  readonly ms: number;
}

/** Posts clicks on an Approve button as Slack does, signed, each by a connection that is kept where one is free. */
export function clicker(port: number): (clicked: Clicked) => Promise<Acknowledged> {
  const agent = new Agent({ keepAlive: true, timeout: 2000 });
  let count = 0;
  return (clicked) => {
    const body = bodyOf(clicked, (count += 1));
    const began = performance.now();
    return new Promise((resolve, reject) => {
      const asked = request(
        { agent, host: '127.0.0.1', port, method: 'POST', path: '/slack/events', headers: signed(body) },
        (answer) => {
          answer.resume();
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, ms: performance.now() - began }));
        },
      );
      asked.once('error', reject);
      asked.end(body);
    });
  };
}

const bodyOf = ({ user, value, responseUrl }: Clicked, count: number): string =>
  new URLSearchParams({
    payload: JSON.stringify({
      type: 'block_actions',
      user: { id: user, team_id: workspace },
      team: { id: workspace, domain: 'bench' },
      api_app_id: 'A1',
      token: 'unused',
      trigger_id: `trigger-${count}`,
      container: { type: 'message', message_ts: '1.1', channel_id: 'D1', is_ephemeral: false },
      channel: { id: 'D1', name: 'directmessage' },
      response_url: responseUrl,
      actions: [
        {
          type: 'button',
          action_id: 'gate-approve',
          block_id: 'b1',
          text: { type: 'plain_text', text: 'Approve' },
          value: JSON.stringify(value),
          action_ts: `1798000000.${String(count).padStart(6, '0')}`,
        },
      ],
    }),
  }).toString();

function signed(body: string): Record<string, string> {
  const at = Math.floor(Date.now() / 1000);
  const hash = createHmac('sha256', signingSecret).update(`v0:${at}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'content-length': String(Buffer.byteLength(body)),
    'x-slack-request-timestamp': String(at),
    'x-slack-signature': `v0=${hash}`,
  };
}
