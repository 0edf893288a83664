import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { MailFolder } from './mail-folder.ts';
import { listPage, mailPage, missingPage } from './mail-pages.ts';

type Answer = { readonly status: number; readonly type: string; readonly body: string };

// Mail may hold anything: no script, no form, nothing loaded from elsewhere, and a srcdoc frame inherits all of it.
const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
} as const;

const localNames = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** The inbox in a browser and as JSON. Does not listen yet. */
export function mailWeb(folder: MailFolder): Server {
  return createServer((request, response) => {
    answerTo(request, folder).then(
      (answer) => send(response, answer),
      (error: unknown) =>
        send(
          response,
          text(500, `The inbox could not answer: ${error instanceof Error ? error.message : String(error)}`),
        ),
    );
  });
}

async function answerTo({ method, url = '/', headers }: IncomingMessage, folder: MailFolder): Promise<Answer> {
  // Another site's page must not read or delete the mail by having its own name point here.
  if (!localNames.has((headers.host ?? '').replace(/:\d+$/, '')))
    return text(421, 'The inbox answers on this machine only.');
  const path = url.split('?')[0] ?? '/';
  const reads = method === 'GET' || method === 'HEAD';
  if (path === '/api/messages') {
    if (reads) return { status: 200, type: 'application/json', body: JSON.stringify(folder.all()) };
    if (method !== 'DELETE') return text(405, 'GET or DELETE /api/messages.');
    await folder.clear();
    return text(204, '');
  }
  if (!reads) return text(405, 'GET only.');
  if (path === '/') return html(200, listPage(folder.all()));
  const mail = folder.find(/^\/messages\/([\w-]+)$/.exec(path)?.[1] ?? '');
  return mail === undefined ? html(404, missingPage()) : html(200, mailPage(mail));
}

const html = (status: number, body: string): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const text = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type }).end(body);
}
