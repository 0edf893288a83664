import { describe, expect, it, vi } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { faults } from '../../../src/ports/activities.ts';
import { environmentFor, probeContract, refusal, secrets } from './contract.ts';
import { httpSubject } from './http-subject.ts';
import { httpSystem, troubles } from './http-system.ts';
import type { Answer } from './http-system.ts';
import { salesforceOrg } from './salesforce-org.ts';

type Salesforce = Extract<ProbeConfiguration, { kind: 'salesforce' }>;

const common = { kind: 'salesforce', credential: 'FAIRLEAD_PROBE_CRM', apiVersion: '62.0' } as const;
const counting = (url: string): Salesforce => ({ ...common, url, measure: 'count', soql: 'SELECT COUNT() FROM Lead' });
const measuring = (url: string, statistic: 'p95' | 'max', last: number): Salesforce => ({
  ...common,
  url,
  measure: 'latency',
  object: 'CampaignMember',
  from: 'Registered_At__c',
  to: 'CreatedDate',
  where: "Campaign.Type = 'Webinar' OR Campaign.Type = 'Event'",
  last,
  statistic,
  unit: 'minutes',
});
const usage = (url: string, limit = 'DailyApiRequests'): Salesforce => ({
  ...common,
  url,
  measure: 'api-usage',
  limit,
});

/** Members that were created so many minutes after they had registered, the newest first. */
const members = (...minutes: readonly number[]) =>
  minutes.map((late, index) => ({
    Registered_At__c: new Date(Date.UTC(2027, 0, 4, 9) - index * 3_600_000).toISOString().replace('Z', '+0000'),
    CreatedDate: new Date(Date.UTC(2027, 0, 4, 9) - index * 3_600_000 + late * 60_000)
      .toISOString()
      .replace('Z', '+0000'),
  }));

async function org(answer: Answer, secret?: string) {
  const system = await httpSystem(answer);
  return { ...system, settings: { hosts: [system.host], environment: environmentFor(system.host, secret) } };
}

probeContract(
  httpSubject({ kind: 'salesforce', probeAt: counting, answer: salesforceOrg({ totalSize: 412 }), value: 412 }),
);

