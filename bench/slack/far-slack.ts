import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** The far end, as Slack is: it knows everybody who clicks, and takes answers. */
export interface FarSlack {
  /** Where the API asks. */
  readonly apiUrl: string;
  responseUrl(key: string): string;
  /** What was answered at response_urls, by their keys. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
  stop(): Promise<void>;
}

export const workspace = 'T0BENCH';

/** A server that answers the methods that a click asks, at once. A user's address is their id's, or the one that is given. */
export async function startFarSlack(addresses: Readonly<Record<string, string>>): Promise<FarSlack> {
  const answers = new Map<string, string[]>();
  const answered = async (request: IncomingMessage): Promise<object> => {
    const body = await bodyOf(request);
    const path = request.url ?? '';
    const key = path.startsWith('/respond/') ? decodeURIComponent(path.slice('/respond/'.length)) : undefined;
    if (key !== undefined) answers.set(key, [...(answers.get(key) ?? []), textIn(body)]);
    const user = new URLSearchParams(body).get('user') ?? '';
    return { ok: true, ...(path.endsWith('users.info') ? userOf(user, addresses) : { team_id: workspace }) };
  };
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(await answered(request)));
  };
  const server = createServer((request, response) => void respond(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
  return {
    apiUrl: `${url}/api/`,
    responseUrl: (key) => `${url}/respond/${encodeURIComponent(key)}`,
    answers,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const userOf = (user: string, addresses: Readonly<Record<string, string>>) => ({
  user: {
    id: user,
    team_id: workspace,
    deleted: false,
    is_email_confirmed: true,
    profile: { email: addresses[user] ?? `${user.toLowerCase()}@elsewhere.example`, real_name: user },
  },
});

function textIn(body: string): string {
  const { text = '' }: { readonly text?: string } = JSON.parse(body);
  return text;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}
