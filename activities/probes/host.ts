import { isLoopback } from './inside-addresses.ts';
import type { ProbeSettings } from './settings.ts';
import { unreadable } from './unreadable.ts';

/** A host as an address names it: in lower case, an IPv6 address in brackets. */
export interface Host {
  /** With its port, where that is not the usual one: what messages say, and how a system is told from another. */
  readonly host: string;
  readonly hostname: string;
  readonly port: string;
}

const usualPorts: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80', 'postgres:': '5432' };

export const hostOf = ({ protocol, host, hostname, port }: URL): Host => ({
  // Only addresses of HTTP come in lower case.
  host: host.toLowerCase(),
  hostname: hostname.toLowerCase(),
  port: port || (usualPorts[protocol] ?? ''),
});

/** As sockets want it: an IPv6 address without brackets. */
export const bare = ({ hostname }: Pick<Host, 'hostname'>): string => hostname.replace(/^\[|\]$/g, '');

export const isThisMachine = (host: Host): boolean => host.hostname === 'localhost' || isLoopback(bare(host));

/** A host may be listed with its port or without, an IPv6 address in brackets or bare. */
export const isNamed = (host: Host, name: string): boolean =>
  [host.hostname, bare(host), `${host.hostname}:${host.port}`].includes(name.toLowerCase());

/** Throws, unless the worker may read from it. */
export function mustBeAllowed({ hosts }: ProbeSettings, host: Host): void {
  if (!hosts.some((name) => isNamed(host, name)))
    throw unreadable(
      `The worker may not read from ${host.host}. Add it to FAIRLEAD_PROBE_HOSTS, or configure the probe anew.`,
    );
}

/** The address of a system that may be read from over HTTP. Throws for every other. */
export function allowedUrl(settings: ProbeSettings, url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
  if (target === null || (target.protocol !== 'https:' && target.protocol !== 'http:'))
    throw unreadable(`"${url.slice(0, 100)}" is no http(s) address. Configure the probe anew.`);
  if (target.username !== '' || target.password !== '')
    throw unreadable(
      `The address of the probe at ${target.host} holds a password, which would be kept in its history. Give the name of a credential instead.`,
    );
  mustBeAllowed(settings, hostOf(target));
  if (target.protocol === 'http:' && !isThisMachine(hostOf(target)))
    throw unreadable(`${target.host} would be read without encryption. Use https.`);
  return target;
}

/** What a vendor's client asks for, at the host that was allowed: it does not choose another. */
export function at({ origin }: URL, url: string): URL {
  const asked = new URL(url, origin);
  const target = new URL(origin);
  target.pathname = asked.pathname;
  target.search = asked.search;
  return target;
}
