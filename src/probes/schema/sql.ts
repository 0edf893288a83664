import { z } from 'zod';
import { credential } from './parts.ts';

export const sql = z
  .strictObject({
    kind: z.literal('sql'),
    credential: credential.describe(
      'Name of the environment variable of the worker that holds the connection string, such as postgres://reader:password@db.customer.example:5432/warehouse. Its host must be among those that the worker allows (FAIRLEAD_PROBE_HOSTS).',
    ),
    query: z
      .string()
      .min(1)
      .max(4000)
      .describe(
        'One SELECT that answers with one row of one number. It runs in a read-only transaction, for at most 30 s.',
      ),
  })
  .describe('A number that a Postgres database answers with.')
  .meta({ id: 'ProbeSql' });
