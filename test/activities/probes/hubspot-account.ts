import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import { secrets } from './contract.ts';
import type { Answer } from './http-system.ts';

export interface HubspotAccount {
  readonly total?: number;
  /** The properties of its objects, the newest first. */
  readonly objects?: readonly Readonly<Record<string, string | null>>[];
  readonly usage?: readonly { readonly currentUsage: number; readonly usageLimit: number }[];
}

const searched = z.object({
  limit: z.int().max(200),
  after: z.string().optional(),
  properties: z.array(z.string()),
  sorts: z.array(z.string()),
  filterGroups: z
    .array(z.object({ filters: z.array(z.object({ propertyName: z.string(), operator: z.string() })).max(6) }))
    .max(5),
});

/** Answers as HubSpot's API is documented to: https://developers.hubspot.com/docs/api-reference */
export const hubspotAccount =
  ({ total, objects = [], usage = [] }: HubspotAccount = {}): Answer =>
  ({ path, method, headers, body }, response) => {
    if (headers.authorization !== `Bearer ${secrets.token}`)
      return say(response, 401, {
        status: 'error',
        message: 'Authentication credentials not found',
        category: 'INVALID_AUTHENTICATION',
      });
    if (path === '/account-info/v3/api-usage/daily/private-apps')
      return say(response, 200, {
        results: usage.map((used) => ({
          name: 'private-apps-api-calls-daily',
          collectedAt: '2027-01-04T09:00:00.000Z',
          fetchStatus: 'SUCCESS',
          resetsAt: '2027-01-05T05:00:00Z',
          ...used,
        })),
      });
    const search = searched.safeParse(JSON.parse(body || 'null'));
    if (method !== 'POST' || !/^\/crm\/v3\/objects\/[\w-]+\/search$/.test(path) || !search.success)
      return say(response, 400, { status: 'error', message: `Invalid input ${body}`, category: 'VALIDATION_ERROR' });
    const from = Number(search.data.after ?? 0);
    const end = from + search.data.limit;
    say(response, 200, {
      total: total ?? objects.length,
      results: objects.slice(from, end).map((properties, index) => ({
        id: String(from + index),
        properties: { hs_object_id: String(from + index), ...properties },
        createdAt: '2027-01-04T09:00:00.000Z',
        updatedAt: '2027-01-04T09:00:00.000Z',
        archived: false,
      })),
      ...(end < objects.length && { paging: { next: { after: String(end), link: '?after=' } } }),
    });
  };

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, {
    'content-type': 'application/json;charset=utf-8',
    'x-hubspot-ratelimit-max': '100',
    'x-hubspot-ratelimit-remaining': '99',
    'x-hubspot-ratelimit-interval-milliseconds': '10000',
  });
  response.end(JSON.stringify(body));
}
