import { PassThrough } from 'node:stream';
import { Connection } from 'jsforce/lib/connection.js';
import { OAuth2 } from 'jsforce/lib/oauth2.js';
import { Transport } from 'jsforce/lib/transport.js';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types/common.js';
import { StreamPromise } from 'jsforce/lib/util/promise.js';
import { z } from 'zod';
import { shaped } from './shaped.ts';
import { unreadable } from './unreadable.ts';

export type Ask = (request: HttpRequest) => Promise<HttpResponse>;

/** Its requests go our way: to one host, without redirects, retries or a proxy from the environment, and no further than our limits. */
class GuardedTransport extends Transport {
  readonly #ask: Ask;

  constructor(ask: Ask) {
    super();
    this.#ask = ask;
  }

  override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
    return StreamPromise.create(() => ({ stream: new PassThrough(), promise: this.#ask(request) }));
  }
}

export interface Org {
  readonly origin: string;
  readonly host: string;
  readonly apiVersion: string;
  /** An access token, or a connected app as JSON. */
  readonly secret: string;
}

/** A connection to Salesforce. With a connected app it fetches an access token first (OAuth 2.0 client credentials flow). */
export async function connectionTo(org: Org, ask: Ask, keepSecret: (secret: string) => void): Promise<Connection> {
  const transport = new GuardedTransport(ask);
  const accessToken = org.secret.startsWith('{') ? await tokenOf(org, transport) : org.secret;
  keepSecret(accessToken);
  const Guarded = class extends Connection {
    override _transport = transport;
  };
  return new Guarded({
    instanceUrl: org.origin,
    loginUrl: org.origin,
    version: org.apiVersion,
    accessToken,
    logLevel: 'NONE',
  });
}

const connectedApp = z.strictObject({ clientId: z.string().min(1), clientSecret: z.string().min(1) });
const granted = z.object({ access_token: z.string().min(1), instance_url: z.string() });

async function tokenOf({ secret, origin, host }: Org, transport: Transport): Promise<string> {
  const Guarded = class extends OAuth2 {
    override _transport = transport;
  };
  const oauth = new Guarded({ ...appIn(secret, host), loginUrl: origin });
  const grant = await shaped(granted, oauth.requestToken({ grant_type: 'client_credentials' }), host);
  // A token that is for another host does not go there.
  if (grant.instance_url.replace(/\/$/, '') !== origin)
    throw unreadable(`${host} grants access to another host. Configure the probe with the My Domain of the org.`);
  return grant.access_token;
}

function appIn(secret: string, host: string): z.output<typeof connectedApp> {
  try {
    return connectedApp.parse(JSON.parse(secret));
  } catch {
    throw unreadable(
      `The credential for ${host} is no connected app: it is an access token, or {"clientId": "…", "clientSecret": "…"}.`,
    );
  }
}
