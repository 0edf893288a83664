import { describe, expect, it } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { environmentFor, secrets } from './contract.ts';
import { after, httpSystem, json } from './http-system.ts';
import { hubspotAccount } from './hubspot-account.ts';
import { salesforceOrg } from './salesforce-org.ts';

const credential = 'FAIRLEAD_PROBE_CRM';

describe('a round of 12 probes', () => {
  it('takes as long as the slowest of them', async () => {
    const systems = await Promise.all([
      httpSystem(after(500, json({ value: 1 }))),
      httpSystem(after(300, salesforceOrg({ totalSize: 2 }))),
      httpSystem(after(100, hubspotAccount({ total: 3 }))),
    ]);
    const [platform, salesforce, hubspot] = systems.map(({ url }) => url);
    const round = Array.from({ length: 4 }, (): ProbeConfiguration[] => [
      { kind: 'http-json', url: `${platform}`, select: '/value' },
      {
        kind: 'salesforce',
        url: `${salesforce}`,
        credential,
        apiVersion: '62.0',
        measure: 'count',
        soql: 'SELECT COUNT() FROM Lead',
      },
      {
        kind: 'hubspot',
        url: `${hubspot}`,
        credential: 'FAIRLEAD_PROBE_HUBSPOT',
        measure: 'count',
        object: 'deals',
        filters: [],
      },
    ]).flat();
    const environment = {
      ...environmentFor(systems[1]?.host ?? ''),
      FAIRLEAD_PROBE_HUBSPOT: secrets.token,
      FAIRLEAD_PROBE_HUBSPOT_HOST: systems[2]?.host ?? '',
    };
    const probes = openProbes({ hosts: systems.map(({ host }) => host), environment });
    // The vendors' clients are loaded with the first of their probes.
    await Promise.all(round.slice(0, 3).map(probes.read));
    const begun = Date.now();
    const readings = await Promise.all(round.map(probes.read));
    const tookMs = Date.now() - begun;
    expect(readings.map(({ value }) => value)).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3]);
    expect(tookMs).toBeGreaterThanOrEqual(495);
    expect(tookMs).toBeLessThan(1_500);
  });
});
