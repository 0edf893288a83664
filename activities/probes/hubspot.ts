import { z } from 'zod';
import { secretFor } from './credential.ts';
import { exchange } from './exchange.ts';
import type { Question } from './exchange.ts';
import { allowedUrl, at, hostOf } from './host.ts';
import type { Search } from './hubspot-client.ts';
import { refusalByHubspot } from './hubspot-refusal.ts';
import { jsonOf } from './json-answer.ts';
import { probeKind } from './kind.ts';
import type { Measured } from './kind.ts';
import { latencyOf } from './latency.ts';
import type { Span } from './latency.ts';
import { hubspot as schema } from '../../src/probes/schema/hubspot.ts';
import type { HubspotLatency } from '../../src/probes/schema/hubspot.ts';
import { shaped } from './shaped.ts';
import { usedPercent } from './used-percent.ts';

type Searching = (search: Search) => Promise<unknown>;

/** Counts, latencies and API usage of a HubSpot account. */
export const hubspot = probeKind({
  schema,
  withinMs: 60_000,
  read: (configuration, { settings, inTurn }) => {
    const target = allowedUrl(settings, configuration.url);
    const { origin, host } = target;
    const token = secretFor(settings, configuration.credential, hostOf(target));
    return inTurn({ host, account: configuration.credential }, async (signal) => {
      const ask = async (url: string, question: Question): Promise<string> => {
        const answer = await exchange(settings, at(target, url), question, signal);
        if (answer.status !== 200) throw refusalByHubspot(answer, host);
        jsonOf(answer.body, host);
        return answer.body;
      };
      if (configuration.measure === 'api-usage') return usage(ask, origin, token, host);
      // Loaded when it is needed: most workers read from no HubSpot.
      const { searchAt } = await import('./hubspot-client.ts');
      const search = searchAt(origin, token, ask);
      if (configuration.measure === 'latency')
        return latencyOf(await spans(configuration, search, host), configuration, host);
      const { total } = await shaped(counted, search({ ...configuration, limit: 1 }), host);
      return { value: total, source: host, unit: 'count' };
    });
  },
});

const counted = z.object({ total: z.int().min(0) });

// The client has no call for it: https://developers.hubspot.com/docs/api-reference/account-account-info-v3/usage/get-account-info-v3-api-usage-daily-private-apps
const usages = z.object({ results: z.array(z.object({ currentUsage: z.number(), usageLimit: z.number() })).min(1) });

async function usage(
  ask: (url: string, question: Question) => Promise<string>,
  origin: string,
  token: string,
  host: string,
): Promise<Measured> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  const answer = ask(`${origin}/account-info/v3/api-usage/daily/private-apps`, { headers });
  const { results } = await shaped(
    usages,
    answer.then((body) => jsonOf(body, host)),
    host,
  );
  const used = results.map(({ currentUsage, usageLimit }) => usedPercent(currentUsage, usageLimit, host));
  // The limit that is nearest.
  return used.reduce((one, other) => (other.value > one.value ? other : one));
}

/** As many as HubSpot's search gives at once. */
const page = 200;
const found = z.object({
  results: z.array(z.object({ properties: z.record(z.string(), z.string().nullable()) })),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

async function spans(
  { object, from, to, filters, last }: HubspotLatency,
  search: Searching,
  host: string,
): Promise<readonly Span[]> {
  const both = [from, to].map((property) => ({ property, operator: 'HAS_PROPERTY' as const }));
  const all: Span[] = [];
  let after: string | undefined;
  do {
    const { results, paging } = await shaped(
      found,
      search({
        object,
        filters: [...filters, ...both],
        properties: [from, to],
        newestBy: to,
        limit: Math.min(page, last - all.length),
        ...(after !== undefined && { after }),
      }),
      host,
    );
    all.push(...results.map(({ properties }) => ({ from: timeIn(properties[from]), to: timeIn(properties[to]) })));
    // A page of nothing that points to another would have us ask for ever.
    after = results.length === 0 ? undefined : paging?.next?.after;
  } while (after !== undefined && all.length < last);
  return all.slice(0, last);
}

/** HubSpot writes ISO 8601, or milliseconds since 1970. */
const timeIn = (text: string | null | undefined): string =>
  text != null && /^\d{12,14}$/.test(text) ? new Date(Number(text)).toISOString() : String(text);
