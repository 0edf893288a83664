import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface Answer {
  readonly status: number;
  readonly body: string;
  /** How long the API asks to wait before the same request is sent again. */
  readonly retryAfterMs: number;
}

/** Calls the API as a program would: connections are kept, bodies are JSON. */
export interface HttpCaller {
  get(path: string): Promise<Answer>;
  post(path: string, body: object, key: string): Promise<Answer>;
}

export function httpCaller(port: number, token: string): HttpCaller {
  // The server lets go of a connection that was idle for five seconds: we let go before it does.
  const agent = new Agent({ keepAlive: true, timeout: 2000 });
  const call = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(
        { agent, host: '127.0.0.1', port, method, path, headers: { authorization: `Bearer ${token}`, ...headers } },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.once('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              body: text,
              retryAfterMs: 1000 * Number(answer.headers['retry-after'] ?? 1),
            }),
          );
          answer.once('error', reject);
        },
      );
      asked.once('error', reject);
      asked.end(body);
    });
  return {
    get: (path) => call('GET', path, {}),
    post: (path, body, key) => {
      const text = JSON.stringify(body);
      const headers = {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(text)),
        'idempotency-key': key,
      };
      return patiently(() => call('POST', path, headers, text));
    },
  };
}

const triesWithinMs = 60_000;

/** What is answered with 503 is sent again with the same key, as the API asks: the wait is part of what a caller measures. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  const deadline = Date.now() + triesWithinMs;
  for (;;) {
    const answer = await ask();
    if (answer.status !== 503 || Date.now() + answer.retryAfterMs > deadline) return answer;
    await pause(answer.retryAfterMs);
  }
}
