import type { LookupAddress, LookupAllOptions } from 'node:dns';

/** What the worker lets probes reach. Everything else is refused. */
export interface ProbeSettings {
  /** Hosts, or host:port, that may be read from. */
  readonly hosts: readonly string[];
  /** Where credentials are looked up, by their name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The folder, absolute, that files may be read from; none, when absent. */
  readonly files?: string;
  /** How long a system may take, once it is asked; what its kind of probe allows, when absent. */
  readonly slowAfterMs?: number;
  /** How names become addresses; the system's own way, when absent. */
  readonly resolveName?: ResolveName;
}

/** As dns.lookup of Node, with all addresses. */
export type ResolveName = (
  hostname: string,
  options: LookupAllOptions,
  callback: (error: NodeJS.ErrnoException | null, addresses?: LookupAddress[]) => void,
) => void;
