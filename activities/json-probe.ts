import { lookup as resolveName } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { BlockList, isIP } from 'node:net';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { Probe } from '../src/engagement/state.ts';
import { faults } from '../src/ports/activities.ts';
import { later, permanent } from './failures.ts';

export interface ProbeSettings {
  /** Hosts, or host:port, that may be read from. Every other is refused. */
  readonly hosts: readonly string[];
  /** Where credentials are looked up, by their name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}

const withinMs = 15_000;
const maxBytes = 1024 * 1024;
const credentialPrefix = 'FAIRLEAD_PROBE_';

const inside = new BlockList();
for (const [net, bits] of [
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['0.0.0.0', 8],
  ['100.64.0.0', 10],
] as const)
  inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
  ['::', 128],
] as const)
  inside.addSubnet(net, bits, 'ipv6');

const isInside = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return inside.check(mapped ?? address, isIP(mapped ?? address) === 6 ? 'ipv6' : 'ipv4');
};

/** Reads one number from a system that answers with JSON. Rejects with a failure whose message says what, where, and what to do. */
export async function readJson(settings: ProbeSettings, { url, select, credential }: Probe): Promise<number> {
  const target = allowed(settings, url);
  const body = await fetchText(target, tokenOf(settings, credential));
  const value = at(parsed(body, target), select);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw permanent(
      faults.unreadable,
      `${target.host} answers, but at "${select}" there is no number (found ${JSON.stringify(value)?.slice(0, 60) ?? 'nothing'}). Mend the probe's "select".`,
    );
  return value;
}

function allowed({ hosts }: ProbeSettings, url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null || (target.protocol !== 'https:' && target.protocol !== 'http:'))
    throw permanent(faults.unreadable, `"${url.slice(0, 100)}" is no http(s) address. Configure the probe anew.`);
  if (!hosts.includes(target.host) && !hosts.includes(target.hostname))
    throw permanent(
      faults.unreadable,
      `The worker may not read from ${target.host}. Add it to FAIRLEAD_PROBE_HOSTS, or configure the probe anew.`,
    );
  if (target.protocol === 'http:' && !isLocal(target))
    throw permanent(faults.unreadable, `${target.host} would be read without encryption. Use https.`);
  return target;
}

const hostnameOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');
/** An address inside our own network is read only when it was allowed by that very address or as localhost. */
const isLocal = (target: URL): boolean =>
  target.hostname === 'localhost' || (isIP(hostnameOf(target)) !== 0 && isInside(hostnameOf(target)));

function tokenOf({ environment }: ProbeSettings, credential: string | undefined): string | undefined {
  if (credential === undefined) return undefined;
  const token = credential.startsWith(credentialPrefix) ? environment[credential] : undefined;
  if (token === undefined)
    throw permanent(
      faults.unreadable,
      `The worker has no credential "${credential.slice(0, 80)}". Set an environment variable of that name, which begins with ${credentialPrefix}.`,
    );
  return token;
}

// A name that was allowed may point inside our own network tomorrow: looked at when it is resolved, not before.
const guarded =
  (target: URL): LookupFunction =>
  (hostname, options, callback) =>
    resolveName(hostname, { ...options, all: true }, (error, addresses) => {
      const bad = isLocal(target) ? undefined : (addresses ?? []).find(({ address }) => isInside(address));
      const [first] = addresses ?? [];
      if (error !== null) callback(error, '', 4);
      else if (bad !== undefined || first === undefined)
        callback(new Error(`${hostname} points into a private network`), '', 4);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });

function fetchText(target: URL, token: string | undefined): Promise<string> {
  const literal = hostnameOf(target);
  if (isIP(literal) !== 0 && isInside(literal) && !isLocal(target))
    throw permanent(faults.unreadable, `${target.host} is inside a private network.`);
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return new Promise((resolve, reject) => {
    const asked = request(
      target,
      { headers, lookup: guarded(target), signal: AbortSignal.timeout(withinMs) },
      (answer) => {
        collect(answer, target).then(resolve, reject);
      },
    );
    asked.once('error', (error) => reject(later(`${target.host} could not be read: ${error.message}`)));
    asked.end();
  });
}

async function collect(answer: IncomingMessage, target: URL): Promise<string> {
  const status = answer.statusCode ?? 0;
  if (status === 429 || status >= 500) {
    answer.resume();
    const waitS = Number(answer.headers['retry-after']);
    throw later(`${target.host} answers ${status}`, Number.isFinite(waitS) && waitS > 0 ? waitS * 1000 : undefined);
  }
  if (status !== 200) {
    answer.resume();
    throw permanent(
      faults.unreadable,
      `${target.host} answers ${status} instead of 200. Look at the probe's address and credential; redirects are not followed.`,
    );
  }
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of answer) {
    const piece = Buffer.from(chunk);
    bytes += piece.length;
    if (bytes > maxBytes) {
      answer.destroy();
      throw permanent(
        faults.unreadable,
        `${target.host} answers with more than 1 MB. Point the probe at a smaller resource.`,
      );
    }
    chunks.push(piece);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(body: string, target: URL): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw permanent(faults.unreadable, `${target.host} does not answer with JSON (it begins "${body.slice(0, 40)}").`);
  }
}

/** What stands at a JSON Pointer (RFC 6901). */
function at(value: unknown, pointer: string): unknown {
  let here = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, name)) return undefined;
    here = Object.entries(here).find(([key]) => key === name)?.[1];
  }
  return here;
}
