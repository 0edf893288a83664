import { WorkflowFailedError } from '@temporalio/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstForgery } from '../../src/engagement/journal.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

const activities = recordingActivities();
let temporal: TemporalForTests;

beforeAll(async () => {
  temporal = await realTemporal();
  await temporal.worker(activities);
});
afterAll(() => temporal.stop());

it('an engagement that an operator cancels has all that was decided in its records, and that it was cancelled', async () => {
  const id = await started(temporal.client, engagementInput('cancelled'));
  const handle = temporal.client.workflow.getHandle(id);
  const command = { fact: 'crm', text: 'They use one CRM', by: 'the-architect', surface: 'api', commandId: 'fact' };
  await handle.executeUpdate('noteFact', { args: [command] });
  await handle.cancel();
  await expect(handle.result()).rejects.toBeInstanceOf(WorkflowFailedError);
  expect((await handle.describe()).status.name).toBe('CANCELLED');
  const journal = activities.journal(id);
  expect(journal.filter(({ kind }) => kind === 'factNoted')).toHaveLength(1);
  expect(journal.at(-1)).toMatchObject({ kind: 'engagementEnded', reason: 'The workflow was cancelled in Temporal' });
  expect(journal.some(({ kind }) => kind === 'dutyFailed')).toBe(false);
  expect(firstForgery(journal)).toBeUndefined();
});
