import type { ServerResponse } from 'node:http';
import { secrets } from './contract.ts';
import type { Answer, Asked } from './http-system.ts';

export interface SalesforceOrg {
  readonly totalSize?: number;
  readonly records?: readonly Readonly<Record<string, unknown>>[];
  /** How many records come at once. */
  readonly batch?: number;
  readonly limits?: Readonly<Record<string, { readonly Max: number; readonly Remaining: number }>>;
  /** The instance that a token is granted for; this one, when absent. */
  readonly instanceUrl?: string;
}

/** Answers as the REST API of Salesforce is documented to: https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/ */
export const salesforceOrg =
  ({ totalSize = 0, records = [], batch = 2000, limits = {}, instanceUrl }: SalesforceOrg = {}): Answer =>
  (asked, response) => {
    const url = new URL(asked.path, 'http://org.invalid');
    if (url.pathname === '/services/oauth2/token')
      return grant(asked, response, instanceUrl ?? `http://${asked.headers.host}`);
    if (asked.headers.authorization !== `Bearer ${secrets.token}`)
      return refuse(response, 401, 'INVALID_SESSION_ID', 'Session expired or invalid');
    if (url.pathname === '/services/data/v62.0/limits') return say(response, limits);
    const soql = url.searchParams.get('q');
    if (/^select\s+count\(\)/i.test(soql ?? '')) return say(response, { totalSize, done: true, records: [] });
    const from = soql === null ? Number(/-(\d+)$/.exec(url.pathname)?.[1]) : 0;
    const limit = Number(/LIMIT (\d+)$/.exec(soql ?? '')?.[1] ?? records.length);
    const found = records.slice(0, limit);
    const isDone = from + batch >= found.length;
    say(response, {
      totalSize: found.length,
      done: isDone,
      ...(!isDone && { nextRecordsUrl: `/services/data/v62.0/query/01gD0000002HU6KIAW-${from + batch}` }),
      records: found
        .slice(from, from + batch)
        .map((record) => ({ attributes: { type: 'Lead', url: '/x' }, ...record })),
    });
  };

function grant({ body }: Asked, response: ServerResponse, instanceUrl: string): void {
  const form = new URLSearchParams(body);
  const isKnown = form.get('client_id') === 'the-app' && form.get('client_secret') === secrets.password;
  if (!isKnown || form.get('grant_type') !== 'client_credentials') {
    response.writeHead(400, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: 'invalid_client', error_description: `invalid client credentials ${body}` }));
    return;
  }
  say(response, {
    access_token: secrets.token,
    instance_url: instanceUrl,
    id: 'https://login.invalid/id/1/2',
    token_type: 'Bearer',
  });
}

function refuse(response: ServerResponse, status: number, errorCode: string, message: string): void {
  response.writeHead(status, { 'content-type': 'application/json;charset=UTF-8' });
  response.end(JSON.stringify([{ message, errorCode }]));
}

function say(response: ServerResponse, body: unknown): void {
  response.writeHead(200, {
    'content-type': 'application/json;charset=UTF-8',
    'sforce-limit-info': 'api-usage=18/5000',
  });
  response.end(JSON.stringify(body));
}
