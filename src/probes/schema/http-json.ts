import { z } from 'zod';
import { address, aggregate, credential } from './parts.ts';

export const httpJson = z
  .strictObject({
    kind: z.literal('http-json'),
    url: address.describe(
      'Where it is read, by HTTP GET. Its host must be among those that the worker allows (FAIRLEAD_PROBE_HOSTS).',
    ),
    select: z
      .string()
      .max(300)
      .regex(/^(\$|\/|$)/, 'begins with "$" (JSONPath) or "/" (JSON Pointer)')
      .describe(
        'Where the number stands in the answer: a JSONPath (RFC 9535), such as "$.sync.latencyMinutes", or a JSON Pointer (RFC 6901), such as "/sync/latencyMinutes".',
      ),
    aggregate: aggregate
      .optional()
      .describe('What to do where the JSONPath finds several. Without it, one is expected.'),
    credential: credential.optional(),
  })
  .describe('A number in the JSON that a system answers with.')
  .meta({ id: 'ProbeHttpJson' });

export type HttpJson = z.output<typeof httpJson>;
