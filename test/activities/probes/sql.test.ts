import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import { faults } from '../../../src/ports/activities.ts';
import { freePort } from '../../local/real-server.ts';
import { environmentFor, probeContract, refusal, secrets } from './contract.ts';
import type { Situation } from './contract.ts';
import { startCluster } from './postgres-cluster.ts';
import type { Cluster } from './postgres-cluster.ts';

let cluster: Cluster;

beforeAll(async () => {
  cluster = await startCluster('owner-of-the-cluster');
  await cluster.run(`
    CREATE TABLE refreshes (source text NOT NULL, failed boolean NOT NULL, took interval NOT NULL);
    INSERT INTO refreshes VALUES ('ads', true, '90 s'), ('ads', false, '30 s'), ('crm', true, '2 min'), ('jane@customer.example', false, '1 s');
    CREATE ROLE reader LOGIN PASSWORD '${secrets.password}';
    CREATE ROLE crowded LOGIN PASSWORD '${secrets.password}' CONNECTION LIMIT 0;
    -- One that may write, as careless operators hand out.
    GRANT ALL ON refreshes TO reader;
    CREATE FUNCTION wipe() RETURNS bigint LANGUAGE sql AS 'WITH gone AS (DELETE FROM refreshes RETURNING 1) SELECT count(*) FROM gone';
  `);
});
afterAll(() => cluster.stop());

const asking = (
  query: string,
  connectionString = cluster.as('reader', secrets.password),
  host = cluster.host,
): Situation => ({
  probe: { kind: 'sql', credential: 'FAIRLEAD_PROBE_CRM', query },
  settings: { hosts: [host], environment: environmentFor(host, connectionString) },
});
const read = ({ probe, settings }: Situation) => openProbes(settings).read(probe);

probeContract({
  kind: 'sql',
  reads: async () => ({ ...asking('SELECT count(*) FROM refreshes WHERE failed'), value: 2, source: cluster.host }),
  wrongCredential: async () => asking('SELECT 1', cluster.as('reader', 'wrong')),
  noCredential: async () => ({ ...asking('SELECT 1'), settings: { hosts: [cluster.host], environment: {} } }),
  notAllowed: async () => ({
    ...asking('SELECT 1'),
    settings: { ...asking('SELECT 1').settings, hosts: ['db.customer.example'] },
  }),
  away: async () => {
    const host = `127.0.0.1:${await freePort()}`;
    return asking('SELECT 1', `postgres://reader:${secrets.password}@${host}/postgres`, host);
  },
  slow: async () => asking('SELECT 1 FROM pg_sleep(20)'),
  tooBig: async () => asking("SELECT repeat('x', 10000000)"),
  wrongShape: async () => asking('SELECT source FROM refreshes LIMIT 1'),
  rateLimited: async () => asking('SELECT 1', cluster.as('crowded', secrets.password)),
  // Each answers with how many there are at that moment.
  busy: async () =>
    asking(
      "SELECT count /* a crowd */ FROM pg_sleep(0.5), LATERAL (SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%a crowd%' AND application_name = 'fairlead') AS now",
    ),
});

describe('what is read from Postgres', () => {
  it.each([
    ['SELECT 1', 1],
    ['SELECT 0.5;', 0.5],
    ['SELECT -3::int8 -- so many', -3],
    ['SELECT avg(extract(epoch FROM took)) FROM refreshes', 60.25],
    ["WITH ads AS (SELECT * FROM refreshes WHERE source = 'ads') SELECT count(*) FROM ads", 2],
    ['SELECT 1e300::float8', 1e300],
    ["SELECT max('12.5'::numeric) FROM refreshes ORDER BY 1", 12.5],
  ])('is the number of %s', async (query, value) => {
    expect(await read(asking(query))).toEqual({ value, source: cluster.host });
  });

  it.each([
    ['SELECT 1, 2', '2 columns'],
    ['SELECT count(*) FROM refreshes GROUP BY source', 'several rows'],
    ['SELECT 1 WHERE false', 'no row'],
    ['SELECT max(1) FROM refreshes WHERE false', 'found null'],
    ["SELECT 'NaN'::float8", 'found NaN'],
    ["SELECT 'Infinity'::float8", 'found Infinity'],
    ['SELECT 1e400::numeric', 'no number'],
    ['SELECT true', 'no number'],
    ["SELECT '12'", 'no number'],
    ['SELECT max(took) FROM refreshes', 'extract(epoch from'],
    ['SELECT 1/0', 'SQLSTATE 22012'],
    ['SELECT source::int FROM refreshes', 'SQLSTATE 22P02'],
    ['SELECT nope FROM refreshes', 'column "nope" does not exist'],
    ['SELEC 1', 'syntax error'],
    ['', 'query'],
  ])('is nothing for %s', async (query, words) => {
    const failure = await refusal(asking(query));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('jane');
  });
});

