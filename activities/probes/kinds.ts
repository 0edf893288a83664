import { comparison } from './comparison.ts';
import { csv } from './csv.ts';
import { httpJson } from './http-json.ts';
import { hubspot } from './hubspot.ts';
import type { ProbeKind } from './kind.ts';
import { manual } from './manual.ts';
import { salesforce } from './salesforce.ts';
import type { ProbeKindName } from '../../src/probes/schema.ts';
import { sql } from './sql.ts';

/** Every kind of probe, by its name. A new one is a file, a schema and a line here. */
export const kinds: Readonly<Record<ProbeKindName, ProbeKind>> = {
  'http-json': httpJson,
  sql,
  salesforce,
  hubspot,
  csv,
  manual,
  comparison,
};
