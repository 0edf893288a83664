import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTemporalServer } from '../../local/temporal-server.ts';
import { fastForward, untilIdle, virtualNow } from '../../local/time-skipping.ts';
import { activitySignal, closeSignal, daysWorkflow, noteUpdate, seenQuery } from './days-workflow.ts';
import { freePort, realCli } from './real-server.ts';

const DAY_MS = 86_400_000;
const taskQueue = 'time-skipping';

type Stand = { readonly client: Client; down(): Promise<void> };

// The server's own time skipping, not the test server's: it is what the local server offers, one workflow at a time.
async function stand(): Promise<Stand> {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const stateDir = await mkdtemp(join(tmpdir(), 'fairlead-test-'));
  const settings = { stateDir, temporalPort: await freePort(), uiPort: await freePort() };
  const server = await startTemporalServer({
    cliPath: await realCli(),
    settings,
    searchAttributes: {},
    say: () => undefined,
  });
  const connection = await Connection.connect({ address: server.address });
  const native = await NativeConnection.connect({ address: server.address });
  const workflowsPath = fileURLToPath(new URL('./days-workflow.ts', import.meta.url));
  const activities = {
    slow: (ms: number) => new Promise<string>((resolve) => setTimeout(resolve, ms, 'the activity is done')),
  };
  const worker = await Worker.create({ connection: native, taskQueue, workflowsPath, activities });
  const running = worker.run();
  const down = async () => {
    worker.shutdown();
    await running;
    await Promise.all([native.close(), connection.close()]);
    await server.stop();
    await rm(stateDir, { recursive: true, force: true });
  };
  return { client: new Client({ connection }), down };
}

let at: Stand;
let started = 0;
beforeAll(async () => void (at = await stand()), 60_000);
afterAll(() => at.down(), 20_000);

async function begin(days: number, queue = taskQueue) {
  return at.client.workflow.start(daysWorkflow, {
    taskQueue: queue,
    workflowId: `days-${(started += 1)}`,
    args: [days],
  });
}

const msBetween = (from: string, to: string): number => Date.parse(to.slice(0, 24)) - Date.parse(from.slice(0, 24));

describe('fast-forward on the real server', () => {
  it('shows the wall clock until the first skip', async () => {
    const { workflowId } = await begin(0);
    expect(Math.abs(msBetween(new Date().toISOString(), await virtualNow(at.client, workflowId)))).toBeLessThan(1_000);
  });

  it('stops at its target where no timer is, as often as it is asked to, and updates in between see the new time', async () => {
    const handle = await begin(0);
    const first = await handle.executeUpdate(noteUpdate, { args: ['first'] });
    await fastForward(at.client, handle.workflowId, 3 * DAY_MS);
    const second = await handle.executeUpdate(noteUpdate, { args: ['second'] });
    await fastForward(at.client, handle.workflowId, DAY_MS);
    const third = await virtualNow(at.client, handle.workflowId);
    for (const [from, to, days] of [
      [first, second, 3],
      [second, third, 1],
    ] as const) {
      expect(msBetween(from, to) - days * DAY_MS).toBeGreaterThanOrEqual(0);
      expect(msBetween(from, to) - days * DAY_MS).toBeLessThan(2_000);
    }
  });

  it('fires every timer on the way, at its own time, and no other', async () => {
    const began = new Date().toISOString();
    const handle = await begin(40);
    await fastForward(at.client, handle.workflowId, 30.5 * DAY_MS);
    expect(await untilIdle(at.client, handle.workflowId)).toBe(true);
    const seen = await handle.query(seenQuery);
    expect(seen.map((line) => Math.round(msBetween(began, line) / DAY_MS))).toEqual(
      Array.from({ length: 30 }, (_, day) => day + 1),
    );
  });

  it('waits for an activity that runs', async () => {
    const handle = await begin(0);
    await handle.executeUpdate(noteUpdate, { args: ['before'] });
    await handle.signal(activitySignal);
    await fastForward(at.client, handle.workflowId, DAY_MS);
    const [before = '', done = ''] = await handle.query(seenQuery);
    expect(done).toContain('the activity is done');
    expect(msBetween(before, done)).toBeLessThan(10_000);
  });

  it('ends when the workflow closes on the way', async () => {
    const handle = await begin(2);
    await handle.signal(closeSignal);
    await expect(fastForward(at.client, handle.workflowId, 30 * DAY_MS)).rejects.toMatchObject({
      reason: 'closed',
      message: expect.stringContaining('the workflow ended on the way (COMPLETED)'),
    });
  });

  it('says that it ran out of skips', async () => {
    const handle = await begin(40);
    await expect(fastForward(at.client, handle.workflowId, 30 * DAY_MS, { maxSkips: 5 })).rejects.toMatchObject({
      reason: 'out-of-skips',
    });
  });

  it('says what holds it up when nothing moves, and does not go on skipping afterwards', async () => {
    const handle = await begin(0, 'a queue without a worker');
    await expect(fastForward(at.client, handle.workflowId, DAY_MS, { stalledAfterMs: 1_000 })).rejects.toMatchObject({
      reason: 'stalled',
      message: expect.stringContaining('a workflow task (is its worker running?)'),
    });
    expect((await handle.describe()).raw.workflowExtendedInfo?.timeSkippingInfo?.effectiveConfig?.enabled).not.toBe(
      true,
    );
    await handle.terminate();
  });

  it('tells that another fast-forward took its place', async () => {
    const handle = await begin(0, 'a queue without a worker');
    const outcome = fastForward(at.client, handle.workflowId, DAY_MS).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const second = fastForward(at.client, handle.workflowId, DAY_MS).catch((error: unknown) => error);
    expect(await outcome).toMatchObject({ reason: 'replaced' });
    await handle.terminate();
    expect(await second).toMatchObject({ reason: 'closed' });
  });
});
