import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import { commandKinds, commandSchema, routeOf } from './command-schemas.ts';
import { forecastSchema, journalSchema, listSchema, outboxSchema } from './routes.ts';
import { startSchema } from './start-schema.ts';

const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457. "errors" names each field at fault.' });
const answer = z
  .object({ engagement: z.string(), commandId: z.string(), seq: z.number(), step: z.string(), status: z.string() })
  .meta({
    id: 'Answer',
    description: 'Where the command stands in the journal, and where the engagement stands after it.',
  });
const anything = z.looseObject({});
const path = z.object({ id: z.string() });
const key = z.object({
  'Idempotency-Key': z
    .string()
    .optional()
    .meta({ description: 'The same key is the same command: sent again, it gets its first answer.' }),
});

const said = (description: string, schema: z.ZodType = anything) => ({
  description,
  content: { 'application/json': { schema } },
});
const refusal = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
});
const refusals = {
  '400': refusal('A field is wrong; nothing was done'),
  '401': refusal('No bearer token, or a wrong one'),
  '403': refusal('Not this person’s to decide'),
  '404': refusal('There is no such thing'),
  '409': refusal('Right in itself, but not now; or the key was used for something else'),
  '413': refusal('More than 256 kB'),
  '503': refusal('Temporal is away: try again with the same key'),
};
const asked = (summary: string, query?: z.ZodObject, hasId = true) => ({
  get: {
    summary,
    requestParams: { ...(hasId && { path }), ...(query !== undefined && { query }) },
    responses: { '200': said(summary), ...refusals },
  },
});

/** The API in OpenAPI 3.1, made from the very schemas that the routes check with. */
export function openApi(): ReturnType<typeof createDocument> {
  const commands = commandKinds.map((kind) => [
    `/v1/engagements/{id}/${routeOf(kind)}`,
    {
      post: {
        operationId: kind,
        summary: `The command ${kind}`,
        requestParams: { path, header: key },
        requestBody: { required: true, content: { 'application/json': { schema: commandSchema(kind) } } },
        responses: { '200': said('Done', answer), ...refusals },
      },
    },
  ]);
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Fairlead', version: '1', description: 'Customer engagements, run as the SOP says.' },
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/v1/engagements': {
        ...asked('Engagements, newest first, by what they are found by', listSchema, false),
        post: {
          operationId: 'startEngagement',
          summary: 'Starts an engagement',
          requestParams: { header: key },
          requestBody: { required: true, content: { 'application/json': { schema: startSchema } } },
          responses: { '201': said('Started'), ...refusals },
        },
      },
      '/v1/engagements/{id}': asked('Where an engagement is, why it waits, what happens next'),
      '/v1/engagements/{id}/plan': asked('What is due, and what comes'),
      '/v1/engagements/{id}/forecast': asked('What will be sent, and when, if nobody acts', forecastSchema),
      '/v1/engagements/{id}/journal': asked('Everything that happened, in order, chained by hash', journalSchema),
      '/v1/playbooks': asked('Playbooks that an engagement can be started with', undefined, false),
      '/v1/playbooks/{id}': asked('What a playbook asks for: roles, flags, gates, terms'),
      '/v1/slack-messages': asked('What would have been sent to Slack, newest first', outboxSchema, false),
      ...Object.fromEntries(commands),
    },
  });
}