describe('a query', () => {
  it.each([
    'DELETE FROM refreshes',
    'WITH gone AS (DELETE FROM refreshes RETURNING 1) SELECT count(*) FROM gone',
    'SELECT 1; DELETE FROM refreshes',
    'SELECT 1) AS reading; COMMIT; DELETE FROM refreshes; SELECT * FROM (SELECT 1',
    'COMMIT',
    "SELECT 1 FROM set_config('transaction_read_only', 'off', false), pg_sleep(0), LATERAL (SELECT lo_create(0)) AS made",
  ])('writes nothing: %s', async (query) => {
    expect(await refusal(asking(query))).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(await read(asking('SELECT count(*) FROM refreshes'))).toMatchObject({ value: 4 });
  });

  it('that calls what would write is refused as such', async () => {
    expect((await refusal(asking('SELECT wipe()'))).message).toContain(
      'SQLSTATE 25006): cannot execute SELECT in a read-only transaction',
    );
  });

  it('that makes what a read-only transaction does not forbid makes it in vain', async () => {
    await read(asking('SELECT count(*) FROM (SELECT lo_create(0)) AS made'));
    await read(asking('SELECT lo_create(4711)::int8'));
    expect(await read(asking('SELECT count(*) FROM pg_largeobject_metadata'))).toMatchObject({ value: 0 });
  });

  it('that is too slow is cut off at the database too', async () => {
    const { probe, settings } = asking('SELECT 1 FROM pg_sleep(20)');
    await refusal({ probe, settings: { ...settings, slowAfterMs: 200 } });
    const sleepers = asking(
      "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT * FROM (_SELECT 1 FROM pg_sleep%'",
    );
    await expect.poll(() => read(sleepers), { timeout: 5_000, interval: 100 }).toMatchObject({ value: 0 });
  });
});

describe('a connection string', () => {
  it.each([
    'reader',
    'https://reader:planted-password-51d0@127.0.0.1/postgres',
    'postgres://127.0.0.1/postgres',
    'postgres://reader:planted-password-51d0@127.0.0.1',
    'postgres:///postgres?host=/tmp',
    'postgres://reader:planted-password-51d0%@127.0.0.1/postgres',
    'postgres://reader:planted-password-51d0@127.0.0.1/postgres?host=evil.example',
    'postgres://reader:planted-password-51d0@127.0.0.1/postgres?sslmode=disable',
  ])('is refused, and not shown, when it is %s', async (connectionString) => {
    const failure = await refusal(asking('SELECT 1', connectionString, '127.0.0.1'));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('FAIRLEAD_PROBE_CRM');
  });

  it('of another part of the worker is not for probes', async () => {
    const { settings } = asking('SELECT 1');
    const environment = { ...settings.environment, DATABASE_URL: cluster.as() };
    const probe = { kind: 'sql', credential: 'DATABASE_URL', query: 'SELECT 1' } as const;
    expect((await refusal({ probe, settings: { ...settings, environment } })).message).toContain(
      'no credential "DATABASE_URL"',
    );
  });

  it('may begin with postgresql, and hold a password of any characters', async () => {
    await cluster.run(`CREATE ROLE "odd one" LOGIN PASSWORD 'p@ss/w:rd?%20é'`);
    const odd = cluster.as('odd%20one', 'p@ss/w:rd?%20é').replace('postgres:', 'postgresql:');
    expect(await read(asking('SELECT 7', odd))).toMatchObject({ value: 7 });
  });

  it('to another machine is encrypted, and the certificate must be vouched for', async () => {
    const failure = await refusal(asking('SELECT 1', `${cluster.as('reader', secrets.password)}?sslmode=require`));
    expect(failure).toMatchObject({ nonRetryable: false });
    expect(failure.message).toMatch(/self-signed certificate/);
  });

  it('may name its host in capital letters', async () => {
    const localhost = cluster.as('reader', secrets.password).replace('127.0.0.1', 'LocalHost');
    expect(await read(asking('SELECT 7', localhost, cluster.host.replace('127.0.0.1', 'LOCALHOST')))).toMatchObject({
      value: 7,
    });
  });

  it('whose name points into a private network is not connected to', async () => {
    const { probe, settings } = asking(
      'SELECT 1',
      `postgres://reader:${secrets.password}@db.customer.example/postgres`,
      'db.customer.example',
    );
    const failure = await refusal({
      probe,
      settings: {
        ...settings,
        resolveName: (_hostname, _options, callback) => callback(null, [{ address: '10.0.0.7', family: 4 }]),
      },
    });
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('points into a private network');
  });
});
