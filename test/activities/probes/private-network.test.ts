import { describe, expect, it } from 'vitest';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { faults } from '../../../src/ports/activities.ts';
import { environmentFor, refusal } from './contract.ts';
import { httpSystem, json } from './http-system.ts';

const host = 'crm.customer.example';
const credential = 'FAIRLEAD_PROBE_CRM';
const speaking = (url: string): readonly ProbeConfiguration[] => [
  { kind: 'http-json', url, select: '/value' },
  { kind: 'salesforce', url, credential, apiVersion: '62.0', measure: 'count', soql: 'SELECT COUNT() FROM Lead' },
  { kind: 'salesforce', url, credential, apiVersion: '62.0', measure: 'api-usage', limit: 'DailyApiRequests' },
  { kind: 'hubspot', url, credential, measure: 'count', object: 'contacts', filters: [] },
  { kind: 'hubspot', url, credential, measure: 'api-usage' },
];

describe('a name that is allowed, and points into our own network', () => {
  it.each(speaking(`https://${host}:1`).map((probe, index) => [probe.kind, index] as const))(
    'is not followed by %s (%d)',
    async (_, index) => {
      const { url, asked } = await httpSystem(json({ value: 1 }));
      const [probe] = speaking(`https://${host}:${new URL(url).port}`).slice(index);
      expect(probe).toBeDefined();
      for (const address of ['127.0.0.1', '169.254.169.254', '10.0.0.1', '::1', 'fd00::1']) {
        const failure = await refusal({
          probe: probe ?? { kind: 'manual' },
          settings: {
            hosts: [host],
            environment: environmentFor(host),
            resolveName: (_hostname, _options, callback) =>
              callback(null, [{ address, family: address.includes(':') ? 6 : 4 }]),
          },
        });
        expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
        expect(failure.message).toContain('points into a private network');
      }
      expect(asked).toEqual([]);
    },
  );

  it.each(speaking(`http://${host}`).map((probe) => [probe.kind, probe] as const))(
    'is not read by %s without encryption',
    async (_, probe) => {
      const settings = { hosts: [host], environment: environmentFor(host) };
      expect((await refusal({ probe, settings })).message).toContain('would be read without encryption');
    },
  );
});
