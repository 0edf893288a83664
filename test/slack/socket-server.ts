import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { listeningOn } from '../fakes/listening-on.ts';

export interface SocketServer {
  readonly url: string;
  /** Sends a payload as Slack does in Socket Mode, and waits for its acknowledgement. */
  send(type: string, payload: object, retry?: number): Promise<object>;
}

/** The far end of Socket Mode: a WebSocket server, as much of RFC 6455 as short texts need. It ends with the test. */
export async function socketServer(): Promise<SocketServer> {
  const sockets: Socket[] = [];
  const acknowledged = new Map<string, object>();
  const server = createServer();
  server.on('upgrade', (request, socket: Socket) => {
    const key = `${request.headers['sec-websocket-key'] ?? ''}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
    );
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk: Buffer) => {
      for (const text of textsIn(chunk)) {
        const { envelope_id: id, payload }: { envelope_id: string; payload: object } = JSON.parse(text);
        acknowledged.set(id, payload);
      }
    });
    sockets.push(socket);
    socket.write(frame(JSON.stringify({ type: 'hello', num_connections: 1 })));
  });
  const url = (await listeningOn(server)).replace('http:', 'ws:');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  let envelopes = 0;
  return {
    url,
    send: async (type, payload, retry) => {
      const id = `envelope-${(envelopes += 1)}`;
      for (let tries = 0; sockets.length === 0 && tries < 500; tries += 1) await pause(10);
      const retried = retry === undefined ? {} : { retry_attempt: retry, retry_reason: 'timeout' };
      sockets
        .at(-1)
        ?.write(frame(JSON.stringify({ type, payload, envelope_id: id, accepts_response_payload: true, ...retried })));
      for (let tries = 0; !acknowledged.has(id) && tries < 500; tries += 1) await pause(10);
      const answer = acknowledged.get(id);
      if (answer === undefined) throw new Error(`${type} was not acknowledged`);
      return answer;
    },
  };
}

function frame(text: string): Buffer {
  const body = Buffer.from(text);
  const head =
    body.length < 126
      ? Buffer.from([0x81, body.length])
      : Buffer.from([0x81, 126, body.length >> 8, body.length & 255]);
  return Buffer.concat([head, body]);
}

/** The texts of the frames in a chunk; pings and closings are passed over. Clients mask what they send. */
function textsIn(chunk: Buffer): string[] {
  const texts: string[] = [];
  for (let at = 0; at + 6 <= chunk.length;) {
    const opcode = (chunk[at] ?? 0) & 15;
    const short = (chunk[at + 1] ?? 0) & 127;
    const length = short < 126 ? short : chunk.readUInt16BE(at + 2);
    const mask = at + (short < 126 ? 2 : 4);
    const body = chunk
      .subarray(mask + 4, mask + 4 + length)
      .map((byte, index) => byte ^ (chunk[mask + (index % 4)] ?? 0));
    if (opcode === 1) texts.push(Buffer.from(body).toString('utf8'));
    at = mask + 4 + length;
  }
  return texts;
}
