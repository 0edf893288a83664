import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { listeningOn } from '../../fakes/listening-on.ts';

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type Answer = (asked: Asked, response: ServerResponse) => void;

export const json =
  (body: unknown): Answer =>
  (_, response) =>
    void response.end(JSON.stringify(body));

/** Answers after a while. */
export const after =
  (delayMs: number, answer: Answer): Answer =>
  (asked, response) =>
    void setTimeout(() => answer(asked, response), delayMs);

/** What any system may do in place of an answer. */
export const troubles = {
  silent: () => undefined,
  tooBig: (_, response) => void response.end(`{"value": 1, "rest": "${'x'.repeat(10 * 1024 * 1024)}"}`),
  html: (_, response) => void response.end('<!doctype html><html><body>Log in</body></html>'),
  rateLimited: (_, response) => void response.writeHead(429, { 'retry-after': '120' }).end('{}'),
  refusing: (_, response) => void response.writeHead(401).end('{}'),
  // Some systems answer with what they were sent, secrets and all.
  echoing: ({ headers, body, path }, response) =>
    void response
      .writeHead(400)
      .end(JSON.stringify([{ errorCode: 'INVALID_FIELD', message: `${path} ${JSON.stringify(headers)} ${body}` }])),
} satisfies Readonly<Record<string, Answer>>;

/** A system that is watched: what it was asked, and how often at once. It ends with the test. */
export async function httpSystem(answer: Answer) {
  const asked: Asked[] = [];
  let [inFlight, mostAtOnce] = [0, 0];
  const server = createServer((request, response) => {
    mostAtOnce = Math.max(mostAtOnce, ++inFlight);
    response.on('close', () => inFlight--);
    void heard(request).then((question) => {
      asked.push(question);
      return answer(question, response);
    });
  });
  const url = await listeningOn(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url, host: new URL(url).host, asked, mostAtOnce: () => mostAtOnce };
}

async function heard(request: IncomingMessage): Promise<Asked> {
  const { method = '', url: path = '', headers } = request;
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return { method, path, headers, body };
}