describe('what is read from Salesforce', () => {
  it('is how many records a query counts', async () => {
    const { url, settings, asked } = await org(salesforceOrg({ totalSize: 0 }));
    expect(await openProbes(settings).read(counting(url))).toMatchObject({ value: 0, unit: 'count' });
    expect(asked.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`)).toEqual([
      'GET /services/data/v62.0/query?q=SELECT COUNT() FROM Lead',
    ]);
  });

  it('is the time that 95 % of the newest records do not exceed', async () => {
    const late = [...Array.from({ length: 19 }, (_, index) => index + 1), 500];
    const { url, settings, asked } = await org(salesforceOrg({ records: members(...late) }));
    expect(await openProbes(settings).read(measuring(url, 'p95', 20))).toMatchObject({
      value: 19,
      unit: 'minutes',
      detail: 'p95 of 20',
    });
    expect(decodeURIComponent(asked[0]?.path ?? '')).toContain(
      "SELECT Registered_At__c, CreatedDate FROM CampaignMember WHERE Registered_At__c != null AND CreatedDate != null AND (Campaign.Type = 'Webinar' OR Campaign.Type = 'Event') ORDER BY CreatedDate DESC LIMIT 20",
    );
  });

  it('is the longest time, over as many pages as it takes', async () => {
    const { url, settings, asked } = await org(salesforceOrg({ records: members(1, 2, 3, 4, 15.5), batch: 2 }));
    expect(await openProbes(settings).read(measuring(url, 'max', 5))).toMatchObject({ value: 15.5 });
    expect(asked).toHaveLength(3);
  });

  it('is how much of a limit is used, in percent', async () => {
    const limits = { DailyApiRequests: { Max: 15_000, Remaining: 3_000 }, DataStorageMB: { Max: 0, Remaining: 0 } };
    const { url, settings } = await org(salesforceOrg({ limits }));
    expect(await openProbes(settings).read(usage(url))).toMatchObject({
      value: 80,
      unit: 'percent',
      detail: '12000 of 15000',
    });
    expect((await refusal({ settings, probe: usage(url, 'DataStorageMB') })).message).toContain('a limit of 0');
    expect((await refusal({ settings, probe: usage(url, 'Nope') })).message).toContain('has no limit called Nope');
  });

  it('is nothing where no record has both times, and where the time runs backwards', async () => {
    const none = await org(salesforceOrg());
    expect((await refusal({ ...none, probe: measuring(none.url, 'max', 5) })).message).toContain('nothing to measure');
    const backwards = await org(salesforceOrg({ records: members(-1, -2) }));
    expect((await refusal({ ...backwards, probe: measuring(backwards.url, 'p95', 5) })).message).toContain(
      'negative time',
    );
    const dateless = await org(salesforceOrg({ records: [{ Registered_At__c: 'yesterday', CreatedDate: null }] }));
    expect((await refusal({ ...dateless, probe: measuring(dateless.url, 'max', 5) })).message).toContain(
      'a time that is none',
    );
  });

  it.each<readonly [string, unknown]>([
    ['no records at all', {}],
    ['a count below nothing', { totalSize: -1, records: [], done: true }],
    ['a list', []],
    ['null', null],
  ])('is nothing where the answer is %s', async (_, body) => {
    const { url, settings } = await org((_asked, response) => void response.end(JSON.stringify(body)));
    const failure = await refusal({ settings, probe: counting(url) });
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('does not answer as it is documented to');
  });
});

describe('access to Salesforce', () => {
  const app = JSON.stringify({ clientId: 'the-app', clientSecret: secrets.password });

  it('is granted to a connected app, without anybody at a browser', async () => {
    const { url, settings, asked } = await org(salesforceOrg({ totalSize: 7 }), app);
    expect(await openProbes(settings).read(counting(url))).toMatchObject({ value: 7 });
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '/services/oauth2/token',
      '/services/data/v62.0/query',
    ]);
  });

  it('is refused to an app that is unknown, and the refusal holds no secret though Salesforce repeats what it was sent', async () => {
    const { url, settings } = await org(salesforceOrg(), app.replace('the-app', 'another-app'));
    const failure = await refusal({ settings, probe: counting(url) });
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(failure.message).toContain('refuses the credential (invalid_client)');
  });

  it('does not take the token to another host', async () => {
    const { url, settings, asked } = await org(salesforceOrg({ instanceUrl: 'https://evil.example' }), app);
    expect((await refusal({ settings, probe: counting(url) })).message).toContain('grants access to another host');
    expect(asked).toHaveLength(1);
  });

  it('is nowhere in a refusal that repeats the token that was granted', async () => {
    const { url, settings } = await org(
      (asked, response) =>
        asked.path.startsWith('/services/oauth2/')
          ? salesforceOrg()(asked, response)
          : troubles.echoing(asked, response),
      app,
    );
    expect((await refusal({ settings, probe: counting(url) })).message).toContain('Bearer [credential]');
  });

  it('is not asked for with half an app', async () => {
    const { url, settings, asked } = await org(salesforceOrg(), '{"clientId": "the-app"');
    expect((await refusal({ settings, probe: counting(url) })).message).toContain('is no connected app');
    expect(asked).toEqual([]);
  });
});

const refusing =
  (status: number, errorCode: string, headers = {}): Answer =>
  ({ headers: sent }, response) =>
    void response
      .writeHead(status, headers)
      .end(JSON.stringify([{ errorCode, message: `No such column, sent ${sent.authorization ?? ''}` }]));

describe('a refusal by Salesforce', () => {
  it.each<readonly [number, string, Record<string, unknown>, string]>([
    [403, 'REQUEST_LIMIT_EXCEEDED', { nonRetryable: false, nextRetryDelay: 900_000 }, 'used up its API calls'],
    [400, 'QUERY_TIMEOUT', { nonRetryable: false }, 'QUERY_TIMEOUT'],
    [400, 'INVALID_FIELD', { nonRetryable: true }, 'No such column'],
    [400, 'INVALID_FIELD', { nonRetryable: true }, '[credential]'],
    [403, 'INSUFFICIENT_ACCESS', { nonRetryable: true }, 'answers 403 instead of 200 (INSUFFICIENT_ACCESS)'],
    [404, 'NOT_FOUND', { nonRetryable: true }, 'answers 404'],
    [302, 'MOVED', { nonRetryable: true }, 'redirects are not followed'],
  ])('with %i %s is told as it is meant', async (status, errorCode, kind, words) => {
    const { url, settings } = await org(
      refusing(status, errorCode, status === 302 ? { location: 'https://evil.example/' } : {}),
    );
    const failure = await refusal({ settings, probe: counting(url) });
    expect(failure).toMatchObject(kind);
    expect(failure.message).toContain(words);
  });

  it('that quotes all that it was sent is told without it, and is logged nowhere', async () => {
    const lines: unknown[] = [];
    for (const stream of [process.stdout, process.stderr])
      vi.spyOn(stream, 'write').mockImplementation((line) => lines.push(line) > 0);
    try {
      const { url, settings } = await org(troubles.echoing);
      expect((await refusal({ settings, probe: counting(url) })).message).toContain('[credential]');
    } finally {
      vi.restoreAllMocks();
    }
    expect(lines).toEqual([]);
  });
});
