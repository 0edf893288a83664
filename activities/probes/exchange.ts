import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { ApplicationFailure } from '@temporalio/common';
import { later } from '../failures.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { waitMsOf } from './retry-after.ts';
import type { ProbeSettings } from './settings.ts';
import { unreadable } from './unreadable.ts';

export interface Question {
  readonly method?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const maxBytes = 1024 * 1024;

/**
 * Asks a system over HTTP, and takes its answer if that is of at most 1 MB. Redirects are not followed. Throws where the system cannot be reached, or says
 * that it cannot answer now; what another status means, the kind of probe knows.
 */
export function exchange(
  settings: ProbeSettings,
  target: URL,
  { method = 'GET', headers, body }: Question,
  signal: AbortSignal,
): Promise<Answer> {
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise<Answer>((resolve, reject) => {
    const options = { method, headers: { ...headers }, lookup: guardedLookup(settings), signal };
    const asked = request(target, options, (answer) => void collect(answer, target).then(resolve, reject));
    asked.on('error', reject);
    asked.end(body);
  }).catch((error: unknown) => {
    if (error instanceof ApplicationFailure) throw error;
    throw later(`${target.host} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  });
}

async function collect(answer: IncomingMessage, target: URL): Promise<Answer> {
  const { statusCode: status = 0, headers } = answer;
  if (status === 408 || status === 429 || status >= 500) {
    answer.destroy();
    throw later(`${target.host} answers ${status}`, waitMsOf(headers['retry-after']));
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > maxBytes) {
      answer.destroy();
      throw unreadable(`${target.host} answers with more than 1 MB. Point the probe at a smaller resource.`);
    }
    chunks.push(piece);
  }
  return { status, headers, body: Buffer.concat(chunks).toString('utf8') };
}
