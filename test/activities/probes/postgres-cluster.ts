import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../../local/real-server.ts';

const run = promisify(execFile);
const installed = '/usr/lib/postgresql';

export interface Cluster {
  /** Such as 127.0.0.1:54321. */
  readonly host: string;
  /** A connection string; as the owner, when nobody is named. */
  readonly as: (user?: string, password?: string) => string;
  /** Runs statements as the owner. */
  readonly run: (statements: string) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** A Postgres of the distribution, in a folder of its own, on a free port of this machine. It can be spoken to with TLS, by a certificate that nobody vouches for. */
export async function startCluster(ownersPassword: string): Promise<Cluster> {
  const bin = await binaries();
  const someone = await whoRuns();
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-postgres-'));
  if ('uid' in someone) await chown(folder, someone.uid, someone.gid);
  const [passwordFile, data, port] = [join(folder, 'password'), join(folder, 'data'), await freePort()];
  await writeFile(passwordFile, ownersPassword);
  await run(
    join(bin, 'initdb'),
    ['-D', data, '-U', 'owner', '--auth=scram-sha-256', `--pwfile=${passwordFile}`, '--no-sync'],
    someone,
  );
  const [key, certificate] = [join(data, 'server.key'), join(data, 'server.crt')];
  await run(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      '/CN=127.0.0.1',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      certificate,
    ],
    someone,
  );
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'ssl=on',
  ];
  const server = spawn(join(bin, 'postgres'), ['-D', data, ...settings.flatMap((setting) => ['-c', setting])], {
    ...someone,
    stdio: 'ignore',
  });
  const host = `127.0.0.1:${port}`;
  const as = (user = 'owner', password = ownersPassword): string =>
    `postgres://${user}:${encodeURIComponent(password)}@${host}/postgres`;
  await answering(server, as());
  return {
    host,
    as,
    run: async (statements) => {
      const client = new Client({ connectionString: as() });
      await client.connect();
      await client.query(statements);
      await client.end();
    },
    stop: async () => {
      const ended = once(server, 'exit');
      // Fast: whoever is connected is cut off.
      server.kill('SIGINT');
      await ended;
      await rm(folder, { recursive: true });
    },
  };
}

async function binaries(): Promise<string> {
  const versions = await readdir(installed).catch(() => []);
  const newest = versions.toSorted((one, other) => Number(other) - Number(one))[0];
  if (newest === undefined)
    throw new Error(
      `Probes of the kind sql are tested against a real Postgres, and there is none under ${installed}. Install the distribution's: apt-get update && apt-get install -y postgresql`,
    );
  return join(installed, newest, 'bin');
}

/** Postgres refuses to run as root: nobody runs it then. */
async function whoRuns(): Promise<
  { readonly cwd: string } | { readonly cwd: string; readonly uid: number; readonly gid: number }
> {
  if (process.getuid?.() !== 0) return { cwd: tmpdir() };
  const nobody = /^nobody:[^:]*:(\d+):(\d+):/m.exec(await readFile('/etc/passwd', 'utf8'));
  if (nobody === null) throw new Error('There is no user called nobody, whom Postgres could run as');
  return { uid: Number(nobody[1]), gid: Number(nobody[2]), cwd: tmpdir() };
}

async function answering(server: ChildProcess, connectionString: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (server.exitCode !== null) throw new Error(`Postgres ended with ${server.exitCode} at its start`);
    const client = new Client({ connectionString });
    const isThere = await client.connect().then(
      () => client.end().then(() => true),
      () => false,
    );
    if (isThere) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  server.kill('SIGQUIT');
  throw new Error('Postgres has not answered within 10 s');
}
