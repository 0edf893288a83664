import { defineSearchAttributeKey } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { taskQueue, workflowType } from '../../workflows/messages.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';
import { fieldsOf, twoApis } from './apis.ts';
import type { Apis } from './apis.ts';

const customers = [
  "O'Brien",
  'Müller & Söhne',
  'Acme "Events"',
  'back\\slash',
  'ends\\',
  "'quoted'",
  "x' OR ''='",
  'a%b_c',
  '日本 😀',
  'Plain',
];
const Customer = defineSearchAttributeKey('Customer', 'KEYWORD');
const RedFlags = defineSearchAttributeKey('RedFlags', 'INT');

// No worker: what is listed is what Temporal knows, and whoever asks an engagement itself must be told that nobody looks after it.
describe('lists of engagements, and engagements that nobody looks after', () => {
  let temporal: TemporalForTests;
  let apis: Apis;

  beforeAll(async () => {
    temporal = await realTemporal();
    apis = await twoApis(temporal.address, { append: () => Promise.resolve(), read: () => Promise.resolve([]) });
    for (const [index, customer] of customers.entries())
      await temporal.client.workflow.start(workflowType, {
        taskQueue: index === customers.length - 1 ? 'rehearsal-1' : taskQueue,
        workflowId: `listed-${index}`,
        typedSearchAttributes: [
          { key: Customer, value: customer },
          { key: RedFlags, value: index % 2 },
        ],
      });
    await vi.waitUntil(async () => (await list('?rehearsals=true')).length === customers.length, { timeout: 15_000 });
  });
  afterAll(async () => {
    await apis.stop();
    await temporal.stop();
  });

  async function list(query: string): Promise<{ readonly engagement: string; readonly redFlags: number }[]> {
    const { status, body } = await apis.call('GET', `/v1/engagements${query}`);
    expect(status).toBe(200);
    return Array.isArray(body['engagements']) ? body['engagements'] : [];
  }

  it.each(customers.slice(0, -1).map((customer, index) => ({ customer, index })))(
    'finds the customer $customer, and nobody else',
    async ({ customer, index }) => {
      expect(await list(`?customer=${encodeURIComponent(customer)}`)).toMatchObject([
        { engagement: `listed-${index}` },
      ]);
    },
  );

  it('refuses to look for what is no text on one line', async () => {
    expect(fieldsOf(await apis.call('GET', '/v1/engagements?customer=a%00b&redFlags=maybe'))).toEqual([
      'customer',
      'redFlags',
    ]);
  });

  it('keeps rehearsals out, unless they are asked for', async () => {
    expect(await list('')).toHaveLength(customers.length - 1);
    expect(await list('?customer=Plain')).toEqual([]);
    expect(await list('?customer=Plain&rehearsals=true')).toHaveLength(1);
  });

  it('filters by red flags, and by none', async () => {
    expect(new Set((await list('?redFlags=true')).map(({ redFlags }) => redFlags))).toEqual(new Set([1]));
    expect(new Set((await list('?redFlags=false')).map(({ redFlags }) => redFlags))).toEqual(new Set([0]));
  });

  it('gives pages by a cursor, and refuses at once one that is none, was cut, or is of another list', async () => {
    const first = await apis.call('GET', '/v1/engagements?limit=4');
    const cursor = String(first.body['cursor']);
    const second = await list(`?limit=4&cursor=${cursor}`);
    expect(second).toHaveLength(4);
    expect(first.body['engagements']).not.toEqual(expect.arrayContaining(second));
    const began = Date.now();
    for (const query of [
      'cursor=abc',
      'cursor=a.b',
      `cursor=${cursor.slice(0, -2)}`,
      `cursor=${cursor}&redFlags=true`,
      `cursor=${cursor}AA`,
    ]) {
      const said = await apis.call('GET', `/v1/engagements?${query}`);
      expect([query, said.status, fieldsOf(said)]).toEqual([query, 400, ['cursor']]);
    }
    expect(Date.now() - began).toBeLessThan(2000);
  });

  it.concurrent('says that no worker looks after an engagement, not that Temporal is away', async () => {
    const began = Date.now();
    const answers = await Promise.all([
      apis.call('GET', '/v1/engagements/listed-0'),
      apis.call('GET', '/v1/engagements/listed-0/journal'),
      apis.call('POST', '/v1/engagements/listed-0/hold', { reason: 'x', by: 'ada' }),
    ]);
    for (const said of answers) {
      expect(said).toMatchObject({
        status: 503,
        body: { detail: expect.stringContaining('No worker looks after "listed-0"') },
      });
      expect(said.headers.get('retry-after')).toBe('5');
    }
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  it.concurrent('says 503, and when to come again, while Temporal is away', async () => {
    const cut = await twoApis('127.0.0.1:1', { append: () => Promise.resolve(), read: () => Promise.resolve([]) });
    const began = Date.now();
    const answers = await Promise.all([cut.call('GET', '/v1/engagements/seen'), cut.call('GET', '/v1/engagements')]);
    for (const answer of answers) {
      expect(answer).toMatchObject({
        status: 503,
        body: { detail: expect.stringContaining('Temporal does not answer') },
      });
      expect(answer.headers.get('retry-after')).toBe('5');
    }
    expect(Date.now() - began).toBeLessThan(15_000);
    expect((await fetch(`${cut.urls[0] ?? ''}/readyz`)).status).toBe(503);
    expect((await fetch(`${cut.urls[0] ?? ''}/healthz`)).status).toBe(200);
    await cut.stop();
  }, 60_000);
});
