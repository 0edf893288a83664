import { lookup } from 'node:dns';
import type { LookupAddress, LookupAllOptions } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { ApplicationFailure } from '@temporalio/common';
import type { Probe } from '../src/engagement/state.ts';
import { faults } from '../src/ports/activities.ts';
import { later, permanent } from './failures.ts';
import { isInside, isLoopback } from './inside-addresses.ts';

export interface ProbeSettings {
  /** Hosts, or host:port, that may be read from. Every other is refused. */
  readonly hosts: readonly string[];
  /** Where credentials are looked up, by their name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How names become addresses; the system's own way, when absent. */
  readonly resolveName?: ResolveName;
}

/** As dns.lookup of Node, with all addresses. */
type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses?: LookupAddress[]) => void,
) => void;

const withinMs = 15_000;
const maxBytes = 1024 * 1024;
const credentialPrefix = 'FAIRLEAD_PROBE_';

/** Reads one number from a system that answers with JSON. Rejects with a failure whose message says what, where, and what to do. */
export async function readJson(settings: ProbeSettings, { url, select, credential }: Probe): Promise<number> {
  const target = allowed(settings, url);
  const body = await fetchText(target, tokenOf(settings, target, credential), settings.resolveName ?? lookup);
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
  if (target.username !== '' || target.password !== '')
    throw permanent(
      faults.unreadable,
      `The address of the probe at ${target.host} holds a password, which would be kept in its history. Give the name of a credential instead.`,
    );
  if (!hosts.some((host) => namesOf(target).includes(host.toLowerCase())))
    throw permanent(
      faults.unreadable,
      `The worker may not read from ${target.host}. Add it to FAIRLEAD_PROBE_HOSTS, or configure the probe anew.`,
    );
  if (target.protocol === 'http:' && target.hostname !== 'localhost' && !isLoopback(hostnameOf(target)))
    throw permanent(faults.unreadable, `${target.host} would be read without encryption. Use https.`);
  return target;
}

/** The ways in which a host may be listed: with its port or without, an IPv6 address in brackets or bare. */
function namesOf(target: URL): string[] {
  const usualPort = target.protocol === 'https:' ? '443' : '80';
  return [target.hostname, hostnameOf(target), `${target.hostname}:${target.port || usualPort}`];
}

const hostnameOf = ({ hostname }: URL): string => hostname.replace(/^\[|\]$/g, '');

/** A credential goes to the one host that it is for: whoever configures a probe names both, and must not send the one to another. */
function tokenOf({ environment }: ProbeSettings, target: URL, credential: string | undefined): string | undefined {
  if (credential === undefined) return undefined;
  const token = credential.startsWith(credentialPrefix) ? environment[credential] : undefined;
  if (token === undefined)
    throw permanent(
      faults.unreadable,
      `The worker has no credential "${credential.slice(0, 80)}". Set an environment variable of that name, which begins with ${credentialPrefix}.`,
    );
  const home = environment[`${credential}_HOST`]?.toLowerCase();
  if (home === undefined || !namesOf(target).includes(home))
    throw permanent(
      faults.unreadable,
      `The credential ${credential} is ${home === undefined ? 'for no host yet' : `for ${home}`}, not for ${target.host}. ${credential}_HOST says which host gets it.`,
    );
  return token;
}

// A name that was allowed may point inside our own network tomorrow: looked at when it is resolved, not before. What was allowed as an address
// is not resolved, and localhost says where it points.
const guarded =
  (resolve: ResolveName): LookupFunction =>
  (hostname, options, callback) =>
    resolve(hostname, { ...options, all: true }, (error, addresses = []) => {
      const [first] = addresses;
      if (error !== null) callback(error, '', 4);
      else if (hostname !== 'localhost' && addresses.some(({ address }) => isInside(address)))
        callback(insideFault(hostname), '', 4);
      else if (first === undefined) callback(new Error(`${hostname} has no address`), '', 4);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });

const insideFault = (hostname: string): Error =>
  permanent(
    faults.unreadable,
    `${hostname} points into a private network. List the very address in FAIRLEAD_PROBE_HOSTS if it is meant, and probe that.`,
  );

function fetchText(target: URL, token: string | undefined, resolveName: ResolveName): Promise<string> {
  const request = target.protocol === 'https:' ? httpsRequest : httpRequest;
  const headers = { accept: 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) };
  return new Promise<string>((resolve, reject) => {
    const options = { headers, lookup: guarded(resolveName), signal: AbortSignal.timeout(withinMs) };
    const asked = request(target, options, (answer) => void collect(answer, target).then(resolve, reject));
    asked.on('error', reject);
    asked.end();
  }).catch((error: unknown) => {
    if (error instanceof ApplicationFailure) throw error;
    throw later(`${target.host} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  });
}

/** Seconds, or a date (RFC 9110, 10.2.3). */
function waitMsOf(retryAfter: string | undefined): number | undefined {
  if (retryAfter === undefined) return undefined;
  const waitMs = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now();
  return waitMs > 0 ? waitMs : undefined;
}

async function collect(answer: IncomingMessage, target: URL): Promise<string> {
  const status = answer.statusCode ?? 0;
  if (status === 408 || status === 429 || status >= 500) {
    answer.resume();
    throw later(`${target.host} answers ${status}`, waitMsOf(answer.headers['retry-after']));
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
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let here = value;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null) return undefined;
    here = Object.entries(here).find(([key]) => key === name)?.[1];
  }
  return here;
}
