import { fileURLToPath } from 'node:url';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { floorQueue } from './messages.ts';
import type { FloorActivities } from './messages.ts';

// A process of its own, as the worker of engagements is, and with its settings: only the workflow differs.
Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] });
const activities: FloorActivities = { work: ({ gate, step }) => Promise.resolve(`${gate}.${step}`) };
const connection = await NativeConnection.connect({ address: process.env['TEMPORAL_ADDRESS'] ?? '' });
const worker = await Worker.create({
  connection,
  namespace: 'default',
  taskQueue: floorQueue,
  workflowsPath: fileURLToPath(new URL('./workflow.js', import.meta.url)),
  activities,
  workerDeploymentOptions: {
    version: { deploymentName: 'floor', buildId: 'of-the-bench' },
    useWorkerVersioning: false,
  },
  maxCachedWorkflows: 2000,
  reuseV8Context: true,
});
process.once('SIGTERM', () => worker.shutdown());
const ended = worker.run();
process.stdout.write('The floor takes work\n');
await ended;
await connection.close();
