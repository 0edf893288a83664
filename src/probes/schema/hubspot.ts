import { z } from 'zod';
import { address, credential, spread } from './parts.ts';

const name = z.string().regex(/^[A-Za-z0-9][\w-]{0,119}$/, 'is an internal name, such as contacts or createdate');

const filter = z
  .strictObject({
    property: name.describe('The property, by its internal name.'),
    operator: z
      .enum([
        'EQ',
        'NEQ',
        'LT',
        'LTE',
        'GT',
        'GTE',
        'BETWEEN',
        'IN',
        'NOT_IN',
        'HAS_PROPERTY',
        'NOT_HAS_PROPERTY',
        'CONTAINS_TOKEN',
        'NOT_CONTAINS_TOKEN',
      ])
      .describe("HubSpot's operator."),
    value: z.string().max(300).optional().describe('What it is held against; the lower end of BETWEEN.'),
    highValue: z.string().max(300).optional().describe('The upper end of BETWEEN.'),
    values: z.array(z.string().max(300)).min(1).max(100).optional().describe('For IN and NOT_IN.'),
  })
  .meta({ id: 'ProbeHubspotFilter' });

const account = {
  kind: z.literal('hubspot'),
  url: address.default('https://api.hubapi.com').describe("HubSpot's API; seldom another."),
  credential: credential.describe('Name of the environment variable that holds the access token of a private app.'),
};

const searched = {
  object: name.describe('The object type, such as contacts, deals or 2-123456.'),
  // HubSpot takes 6 in a group; the latency needs two for itself.
  filters: z.array(filter).max(4).default([]).describe('All of them must hold.'),
};

const count = z
  .strictObject({ ...account, measure: z.literal('count'), ...searched })
  .describe('How many objects the filters find.')
  .meta({ id: 'ProbeHubspotCount' });

const latency = z
  .strictObject({
    ...account,
    measure: z.literal('latency'),
    ...searched,
    from: name.describe('The date-time property at which the time begins.'),
    to: name.describe('The date-time property at which it ends, such as createdate. The newest by it are looked at.'),
    ...spread,
  })
  .describe('How long it took between two moments of the newest objects. Those that lack one of the two are left out.')
  .meta({ id: 'ProbeHubspotLatency' });

const apiUsage = z
  .strictObject({ ...account, measure: z.literal('api-usage') })
  .describe("How much of the day's API calls of private apps is used, in percent.")
  .meta({ id: 'ProbeHubspotApiUsage' });

export const hubspot = z.discriminatedUnion('measure', [count, latency, apiUsage]);

export type HubspotLatency = z.output<typeof latency>;
export type HubspotFilter = z.output<typeof filter>;
