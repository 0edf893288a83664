import { Agent, request } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Calls the API as a program would: connections are kept, bodies are JSON. */
export interface HttpCaller {
  get(path: string): Promise<Answer>;
  post(path: string, body: object, key: string): Promise<Answer>;
}

export function httpCaller(port: number, token: string): HttpCaller {
  const agent = new Agent({ keepAlive: true });
  const call = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const asked = request(
        { agent, host: '127.0.0.1', port, method, path, headers: { authorization: `Bearer ${token}`, ...headers } },
        (answer) => {
          let text = '';
          answer.setEncoding('utf8');
          answer.on('data', (chunk: string) => (text += chunk));
          answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: text }));
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
      return call('POST', path, headers, text);
    },
  };
}
