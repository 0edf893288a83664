import type { ProbeConfiguration, ProbeKindName } from '../../../src/probes/schema.ts';
import { freePort } from '../../local/real-server.ts';
import { environmentFor } from './contract.ts';
import type { Situation, Subject } from './contract.ts';
import { after, httpSystem, troubles } from './http-system.ts';
import type { Answer } from './http-system.ts';

interface Spoken {
  readonly kind: ProbeKindName;
  readonly probeAt: (url: string) => ProbeConfiguration;
  /** What its system answers with when all is well. */
  readonly answer: Answer;
  readonly value: number;
  readonly sourceOf?: (host: string) => string;
}

/** The subject of the contract for a kind that speaks HTTP, whatever it speaks over it. */
export function httpSubject({ kind, probeAt, answer, value, sourceOf = (host) => host }: Spoken): Subject {
  const meeting = async (met: Answer): Promise<Situation & { readonly host: string }> => {
    const { url, host, asked, mostAtOnce } = await httpSystem(met);
    return {
      host,
      probe: probeAt(url),
      settings: { hosts: [host], environment: environmentFor(host) },
      timesAsked: () => asked.length,
      mostAtOnce,
    };
  };
  return {
    kind,
    reads: async () => {
      const situation = await meeting(answer);
      return { ...situation, value, source: sourceOf(situation.host) };
    },
    wrongCredential: () => meeting(troubles.refusing),
    noCredential: async () => without(await meeting(answer)),
    notAllowed: async () => {
      const situation = await meeting(answer);
      return { ...situation, settings: { ...situation.settings, hosts: ['crm.customer.example'] } };
    },
    away: async () => {
      const host = `127.0.0.1:${await freePort()}`;
      return { probe: probeAt(`http://${host}`), settings: { hosts: [host], environment: environmentFor(host) } };
    },
    slow: () => meeting(troubles.silent),
    tooBig: () => meeting(troubles.tooBig),
    wrongShape: () => meeting(troubles.html),
    rateLimited: async () => ({ ...(await meeting(troubles.rateLimited)), afterMs: 120_000 }),
    busy: () => meeting(after(200, answer)),
  };
}

const without = (situation: Situation): Situation => ({
  ...situation,
  settings: { ...situation.settings, environment: {} },
});
