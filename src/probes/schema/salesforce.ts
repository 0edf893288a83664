import { z } from 'zod';
import { address, credential, spread } from './parts.ts';

const name = z.string().regex(/^[A-Za-z][\w.]{0,119}$/, 'is an API name, such as CreatedDate or Registered_At__c');

const org = {
  kind: z.literal('salesforce'),
  url: address.describe('The My Domain of the org, such as https://acme.my.salesforce.com.'),
  credential: credential.describe(
    'Name of the environment variable that holds an access token, or {"clientId": "…", "clientSecret": "…"} of a connected app with the client credentials flow.',
  ),
  apiVersion: z
    .string()
    .regex(/^\d{2,3}\.0$/, 'is a version such as 62.0')
    .default('62.0')
    .describe('Version of the REST API.'),
};

const count = z
  .strictObject({
    ...org,
    measure: z.literal('count'),
    soql: z
      .string()
      .max(2000)
      .regex(/^\s*select\s+count\s*\(\s*\)\s+from\s/i, 'begins with SELECT COUNT() FROM')
      .describe('What is counted, such as "SELECT COUNT() FROM CampaignMember WHERE CampaignId = \'701…\'".'),
  })
  .describe('How many records a SOQL query finds.')
  .meta({ id: 'ProbeSalesforceCount' });

const latency = z
  .strictObject({
    ...org,
    measure: z.literal('latency'),
    object: name.describe('The object, such as Lead.'),
    from: name.describe('The date-time field at which the time begins, such as Registered_At__c.'),
    to: name.describe(
      'The date-time field at which it ends, such as CreatedDate. The newest by this field are looked at.',
    ),
    where: z.string().max(1000).optional().describe("A condition in SOQL, such as LeadSource = 'Webinar'."),
    ...spread,
  })
  .describe('How long it took between two moments of the newest records. Those that lack one of the two are left out.')
  .meta({ id: 'ProbeSalesforceLatency' });

const apiUsage = z
  .strictObject({
    ...org,
    measure: z.literal('api-usage'),
    limit: name.default('DailyApiRequests').describe('The limit, by its name in /limits.'),
  })
  .describe('How much of an API limit is used, in percent.')
  .meta({ id: 'ProbeSalesforceApiUsage' });

export const salesforce = z.discriminatedUnion('measure', [count, latency, apiUsage]);

export type Salesforce = z.output<typeof salesforce>;
export type SalesforceLatency = z.output<typeof latency>;
