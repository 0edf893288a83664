import { mkdtemp, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { Started } from '../local/compose.ts';
import { findTemporalCli } from '../local/temporal-cli.ts';
import { startTemporalServer } from '../local/temporal-server.ts';
import { searchAttributeTypes } from '../workflows/messages.ts';

/** A Temporal server of our own, as `npm start` has it, in a folder that goes away with it. */
export interface Machine {
  readonly folder: string;
  readonly address: string;
  readonly serverPid: number;
  readonly client: Client;
  /** Whatever is started on it is added here, and stopped before it. */
  readonly started: Started;
  /** Of the server's database with what it has written ahead. */
  databaseKiB(): Promise<number>;
}

/** Does something with a server, which is stopped afterwards, whatever happens. */
export async function onMachine<T>(say: (line: string) => void, act: (machine: Machine) => Promise<T>): Promise<T> {
  const started = new Started();
  try {
    return await act(await startMachine(started, say));
  } finally {
    await started.stop();
  }
}

async function startMachine(started: Started, say: (line: string) => void): Promise<Machine> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-'));
  started.add(() => rm(folder, { recursive: true, force: true }));
  const cliPath = await findTemporalCli({ settings: { stateDir: resolve('.fairlead') }, say });
  const server = await startTemporalServer({
    cliPath,
    settings: { stateDir: folder, temporalPort: await freePort(), uiPort: await freePort() },
    searchAttributes: searchAttributeTypes,
    say,
  });
  started.add(() => server.stop());
  const connection = await Connection.connect({ address: server.address });
  started.add(() => connection.close());
  const sizeOf = (name: string): Promise<number> =>
    stat(join(folder, name)).then(
      ({ size }) => size / 1024,
      () => 0,
    );
  return {
    folder,
    address: server.address,
    serverPid: server.pid,
    client: new Client({ connection }),
    started,
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
