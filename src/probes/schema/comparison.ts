import { z } from 'zod';
import { csv } from './csv.ts';
import { httpJson } from './http-json.ts';
import { hubspot } from './hubspot.ts';
import { salesforce } from './salesforce.ts';
import { sql } from './sql.ts';

const source = z.discriminatedUnion('kind', [httpJson, sql, salesforce, hubspot, csv]);

const pair = z
  .strictObject({
    name: z.string().min(1).max(100).optional().describe('What is compared, such as "March" or "Spring webinar".'),
    first: source.describe('What is held against the other, such as the dashboard, or the CRM.'),
    second: source.describe('What it is held against, such as the source, or the event platform.'),
  })
  .meta({ id: 'ProbePair' });

export const comparison = z
  .strictObject({
    kind: z.literal('comparison'),
    measure: z
      .enum(['difference', 'difference-percent', 'ratio', 'share-percent'])
      .describe(
        'How far apart the two are, as a number or in percent of the second; or the first as a multiple of the second, or in percent of it.',
      ),
    pairs: z
      .array(pair)
      .min(1)
      .max(12)
      .describe('What is compared: one pair, or one for each event or month, of which the largest result counts.'),
  })
  .describe('Two sources that should agree, or of which one is a part of the other.')
  .meta({ id: 'ProbeComparison' });

export type Comparison = z.output<typeof comparison>;
