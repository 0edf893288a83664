import { z } from 'zod';
import { comparison } from './schema/comparison.ts';
import { csv } from './schema/csv.ts';
import { httpJson } from './schema/http-json.ts';
import { hubspot } from './schema/hubspot.ts';
import { manual } from './schema/manual.ts';
import { salesforce } from './schema/salesforce.ts';
import { sql } from './schema/sql.ts';

/** Where a metric is read from. Plain data, without any secret: it travels in commands and is kept in the engagement's history. */
export const probeConfiguration = z
  .discriminatedUnion('kind', [httpJson, sql, salesforce, hubspot, csv, manual, comparison])
  .meta({ id: 'ProbeConfiguration' });

export type ProbeConfiguration = z.output<typeof probeConfiguration>;
export type ProbeKindName = ProbeConfiguration['kind'];
