import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { temporalEngagements } from '../../api/temporal-engagements.ts';
import { rehearse } from '../../rehearsal/rehearse.ts';
import { openFileRecords } from '../../stores/file-records.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

const playbook = 'event-operations-platform';
const silent = (): void => undefined;
let temporal: TemporalForTests;
let folder: string;

// As with `npm start` beside it: a server that runs already, and a state folder that is shared.
beforeAll(async () => {
  temporal = await realTemporal();
  folder = await mkdtemp(join(tmpdir(), 'fairlead-rehearsed-'));
  await cp(`playbooks/${playbook}`, join(folder, 'playbooks', playbook), { recursive: true });
  vi.stubEnv('FAIRLEAD_STATE_DIR', join(folder, 'state'));
  vi.stubEnv('FAIRLEAD_PLAYBOOKS', join(folder, 'playbooks'));
  vi.stubEnv('FAIRLEAD_TEMPORAL_PORT', temporal.address.split(':')[1] ?? '');
  vi.stubEnv('TEMPORAL_ADDRESS', '');
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await temporal.stop();
  await rm(folder, { recursive: true, force: true });
});

it('leaves nothing running, is no engagement in the list, and can be read when its worker has gone', async () => {
  const { engagement } = await rehearse(playbook, 'dedicated', silent);
  const { client } = temporal;
  const statuses: string[] = [];
  for await (const { workflowId, status } of client.workflow.list()) statuses.push(`${workflowId} ${status.name}`);
  expect(statuses).toEqual([`${engagement} COMPLETED`]);

  const records = openFileRecords(join(folder, 'state', 'journal'));
  const shelf = await openShelf(join(folder, 'playbooks'));
  const engagements = temporalEngagements({ client, records, shelf });
  const query = { equal: {}, limit: 10 };
  expect((await engagements.list(query)).engagements).toEqual([]);
  expect((await engagements.list({ ...query, rehearsals: true })).engagements).toHaveLength(1);
  const began = Date.now();
  expect(await engagements.view(engagement)).toMatchObject({ status: 'ended', endReason: 'The rehearsal is over' });
  expect((await engagements.journal(engagement)).at(-1)).toMatchObject({ seq: expect.any(Number) });
  expect(await engagements.forecast(engagement, 30)).toEqual([]);
  expect(Date.now() - began).toBeLessThan(3000);
}, 90_000);

it('knows only the playbooks of the folder that is set, and says so', async () => {
  await expect(rehearse('marketing-reporting-pack', 'single', silent)).rejects.toThrow(
    `There is no playbook "marketing-reporting-pack" in ${join(folder, 'playbooks')}. There are: ${playbook}.`,
  );
});
