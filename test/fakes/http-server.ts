import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { listeningOn } from './listening-on.ts';

/** A request with its body, as text. */
export interface Asked {
  readonly path: string;
  readonly authorization: string;
  readonly body: string;
}

/** A server that answers each request once all of it is there. Answers with its address; it ends with the test. */
export async function httpServer(answer: (asked: Asked, response: ServerResponse) => void): Promise<string> {
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => void parts.push(part));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const body = Buffer.concat(parts).toString('utf8');
      answer({ path, authorization: headers.authorization ?? '', body }, response);
    });
  });
  const url = await listeningOn(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return url;
}
