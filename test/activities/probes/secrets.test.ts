import { describe, expect, it } from 'vitest';
import { later } from '../../../activities/failures.ts';
import { secretsIn, withoutSecrets } from '../../../activities/probes/without-secrets.ts';
import type { ProbeConfiguration } from '../../../src/probes/schema.ts';
import { unreadable } from '../../../activities/probes/unreadable.ts';
import { environmentFor, refusal, secrets } from './contract.ts';
import { httpSystem } from './http-system.ts';
import type { Asked } from './http-system.ts';

const environment = {
  FAIRLEAD_PROBE_CRM: 'token-0001',
  FAIRLEAD_PROBE_CRM_HOST: 'crm.customer.example',
  FAIRLEAD_PROBE_HOSTS: 'crm.customer.example',
  FAIRLEAD_PROBE_FILES: '/srv/drops',
  FAIRLEAD_PROBE_DB: 'postgres://reader:p%40ss%2Fword@db.customer.example/warehouse',
  FAIRLEAD_PROBE_SF: '{"clientId": "the-client", "clientSecret": "the \\"quoted\\" secret"}',
  FAIRLEAD_PROBE_BROKEN: '{"clientSecret": "half',
  FAIRLEAD_PROBE_SHORT: 'ab',
  FAIRLEAD_PROBE_SPACED: 'a b&c=d',
};
const said = (message: string): string =>
  withoutSecrets(unreadable(message), secretsIn({ hosts: [], environment })).message;

describe('what a failure says', () => {
  it.each([
    ['sent token-0001', 'sent [credential]'],
    [`cannot connect to ${environment.FAIRLEAD_PROBE_DB}`, 'cannot connect to [credential]'],
    ['password p@ss/word and p%40ss%2Fword', 'password [credential] and [credential]'],
    ['the-client has the "quoted" secret', '[credential] has [credential]'],
    [environment.FAIRLEAD_PROBE_SF, '[credential]'],
    [environment.FAIRLEAD_PROBE_BROKEN, '[credential]'],
    ['?key=a%20b%26c%3Dd', '?key=[credential]'],
    ['token-0001token-0001', '[credential][credential]'],
  ])('holds no secret: %s', (message, without) => {
    expect(said(message)).toBe(without);
  });

  it('still says which host, which folder and which credential, by its name', () => {
    const message = 'FAIRLEAD_PROBE_CRM is for crm.customer.example; files are in /srv/drops; ab is no secret';
    expect(said(message)).toBe(message);
  });

  it('keeps to a length that a history can bear, and holds no secret cut in half', () => {
    const message = said(`${'x'.repeat(495)} token-0001`);
    expect(message).toHaveLength(500);
    expect(message).not.toContain('token');
  });

  it('keeps what the workflow goes by', () => {
    expect(withoutSecrets(later('wait', 5000), [])).toMatchObject({ nonRetryable: false, nextRetryDelay: 5000 });
    expect(withoutSecrets(unreadable('no'), [])).toMatchObject({ nonRetryable: true, type: 'Unreadable' });
  });
});

const sentIn = ({ headers, body, path }: Asked): string => `${headers.authorization ?? ''} ${body} ${path}`;

describe('a system that repeats what it was sent', () => {
  const credential = 'FAIRLEAD_PROBE_CRM';
  const app = JSON.stringify({ clientId: 'the-app', clientSecret: secrets.password });
  const readers: readonly ((url: string) => { readonly probe: ProbeConfiguration; readonly secret: string })[] = [
    (url) => ({ secret: secrets.token, probe: { kind: 'http-json', url, select: '$.value', credential } }),
    (url) => ({
      secret: secrets.token,
      probe: {
        kind: 'salesforce',
        url,
        credential,
        apiVersion: '62.0',
        measure: 'count',
        soql: 'SELECT COUNT() FROM Lead',
      },
    }),
    (url) => ({
      secret: app,
      probe: {
        kind: 'salesforce',
        url,
        credential,
        apiVersion: '62.0',
        measure: 'api-usage',
        limit: 'DailyApiRequests',
      },
    }),
    (url) => ({
      secret: secrets.token,
      probe: { kind: 'hubspot', url, credential, measure: 'count', object: 'deals', filters: [] },
    }),
    (url) => ({ secret: secrets.token, probe: { kind: 'hubspot', url, credential, measure: 'api-usage' } }),
  ];
  const echoes: Readonly<Record<string, (sent: string) => unknown>> = {
    'an error of Salesforce': (message) => [{ errorCode: 'MALFORMED_QUERY', message }],
    'an error code': (errorCode) => [{ errorCode, message: errorCode }],
    'a refused grant': (error) => ({ error, error_description: error }),
    'an error of HubSpot': (message) => ({ status: 'error', message, category: message }),
    'a number': (value) => ({ value, total: value, totalSize: value, results: [value], records: [value] }),
    'a key': (sent) => ({ [sent]: { Max: sent } }),
  };

  it.each(Object.keys(echoes))('as %s, with whatever status, has it repeated by nobody', async (name) => {
    for (const status of [200, 302, 400, 401, 403, 404, 429, 503])
      for (const reader of readers) {
        const { url, host, asked } = await httpSystem((question, response) => {
          response.writeHead(status, { 'retry-after': sentIn(question).slice(0, 40), location: '/x' });
          response.end(JSON.stringify(echoes[name]?.(sentIn(question))));
        });
        const { probe, secret } = reader(url);
        await refusal({ probe, settings: { hosts: [host], environment: environmentFor(host, secret) } });
        expect(asked.length).toBeGreaterThan(0);
        expect(asked.map(sentIn).join()).toMatch(/planted-(token|password)/);
      }
  });
});
