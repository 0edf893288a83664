import { join } from 'node:path';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnection, NativeConnectionOptions } from '@temporalio/worker';
import closeWithGrace from 'close-with-grace';
import { pino } from 'pino';
import type { EngagementActivities } from '../src/ports/activities.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import { openStateFolder } from '../stores/state-folder.ts';
import { searchAttributeTypes } from '../workflows/messages.ts';
import { workflowBundle } from './bundle.ts';
import { composeActivities } from './compose-activities.ts';
import { logEngine } from './engine-log.ts';
import { reachTemporalToWork } from './reach-temporal.ts';
import { registerSearchAttributes } from './register-search-attributes.ts';
import { readWorkerSettings } from './settings.ts';
import type { WorkerSettings } from './settings.ts';
import { startWorker } from './start-worker.ts';

const log = pino({ name: 'worker' });

async function run(): Promise<void> {
  const settings = readWorkerSettings(process.env);
  logEngine(log);
  await openStateFolder(settings.stateDir);
  // Address, namespace, TLS and API key, by Temporal's own variables and files.
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  // Together: both mostly wait.
  const [connection, bundle] = await Promise.all([
    connected(connectionOptions, namespace),
    workflowBundle(join(settings.stateDir, 'bundle'), (line) => log.info(line)),
  ]);
  // Playbooks are read while the sandbox, which has a thread of its own, is made ready.
  const worker = await startWorker({ connection, namespace, bundle, activities: activitiesOf(settings) });
  log.info({ namespace }, 'The worker takes work');
  closeWithGrace({ delay: 40_000, logger: log }, async ({ err }) => {
    if (err !== undefined) log.fatal(err);
    await worker.stop();
    await connection.close();
  });
  await worker.ended;
}

async function activitiesOf(settings: WorkerSettings): Promise<EngagementActivities> {
  const shelf = await openShelf(settings.playbooks);
  for (const { file, message } of shelf.faults) log.error({ file }, message);
  return composeActivities({ ...settings, shelf, log });
}

async function connected(options: NativeConnectionOptions, namespace: string): Promise<NativeConnection> {
  const connection = await reachTemporalToWork(options);
  await registerSearchAttributes(connection, namespace, searchAttributeTypes);
  return connection;
}

run().catch((error: unknown) => {
  log.fatal(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
