import { secretNamed } from './credential.ts';
import { hostOf, mustBeAllowed } from './host.ts';
import { probeKind } from './kind.ts';
import type { Postgres } from './postgres.ts';
import { sql as schema } from '../../src/probes/schema/sql.ts';
import { unreadable } from './unreadable.ts';

/** What Postgres calls its types of numbers: int8, int2, int4, float4, float8, numeric. */
const numberTypes: ReadonlySet<number> = new Set([20, 21, 23, 700, 701, 1700]);

/** One number that a Postgres database answers with. The connection string is the credential, so that it names its own host. */
export const sql = probeKind({
  schema,
  withinMs: 35_000,
  read: async ({ credential, query }, { settings, inTurn }) => {
    const address = databaseAt(secretNamed(settings, credential), credential);
    const system = hostOf(address);
    mustBeAllowed(settings, system);
    return inTurn({ host: system.host, account: credential }, async (signal) => {
      // Loaded when it is needed: most workers read from no database.
      const { openPostgres } = await import('./postgres.ts');
      const postgres = await openPostgres(settings, address, signal);
      try {
        return { value: await numberOf(postgres, query, system.host), source: system.host };
      } finally {
        await postgres.close();
      }
    });
  },
});

function databaseAt(connectionString: string, credential: string): URL {
  const text = connectionString.replace(/^postgresql:/, 'postgres:');
  const address = URL.canParse(text) ? new URL(text) : null;
  if (
    address?.protocol !== 'postgres:' ||
    address.hostname === '' ||
    address.username === '' ||
    address.pathname.length < 2 ||
    // A percent sign that stands for itself.
    !isDecodable(address.href)
  )
    throw unreadable(
      `The credential ${credential} is no connection string of Postgres, such as postgres://reader:password@db.customer.example:5432/warehouse.`,
    );
  if (address.search !== '' && address.search !== '?sslmode=require' && address.search !== '?sslmode=verify-full')
    throw unreadable(
      `The connection string in ${credential} has parameters that are not read. Leave out what follows the "?": the connection is encrypted and checked anyway.`,
    );
  return address;
}

function isDecodable(text: string): boolean {
  try {
    return decodeURIComponent(text) !== '';
  } catch {
    return false;
  }
}

async function numberOf({ query: ask }: Postgres, query: string, host: string): Promise<number> {
  // As part of another statement it can be one SELECT only. What it answers with is looked at before it runs: neither a page of rows nor a value of 10 MB is fetched.
  const reading = `SELECT * FROM (\n${query.replace(/;\s*$/, '')}\n) AS reading`;
  const { fields } = await ask(`${reading} LIMIT 0`);
  const [field] = fields;
  if (field === undefined || fields.length !== 1)
    throw unreadable(
      `The query to ${host} answers with ${fields.length} columns where one is read. Mend the probe's "query".`,
    );
  if (!numberTypes.has(field.dataTypeID))
    throw unreadable(
      `The query to ${host} answers with no number (the type of its column has the OID ${field.dataTypeID}). Cast it in the probe's "query", such as extract(epoch from …)::float8.`,
    );
  const { rows } = await ask(`${reading} LIMIT 2`);
  const [row] = rows;
  if (row === undefined || rows.length !== 1)
    throw unreadable(
      `The query to ${host} answers with ${row === undefined ? 'no row' : 'several rows'} where one is read. Mend the probe's "query".`,
    );
  const [value] = row;
  if (value === undefined || value === null || !Number.isFinite(Number(value)))
    throw unreadable(
      `The query to ${host} answers with no number (found ${value ?? 'null'}). Mend the probe's "query".`,
    );
  return Number(value);
}
