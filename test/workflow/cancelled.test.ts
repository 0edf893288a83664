import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/engagement/events.ts';
import { firstForgery } from '../../src/engagement/journal.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import type { RecordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';
import type { RunningWorker } from '../../worker/start-worker.ts';

let temporal: TemporalForTests;
let worker: RunningWorker;

beforeAll(async () => {
  temporal = await realTemporal();
});
// Each test has a worker with activities of its own.
afterEach(() => worker.stop());
afterAll(() => temporal.stop());

it('an engagement that an operator cancels has all that was decided in its records, and that it was cancelled', async () => {
  const activities = recordingActivities();
  worker = await temporal.worker(activities);
  const id = await started(temporal.client, engagementInput('cancelled'));
  const command = { fact: 'crm', text: 'They use one CRM', by: 'the-architect', surface: 'api', commandId: 'fact' };
  await temporal.client.workflow.getHandle(id).executeUpdate('noteFact', { args: [command] });
  await temporal.client.workflow.getHandle(id).cancel();
  const journal = await journalOfTheCancelled(activities, id);
  expect(journal.filter(({ kind }) => kind === 'factNoted')).toHaveLength(1);
  expect(journal.some(({ kind }) => kind === 'dutyFailed')).toBe(false);
});

it('an engagement that is cancelled before any worker has looked at it ends, and its records say so', async () => {
  const id = await started(temporal.client, engagementInput('cancelled-at-once'));
  await temporal.client.workflow.getHandle(id).cancel();
  const activities = recordingActivities();
  worker = await temporal.worker(activities);
  await journalOfTheCancelled(activities, id);
  expect(activities.letters).toEqual([]);
});

it('an engagement that is cancelled while its letters wait to be tried again ends without them', async () => {
  let asked: () => void;
  const isAsked = new Promise<void>((resolve) => (asked = resolve));
  const activities = recordingActivities({
    performTogether: () => {
      asked();
      return Promise.reject(new Error('The records store is away'));
    },
  });
  worker = await temporal.worker(activities);
  const id = await started(temporal.client, engagementInput('cancelled-in-an-outage'));
  await isAsked;
  await temporal.client.workflow.getHandle(id).cancel();
  await journalOfTheCancelled(activities, id);
  expect(activities.letters).toEqual([]);
});

/** Waits until it has ended as one that was cancelled. */
async function journalOfTheCancelled(activities: RecordingActivities, id: string): Promise<readonly JournalEvent[]> {
  const handle = temporal.client.workflow.getHandle(id);
  await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
  expect((await handle.describe()).status.name).toBe('CANCELLED');
  const journal = activities.journal(id);
  expect(journal.at(-1)).toMatchObject({ kind: 'engagementEnded', reason: 'The workflow was cancelled in Temporal' });
  expect(firstForgery(journal)).toBeUndefined();
  return journal;
}
