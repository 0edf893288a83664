import { lookup } from 'node:dns';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isInside } from './inside-addresses.ts';
import type { ProbeSettings } from './settings.ts';
import { unreadable } from './unreadable.ts';

// A name that was allowed may point inside our own network tomorrow: looked at when it is resolved, not before. What was allowed as an address
// is not resolved, and localhost says where it points.
export const guardedLookup =
  ({ resolveName = lookup }: ProbeSettings): LookupFunction =>
  (hostname, options, callback) =>
    resolveName(hostname, { ...options, all: true }, (error, addresses = []) => {
      const [first] = addresses;
      const fault = error ?? faultOf(hostname, addresses);
      if (fault !== undefined) callback(fault, '', 4);
      else if (first === undefined) callback(new Error(`${hostname} has no address`), '', 4);
      else if (options.all === true) callback(null, addresses);
      else callback(null, first.address, first.family);
    });

const faultOf = (hostname: string, addresses: readonly LookupAddress[]): Error | undefined =>
  hostname !== 'localhost' && addresses.some(({ address }) => isInside(address))
    ? unreadable(
        `${hostname} points into a private network. List the very address in FAIRLEAD_PROBE_HOSTS if it is meant, and probe that.`,
      )
    : undefined;
