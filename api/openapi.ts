import { z } from 'zod';
import { createDocument } from 'zod-openapi';
import type { ZodOpenApiPathsObject } from 'zod-openapi';
import { answers } from './answers.ts';
import { commandKinds, commandSchema, routeOf } from './command-schemas.ts';
import { commandSummaries } from './command-summaries.ts';
import { forecastSchema, journalSchema, listSchema, outboxSchema, playbookSchema, readingsSchema } from './routes.ts';
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
const path = z.object({ id: z.string() });
const key = z.object({
  'Idempotency-Key': z.string().optional().meta({
    description:
      'The same key is the same command: sent again, it gets its first answer; sent with anything else, at whichever engagement, 409. Kept for 90 days.',
  }),
});

const said = (description: string, schema: z.ZodType) => ({
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
  '415': refusal('The body is no JSON'),
  '500': refusal('Something went wrong on our side: try again with the same key'),
  '503': refusal('Temporal is away, or no worker looks after the engagement: try again with the same key'),
};
interface Asked {
  readonly answer: z.ZodType;
  readonly query?: z.ZodObject;
  /** Of one of them. */
  readonly hasId?: boolean;
}
const asked = (summary: string, { answer, query, hasId = true }: Asked) => ({
  get: {
    summary,
    requestParams: { ...(hasId && { path }), ...(query !== undefined && { query }) },
    responses: { '200': said(summary, answer), ...refusals },
  },
});

const commandPaths = (): ZodOpenApiPathsObject =>
  Object.fromEntries(
    commandKinds.map((kind) => [
      `/v1/engagements/{id}/${routeOf(kind)}`,
      {
        post: {
          operationId: kind,
          summary: commandSummaries[kind],
          requestParams: { path, header: key },
          requestBody: { required: true, content: { 'application/json': { schema: commandSchema(kind) } } },
          responses: { '200': said('Done', answers.command), ...refusals },
        },
      },
    ]),
  );

/** The API in OpenAPI 3.1, made from the very schemas that the routes check with. */
export function openApi(): ReturnType<typeof createDocument> {
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Fairlead', version: '1', description: 'Customer engagements, run as the SOP says.' },
    security: [{ bearer: [] }],
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
    paths: {
      '/v1/engagements': {
        ...asked('Engagements, newest first, by what they are found by', {
          answer: answers.list,
          query: listSchema,
          hasId: false,
        }),
        post: {
          operationId: 'startEngagement',
          summary: 'Starts an engagement',
          requestParams: { header: key },
          requestBody: { required: true, content: { 'application/json': { schema: startSchema } } },
          responses: { '201': said('Started', answers.started), ...refusals },
        },
      },
      '/v1/engagements/{id}': asked('Where an engagement is, why it waits, what happens next', {
        answer: answers.view,
      }),
      '/v1/engagements/{id}/plan': asked('What is due, and what comes', { answer: answers.plan }),
      '/v1/engagements/{id}/forecast': asked('What will be sent, and when, if nobody acts', {
        answer: answers.forecast,
        query: forecastSchema,
      }),
      '/v1/engagements/{id}/journal': asked('Everything that happened, in order, chained by hash', {
        answer: answers.journal,
        query: journalSchema,
      }),
      '/v1/engagements/{id}/readings': asked('Every reading by metric, with gaps and red flags, ready to be drawn', {
        answer: answers.readings,
        query: readingsSchema,
      }),
      '/v1/playbooks': asked('Playbooks that an engagement can be started with', {
        answer: answers.playbooks,
        hasId: false,
      }),
      '/v1/playbooks/{id}': asked('What a playbook asks for: roles, flags, gates, terms; or the whole of it', {
        answer: answers.playbook,
        query: playbookSchema,
      }),
      '/v1/slack-messages': asked('What would have been sent to Slack, newest first', {
        answer: answers.slackMessages,
        query: outboxSchema,
        hasId: false,
      }),
      ...commandPaths(),
    },
  });
}
