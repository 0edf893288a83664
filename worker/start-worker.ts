import { createHash } from 'node:crypto';
import { Worker } from '@temporalio/worker';
import type { NativeConnection } from '@temporalio/worker';
import type { EngagementActivities } from '../src/ports/activities.ts';
import { taskQueue as engagementsQueue } from '../workflows/messages.ts';

export interface WorkerStart {
  readonly connection: NativeConnection;
  readonly namespace: string;
  /** The workflow code, from `workflowBundle`. */
  readonly bundle: string;
  /** They may be on their way: the sandbox is made ready meanwhile, and no work is taken before they are there. */
  readonly activities: EngagementActivities | Promise<EngagementActivities>;
  readonly taskQueue?: string;
}

export interface RunningWorker {
  /** Settles when the worker ends; rejects when it ends by a fault. */
  readonly ended: Promise<void>;
  /** Takes no more work, and resolves when what was under way is done. */
  stop(): Promise<void>;
}

/** Starts a worker for engagements. Workflow and activities share a queue: what is due is performed where it was planned, without another round trip. */
export async function startWorker(start: WorkerStart): Promise<RunningWorker> {
  const { connection, namespace, bundle, activities, taskQueue = engagementsQueue } = start;
  const there = Promise.resolve(activities);
  const creating = Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: { code: bundle },
    workerDeploymentOptions: {
      version: { deploymentName: 'fairlead', buildId: buildOf(bundle) },
      useWorkerVersioning: false,
    },
    activities: whenThere(there),
    // An engagement out of the cache is replayed for every decision: the cache is larger than the set that is active at a time.
    maxCachedWorkflows: 2000,
    reuseV8Context: true,
    // As long as an activity may take: what has been sent is not sent again by the next worker.
    shutdownGraceTime: '30s',
  });
  const [worker] = await Promise.all([creating, there]);
  const ended = worker.run();
  return {
    ended,
    stop: async () => {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** By their names, which is how the worker is asked for them. */
const whenThere = (there: Promise<EngagementActivities>): EngagementActivities => ({
  deliver: async (letter) => (await there).deliver(letter),
  performTogether: async (together) => (await there).performTogether(together),
  appendJournal: async (order) => (await there).appendJournal(order),
  takeReading: async (order) => (await there).takeReading(order),
});

/** By what a history tells which workflow code ran: short, since each task names it twice, and the SDK's own name is 90 characters long. */
const buildOf = (bundle: string): string => createHash('sha256').update(bundle).digest('hex').slice(0, 12);
