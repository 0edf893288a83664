import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { MailFolder } from './mail-folder.ts';
import { isOf } from './mail.ts';
import type { Mail } from './mail.ts';
import { listPage, mailPage, missingPage } from './mail-pages.ts';

type Answer = { readonly status: number; readonly type: string; readonly body: string };

// Mail may hold anything: no script, no form, nothing loaded from elsewhere, and a srcdoc frame inherits all of it.
const securityHeaders = {
  'content-security-policy':
    // The list has a form; a form in a mail is held back by its frame.
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
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
  const [path = '/', search = ''] = url.split('?', 2);
  const address = new URLSearchParams(search).get('address') ?? '';
  const reads = method === 'GET' || method === 'HEAD';
  if (path === '/api/messages') {
    if (reads) return { status: 200, type: 'application/json', body: JSON.stringify(mailsOf(folder, address)) };
    if (method !== 'DELETE') return text(405, 'GET or DELETE /api/messages.');
    await folder.clear();
    return text(204, '');
  }
  if (!reads) return text(405, 'GET only.');
  if (path === '/') return html(200, listPage(mailsOf(folder, address), address, addressesIn(folder)));
  const mail = folder.find(/^\/messages\/([\w-]+)$/.exec(path)?.[1] ?? '');
  return mail === undefined ? html(404, missingPage()) : html(200, mailPage(mail));
}

const mailsOf = (folder: MailFolder, address: string): readonly Mail[] =>
  address === '' ? folder.all() : folder.all().filter((mail) => isOf(mail, address));

const addressesIn = (folder: MailFolder): readonly string[] =>
  [...new Set(folder.all().flatMap(({ recipients }) => recipients.map(({ address }) => address)))].toSorted();

const html = (status: number, body: string): Answer => ({ status, type: 'text/html; charset=utf-8', body });
const text = (status: number, body: string): Answer => ({ status, type: 'text/plain; charset=utf-8', body });

function send(response: ServerResponse, { status, type, body }: Answer): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': type }).end(body);
}
