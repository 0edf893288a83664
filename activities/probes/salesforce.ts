import type { HttpRequest } from 'jsforce/lib/types/common.js';
import type { Connection } from 'jsforce/lib/connection.js';
import { z } from 'zod';
import { secretFor } from './credential.ts';
import { exchange } from './exchange.ts';
import { allowedUrl, at, hostOf } from './host.ts';
import { jsonOf } from './json-answer.ts';
import { probeKind } from './kind.ts';
import type { Measured, Reach } from './kind.ts';
import { latencyOf } from './latency.ts';
import { refusalBySalesforce } from './salesforce-refusal.ts';
import { salesforce as schema } from '../../src/probes/schema/salesforce.ts';
import type { Salesforce, SalesforceLatency } from '../../src/probes/schema/salesforce.ts';
import { shaped } from './shaped.ts';
import { unreadable } from './unreadable.ts';
import { usedPercent } from './used-percent.ts';

/** Counts, latencies and API limits of a Salesforce org. */
export const salesforce = probeKind({
  schema,
  withinMs: 60_000,
  read: (configuration, { settings, inTurn, keepSecret }) => {
    const target = allowedUrl(settings, configuration.url);
    const secret = secretFor(settings, configuration.credential, hostOf(target));
    return inTurn({ host: target.host, account: configuration.credential }, async (signal) => {
      // Loaded when it is needed: most workers read from no Salesforce.
      const { connectionTo } = await import('./salesforce-connection.ts');
      const org = { origin: target.origin, host: target.host, apiVersion: configuration.apiVersion, secret };
      const connection = await connectionTo(org, asking(settings, target, signal), keepSecret);
      return measured(configuration, connection, target.host);
    });
  },
});

const asking =
  (settings: Reach['settings'], target: URL, signal: AbortSignal) =>
  async ({ url, method, headers = {}, body }: HttpRequest) => {
    const question = { method, headers, ...(typeof body === 'string' && { body }) };
    const answer = await exchange(settings, at(target, url), question, signal);
    if (answer.status !== 200) throw refusalBySalesforce(answer, target.host);
    jsonOf(answer.body, target.host);
    // Read as JSON, whatever it says it is.
    return { statusCode: answer.status, headers: { 'content-type': 'application/json' }, body: answer.body };
  };

const counted = z.object({ totalSize: z.int().min(0) });
const limits = z.record(z.string(), z.object({ Max: z.number(), Remaining: z.number() }));

async function measured(configuration: Salesforce, connection: Connection, host: string): Promise<Measured> {
  switch (configuration.measure) {
    case 'count': {
      const { totalSize } = await shaped(counted, Promise.resolve(connection.query(configuration.soql)), host);
      return { value: totalSize, source: host, unit: 'count' };
    }
    case 'latency':
      return latencyOf(await spans(configuration, connection, host), configuration, host);
    case 'api-usage': {
      const known = await shaped(limits, connection.limits(), host);
      const limit = known[configuration.limit];
      if (limit === undefined)
        throw unreadable(`${host} has no limit called ${configuration.limit}. Mend the probe's "limit".`);
      return usedPercent(limit.Max - limit.Remaining, limit.Max, host);
    }
  }
}

async function spans({ object, from, to, where, last }: SalesforceLatency, connection: Connection, host: string) {
  const conditions = [`${from} != null`, `${to} != null`, ...(where === undefined ? [] : [`(${where})`])].join(' AND ');
  const soql = `SELECT ${from}, ${to} FROM ${object} WHERE ${conditions} ORDER BY ${to} DESC LIMIT ${last}`;
  const found = connection.query(soql, { autoFetch: true, maxFetch: last });
  const { records } = await shaped(z.object({ records: z.array(z.unknown()) }), Promise.resolve(found), host);
  return records.map((record) => ({ from: fieldOf(record, from), to: fieldOf(record, to) }));
}

/** A field, or that of a related record: Campaign.StartDate. What is none comes out as no time. */
const fieldOf = (record: unknown, path: string): string =>
  String(
    path
      .split('.')
      .reduce<unknown>((here, name) => (Object(here) === here ? Reflect.get(Object(here), name) : undefined), record),
  );
