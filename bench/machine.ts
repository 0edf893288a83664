import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Started } from '../local/compose.ts';
import { findTemporalCli } from '../local/temporal-cli.ts';
import { startTemporalServer } from '../local/temporal-server.ts';
import { searchAttributeTypes } from '../workflows/messages.ts';
import type { RunningTemporal } from './figure.ts';

/** A Temporal server, and a folder that goes away with it. */
export interface Machine {
  readonly folder: string;
  readonly address: string;
  /** Processes of the server, by what they are. */
  readonly serverPids: Readonly<Record<string, number>>;
  readonly client: Client;
  /** Whatever is started on it is added here, and stopped before it. */
  readonly started: Started;
}

/** A server of our own, as `npm start` has it. */
export interface OwnMachine extends Machine {
  readonly serverPids: { readonly server: number };
  /** Of the server's database with what it has written ahead. */
  databaseKiB(): Promise<number>;
}

/** Does something with a server of our own, which is stopped afterwards, whatever happens. */
export const onMachine = <T>(say: (line: string) => void, act: (machine: OwnMachine) => Promise<T>): Promise<T> =>
  started(async (parts, folder) => act(await startMachine(parts, folder, say)));

/** Does something with a server that runs already. */
export const onTemporal = <T>({ address, pids }: RunningTemporal, act: (machine: Machine) => Promise<T>): Promise<T> =>
  started(async (parts, folder) =>
    act({ folder, address, serverPids: pids, client: await clientOf(address, parts), started: parts }),
  );

async function started<T>(act: (parts: Started, folder: string) => Promise<T>): Promise<T> {
  const parts = new Started();
  try {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-'));
    parts.add(() => rm(folder, { recursive: true, force: true }));
    return await act(parts, folder);
  } finally {
    await parts.stop();
  }
}

async function clientOf(address: string, parts: Started): Promise<Client> {
  const connection = await Connection.connect({ address }).catch((cause: unknown) => {
    throw new Error(`Temporal does not answer at ${address}: start it there, or say where it is.`, { cause });
  });
  parts.add(() => connection.close());
  return new Client({ connection });
}

async function startMachine(parts: Started, folder: string, say: (line: string) => void): Promise<OwnMachine> {
  const cliPath = await findTemporalCli({ settings: { stateDir: resolve('.fairlead') }, say });
  const server = await startTemporalServer({
    cliPath,
    settings: { stateDir: folder, temporalPort: await freePort(), uiPort: await freePort() },
    searchAttributes: searchAttributeTypes,
    say,
  });
  parts.add(() => server.stop());
  const sizeOf = (name: string): Promise<number> =>
    stat(join(folder, name)).then(
      ({ size }) => size / 1024,
      () => 0,
    );
  return {
    folder,
    address: server.address,
    serverPids: { server: server.pid },
    client: await clientOf(server.address, parts),
    started: parts,
    databaseKiB: async () => (await sizeOf('temporal.db')) + (await sizeOf('temporal.db-wal')),
  };
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((done) => {
    const holder = createServer().listen(0, '127.0.0.1', () => {
      const address = holder.address();
      holder.close(() => done(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
