import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { startTemporalServer } from '../../local/temporal-server.ts';
import type { EngagementActivities } from '../../src/ports/activities.ts';
import { workflowBundle } from '../../worker/bundle.ts';
import { startWorker } from '../../worker/start-worker.ts';
import type { RunningWorker } from '../../worker/start-worker.ts';
import { searchAttributeTypes } from '../../workflows/messages.ts';
import { freePort, realCli } from '../local/real-server.ts';

const stateDir = fileURLToPath(new URL('../../.fairlead', import.meta.url));
const silent = (): void => undefined;
// Its default writes every change of a worker's state to the test's output.
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });

/** A Temporal server for tests, and a client for it. Whoever starts it stops it. */
export interface TemporalForTests {
  readonly client: Client;
  readonly address: string;
  /** A worker that is stopped before the server. */
  worker(activities: EngagementActivities): Promise<RunningWorker>;
  stop(): Promise<void>;
}

/** The real server, in a folder of its own. */
export async function realTemporal(): Promise<TemporalForTests> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-temporal-'));
  const server = await startTemporalServer({
    cliPath: await realCli(),
    settings: { stateDir: folder, temporalPort: await freePort(), uiPort: await freePort() },
    searchAttributes: searchAttributeTypes,
    say: silent,
  });
  const connection = await NativeConnection.connect({ address: server.address });
  const forClient = await Connection.connect({ address: server.address });
  return forTests(new Client({ connection: forClient }), connection, server.address, async () => {
    await forClient.close();
    await connection.close();
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

function forTests(
  client: Client,
  connection: NativeConnection,
  address: string,
  end: () => Promise<void>,
): TemporalForTests {
  const workers: RunningWorker[] = [];
  const stop = async (): Promise<void> => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await end();
  };
  return {
    client,
    address,
    worker: async (activities) => {
      const bundle = await workflowBundle(join(stateDir, 'bundle'), silent);
      const worker = await startWorker({ connection, namespace: 'default', bundle, activities });
      workers.push(worker);
      return worker;
    },
    stop,
  };
}
