import { describe, expect, it } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { faults } from '../../../src/ports/activities.ts';
import { environmentFor, probeContract, refusal } from './contract.ts';
import { httpSubject } from './http-subject.ts';
import { httpSystem, troubles } from './http-system.ts';
import type { Answer } from './http-system.ts';
import { hubspotAccount } from './hubspot-account.ts';

type Hubspot = Extract<ProbeConfiguration, { kind: 'hubspot' }>;

const common = { kind: 'hubspot', credential: 'FAIRLEAD_PROBE_CRM' } as const;
const filters = [
  { property: 'lifecyclestage', operator: 'EQ', value: 'marketingqualifiedlead' },
  { property: 'createdate', operator: 'BETWEEN', value: '1767225600000', highValue: '1769904000000' },
] as const;
const counting = (url: string): Hubspot => ({
  ...common,
  url,
  measure: 'count',
  object: 'contacts',
  filters: [...filters],
});
const measuring = (url: string, statistic: 'p95' | 'max', last: number): Hubspot => ({
  ...common,
  url,
  measure: 'latency',
  object: 'contacts',
  filters: [],
  from: 'registered_at',
  to: 'createdate',
  last,
  statistic,
  unit: 'minutes',
});
const usage = (url: string): Hubspot => ({ ...common, url, measure: 'api-usage' });

const registered = Date.UTC(2027, 0, 4, 9);
const created = (minutes: number) => new Date(registered + minutes * 60_000).toISOString();

async function account(answer: Answer) {
  const system = await httpSystem(answer);
  return { ...system, settings: { hosts: [system.host], environment: environmentFor(system.host) } };
}

probeContract(httpSubject({ kind: 'hubspot', probeAt: counting, answer: hubspotAccount({ total: 390 }), value: 390 }));

describe('what is read from HubSpot', () => {
  it('is how many objects the filters find', async () => {
    const { url, settings, asked } = await account(hubspotAccount({ total: 390 }));
    expect(await openProbes(settings).read(counting(url))).toMatchObject({ value: 390, unit: 'count' });
    expect(asked[0]).toMatchObject({ method: 'POST', path: '/crm/v3/objects/contacts/search' });
    expect(JSON.parse(asked[0]?.body ?? '')).toMatchObject({
      limit: 1,
      filterGroups: [
        {
          filters: [
            { propertyName: 'lifecyclestage', operator: 'EQ', value: 'marketingqualifiedlead' },
            { propertyName: 'createdate', operator: 'BETWEEN', value: '1767225600000', highValue: '1769904000000' },
          ],
        },
      ],
    });
  });

  it('is the time between two properties of the newest objects, over as many pages as it takes', async () => {
    const objects = Array.from({ length: 450 }, (_, index) => ({
      registered_at: index % 2 === 0 ? new Date(registered).toISOString() : String(registered),
      createdate: created(index === 449 ? 99 : index % 10),
    }));
    const { url, settings, asked } = await account(hubspotAccount({ objects }));
    expect(await openProbes(settings).read(measuring(url, 'max', 450))).toMatchObject({
      value: 99,
      unit: 'minutes',
      detail: 'max of 450',
    });
    expect(asked.map(({ body }) => JSON.parse(body))).toMatchObject([
      { limit: 200, sorts: ['-createdate'] },
      { limit: 200, after: '200' },
      { limit: 50, after: '400' },
    ]);
    expect(asked[0]?.body).toContain('{"propertyName":"registered_at","operator":"HAS_PROPERTY"}');
    expect(await openProbes(settings).read(measuring(url, 'p95', 100))).toMatchObject({ value: 9 });
  });

  it("is how much of the day's calls is used: of several limits, the nearest", async () => {
    const some = [
      { currentUsage: 10, usageLimit: 1000 },
      { currentUsage: 450_000, usageLimit: 500_000 },
    ];
    const { url, settings } = await account(hubspotAccount({ usage: some }));
    expect(await openProbes(settings).read(usage(url))).toMatchObject({
      value: 90,
      unit: 'percent',
      detail: '450000 of 500000',
    });
    const none = await account(hubspotAccount());
    expect((await refusal({ ...none, probe: usage(none.url) })).message).toContain(
      'does not answer as it is documented to',
    );
  });

  it('is nothing where a page leads to an empty one, for ever', async () => {
    const { url, settings, asked } = await account(
      (_, response) => void response.end(JSON.stringify({ total: 9, results: [], paging: { next: { after: '1' } } })),
    );
    expect((await refusal({ settings, probe: measuring(url, 'max', 5) })).message).toContain('nothing to measure');
    expect(asked).toHaveLength(1);
  });

  it('is nothing where a property that both times need is none', async () => {
    const objects = [{ registered_at: null, createdate: created(1) }];
    const { url, settings } = await account(hubspotAccount({ objects }));
    expect((await refusal({ settings, probe: measuring(url, 'max', 5) })).message).toContain('a time that is none');
  });

  it.each([{}, [], null, { total: -1, results: [] }, { total: '12', results: [] }])(
    'is nothing where the answer is %j',
    async (body) => {
      const { url, settings } = await account((_, response) => void response.end(JSON.stringify(body)));
      const failure = await refusal({ settings, probe: counting(url) });
      expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
      expect(failure.message).toContain('does not answer as it is documented to');
    },
  );
});

describe('a refusal by HubSpot', () => {
  it.each<readonly [number, string, Record<string, unknown>, string]>([
    [401, 'INVALID_AUTHENTICATION', { nonRetryable: true }, 'refuses the credential (INVALID_AUTHENTICATION)'],
    [403, 'MISSING_SCOPES', { nonRetryable: true }, 'scopes of the private app'],
    [400, 'VALIDATION_ERROR', { nonRetryable: true }, 'answers 400 instead of 200 (VALIDATION_ERROR)'],
    [429, 'RATE_LIMITS', { nonRetryable: false }, 'answers 429'],
    [502, 'x', { nonRetryable: false }, 'answers 502'],
    [301, 'x', { nonRetryable: true }, 'redirects are not followed'],
  ])('with %i %s is told as it is meant', async (status, category, kind, words) => {
    const { url, settings } = await account(({ headers }, response) => {
      response.writeHead(status, { location: 'https://evil.example/' });
      response.end(JSON.stringify({ status: 'error', category, message: `You sent ${headers.authorization ?? ''}` }));
    });
    const failure = await refusal({ settings, probe: counting(url) });
    expect(failure).toMatchObject(kind);
    expect(failure.message).toContain(words);
  });

  it('that quotes all that it was sent is told without it', async () => {
    const { url, settings } = await account(troubles.echoing);
    expect((await refusal({ settings, probe: counting(url) })).message).toContain('answers 400');
  });
});
