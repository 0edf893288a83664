import { once } from 'node:events';
import type { Server } from 'node:net';

/** Listens on a free port of this machine. Answers with http://127.0.0.1:port. */
export async function listeningOn(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('A server listens on no port');
  return `http://127.0.0.1:${address.port}`;
}
