import type { ServerResponse } from 'node:http';
import { httpServer } from './http-server.ts';
import type { Asked } from './http-server.ts';

/** What a call meets instead of an answer. */
export type SlackTrouble =
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'rate-limited'; readonly retryAfterS: number }
  | { readonly kind: 'broken'; readonly status: number }
  | { readonly kind: 'garbage' }
  /** Hangs up before anything is posted. */
  | { readonly kind: 'reset' }
  /** Posts, and hangs up before it says so. */
  | { readonly kind: 'lost-acknowledgement' };

export interface SlackCall {
  readonly method: string;
  readonly authorization: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface FakeSlack {
  readonly apiUrl: string;
  /** Every call, whatever became of it. */
  readonly calls: readonly SlackCall[];
  /** What people see. */
  readonly posted: readonly SlackCall[];
  /** What the next calls meet, one each, in order. */
  meet(...troubles: readonly SlackTrouble[]): void;
}

/** A server that speaks Slack's Web API as far as chat.postMessage needs it. It ends with the test. */
export async function fakeSlack(): Promise<FakeSlack> {
  const [calls, posted, troubles]: [SlackCall[], SlackCall[], SlackTrouble[]] = [[], [], []];
  const url = await httpServer((asked, response) => {
    const call = callOf(asked);
    calls.push(call);
    answer(call, troubles.shift(), posted, response);
  });
  return { apiUrl: `${url}/api/`, calls, posted, meet: (...more) => void troubles.push(...more) };
}

const callOf = ({ path, authorization, body }: Asked): SlackCall => ({
  method: path.replace('/api/', ''),
  authorization,
  fields: Object.fromEntries(new URLSearchParams(body)),
});

function answer(
  call: SlackCall,
  trouble: SlackTrouble | undefined,
  posted: SlackCall[],
  response: ServerResponse,
): void {
  const json = (value: unknown): void =>
    void response.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(value));
  const post = (): string => `1798000000.${String(posted.push(call)).padStart(6, '0')}`;
  switch (trouble?.kind) {
    case 'refused':
      return json({ ok: false, error: trouble.error });
    case 'rate-limited':
      response.statusCode = 429;
      response.setHeader('retry-after', trouble.retryAfterS);
      return json({ ok: false, error: 'ratelimited' });
    case 'broken':
      return void response.writeHead(trouble.status).end('upstream connect error');
    case 'garbage':
      return void response.end(`<html>${'Please log in to the proxy. '.repeat(50)}</html>`);
    case 'reset':
      return void response.destroy();
    case 'lost-acknowledgement':
      post();
      return void response.destroy();
    case undefined:
      return json({ ok: true, channel: `D${call.fields['channel'] ?? ''}`, ts: post() });
  }
}
