import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { kinds } from '../../../activities/probes/kinds.ts';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import { probeConfiguration } from '../../../src/probes/schema.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const credential = 'FAIRLEAD_PROBE_CRM';
const url = 'https://crm.customer.example/';
const examples = [
  { kind: 'http-json', url, select: '$.a' },
  { kind: 'sql', credential, query: 'SELECT 1' },
  { kind: 'salesforce', url, credential, measure: 'count', soql: 'select count() from Lead' },
  {
    kind: 'salesforce',
    url,
    credential,
    measure: 'latency',
    object: 'Lead',
    from: 'A__c',
    to: 'B',
    last: 50,
    statistic: 'p95',
  },
  { kind: 'salesforce', url, credential, measure: 'api-usage' },
  { kind: 'hubspot', credential, measure: 'count', object: 'contacts' },
  { kind: 'hubspot', credential, measure: 'latency', object: 'deals', from: 'a', to: 'b', last: 50, statistic: 'max' },
  { kind: 'hubspot', credential, measure: 'api-usage' },
  { kind: 'csv', file: 'a.csv', column: 'b', aggregate: 'sum' },
  { kind: 'manual', question: 'How many managers looked at the dashboard?' },
  {
    kind: 'comparison',
    measure: 'difference-percent',
    pairs: [
      { first: { kind: 'http-json', url, select: '/a' }, second: { kind: 'sql', credential, query: 'SELECT 1' } },
    ],
  },
] as const;

describe("a probe's configuration", () => {
  it('has an example here for every kind', () => {
    expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(Object.keys(kinds)));
  });

  it.each(examples)('is complete as $kind, and says the same when it is read again', (example) => {
    const configuration = probeConfiguration.parse(example);
    expect(probeConfiguration.parse(JSON.parse(JSON.stringify(configuration)))).toEqual(configuration);
  });

  it.each(examples)('takes nothing that $kind does not know: neither a password nor an actor', (example) => {
    for (const more of [{ password: 'x' }, { by: 'ada' }, { __proto__: null, constructor: 1 }])
      expect(probeConfiguration.safeParse({ ...example, ...more }).success).toBe(false);
  });

  it.each([
    { kind: 'graphql', url },
    { kind: 'constructor' },
    { kind: '__proto__' },
    {},
    { kind: 'http-json', url, select: 'value' },
    { kind: 'http-json', url: 7, select: '/a' },
    { kind: 'sql', credential: 'postgres://reader:secret@db/x', query: 'SELECT 1' },
    { kind: 'sql', credential, query: 'x'.repeat(4001) },
    { ...examples[2], soql: 'SELECT Id FROM Lead' },
    { ...examples[2], apiVersion: '62.0/../..' },
    { ...examples[3], object: 'Lead WHERE' },
    { ...examples[3], last: 0 },
    { ...examples[3], last: 2001 },
    { ...examples[5], object: '../../settings' },
    { kind: 'csv', file: 'a.csv', column: 'b', aggregate: 'median' },
    { kind: 'csv', file: 'a.csv', column: 'b', aggregate: 'sum', freshForHours: Number.NaN },
    { kind: 'comparison', measure: 'ratio', pairs: [] },
    { kind: 'comparison', measure: 'ratio', pairs: [{ first: examples[0], second: { kind: 'manual' } }] },
    { kind: 'comparison', measure: 'ratio', pairs: [{ first: examples[0], second: examples[10] }] },
  ])('is refused: %j', (example) => {
    expect(probeConfiguration.safeParse(example).success).toBe(false);
  });

  it('is looked at again by whoever reads it: a signal comes past the edges', async () => {
    const probes = openProbes({ hosts: ['127.0.0.1'], environment: {} });
    for (const from of [
      '{"kind": "constructor"}',
      '{"kind": "sql"}',
      '{"kind": "csv", "file": "a", "column": "b", "aggregate": "x"}',
    ])
      expect(await failureOf(probes.read(JSON.parse(from)))).toMatchObject({ nonRetryable: true, type: 'Unreadable' });
  });

  it('is described, field by field, for those who document it', () => {
    const undescribed: string[] = [];
    const look = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      const { properties, ...rest }: { properties?: Record<string, object> } = schema;
      for (const [name, field] of Object.entries(properties ?? {}))
        if (!('description' in field) && !('const' in field)) undescribed.push(`${path}.${name}`);
      for (const [name, part] of Object.entries({ ...rest, ...properties })) look(part, `${path}.${name}`);
    };
    look(z.toJSONSchema(probeConfiguration), '');
    expect(undescribed).toEqual([]);
  });
});
