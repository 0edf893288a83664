import { isIP, Socket } from 'node:net';
import { Client, DatabaseError } from 'pg';
import { later } from '../failures.ts';
import { guardedLookup } from './guarded-lookup.ts';
import { bare, hostOf, isThisMachine } from './host.ts';
import type { ProbeSettings } from './settings.ts';
import { unreadable } from './unreadable.ts';

/** A connection inside a read-only transaction. */
export interface Postgres {
  readonly query: (text: string) => Promise<{
    readonly fields: readonly { readonly dataTypeID: number }[];
    /** Values as Postgres writes them. */
    readonly rows: readonly (readonly (string | null)[])[];
  }>;
  /** Nothing is committed: whatever a query could make nevertheless is undone. */
  readonly close: () => Promise<void>;
}

const statementMs = 30_000;

/** Connects. Whatever is asked then can write nothing and takes 30 s at most. The signal cuts the connection. */
export async function openPostgres(settings: ProbeSettings, address: URL, signal: AbortSignal): Promise<Postgres> {
  const system = hostOf(address);
  const failed = (error: unknown): never => {
    throw failureOf(error, system.host);
  };
  // Nobody listens in on this machine.
  const isEncrypted = !isThisMachine(system) || address.searchParams.has('sslmode');
  const socket = new Socket();
  const client = new Client({
    // Looked up here, and held: what is connected to is what was looked at.
    host: await addressOf(settings, bare(system)).catch(failed),
    port: Number(system.port),
    user: decodeURIComponent(address.username),
    password: decodeURIComponent(address.password),
    database: decodeURIComponent(address.pathname.slice(1)),
    application_name: 'fairlead',
    connectionTimeoutMillis: 10_000,
    ssl: isEncrypted && {
      rejectUnauthorized: true,
      host: bare(system),
      ...(isIP(bare(system)) === 0 && { servername: bare(system) }),
    },
    stream: () => socket,
  });
  // A system that is slow is slow to say goodbye too.
  const cut = (): void => void socket.destroy();
  signal.addEventListener('abort', cut);
  const close = (): Promise<void> => client.end().finally(() => signal.removeEventListener('abort', cut));
  // A connection that breaks between two questions is told with the next.
  client.on('error', () => undefined);
  const ask = (text: string) => client.query({ ...oneAtATime, text, rowMode: 'array', types: asWritten });
  try {
    await client.connect();
    await ask('BEGIN TRANSACTION READ ONLY');
    await ask(`SET LOCAL statement_timeout = ${statementMs}`);
    await ask(noticeWhenWeAreGone);
  } catch (error) {
    await close().catch(() => undefined);
    throw failureOf(error, system.host);
  }
  return { query: (text) => ask(text).catch(failed), close };
}

// A query that nobody waits for any more ends within a second. Postgres knows how since version 14.
const noticeWhenWeAreGone = `SELECT set_config(name, '1000', true) FROM pg_settings WHERE name = 'client_connection_check_interval'`;

// More than one statement is refused in this mode, by Postgres itself. Its types do not know of it.
const oneAtATime = { queryMode: 'extended' };
const asWritten = { getTypeParser: () => (value: string) => value };

function addressOf(settings: ProbeSettings, hostname: string): Promise<string> {
  if (isIP(hostname) !== 0) return Promise.resolve(hostname);
  return new Promise((resolve, reject) => {
    guardedLookup(settings)(hostname, { all: true }, (error, addresses) => {
      const [first] = typeof addresses === 'string' ? [{ address: addresses }] : addresses;
      if (error !== null) reject(error);
      else if (first === undefined) reject(new Error(`${hostname} has no address`));
      else resolve(first.address);
    });
  });
}

// The log-in is refused (28), the database is none (3D), the statement is wrong (42), forbidden (25, 0A) or chokes on what it finds (22).
const hopeless = /^(28|3D|42|25|0A|22|21|2F|38|39)/;

/** What Postgres says, by its SQLSTATE. Its words are passed on where they are about the query, not where they may quote what is stored. */
function failureOf(error: unknown, host: string): Error {
  if (!(error instanceof DatabaseError))
    return error instanceof Error && 'nonRetryable' in error
      ? error
      : later(`${host} could not be read: ${error instanceof Error ? error.message : String(error)}`);
  const { code = '' } = error;
  if (code === '57014') return later(`${host} has not answered the query within ${statementMs / 1000} s`);
  if (!hopeless.test(code)) return later(`${host} could not be read (SQLSTATE ${code})`);
  if (code.startsWith('28'))
    return unreadable(
      `${host} refuses the log-in (SQLSTATE ${code}). Look at the connection string in the probe's credential.`,
    );
  const words = code.startsWith('42') || code.startsWith('25') ? `: ${error.message}` : '';
  return unreadable(`${host} refuses the query (SQLSTATE ${code})${words}. Mend the probe's "query".`);
}
