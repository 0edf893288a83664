import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { freePort } from '../local/real-server.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';

// Several programs start side by side here, on however busy a machine.
vi.setConfig({ testTimeout: 120_000 });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fairlead-sentences-'));
  await writeFile(join(folder, 'file'), '');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** Runs a program of ours, that must end by itself, and answers with all that it said. */
async function ended(main: string, over: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  const env = {
    ...process.env,
    TEMPORAL_ADDRESS: '',
    FAIRLEAD_STATE_DIR: join(folder, 'state'),
    FAIRLEAD_API_PORT: String(await freePort()),
    FAIRLEAD_TEMPORAL_PORT: String(await freePort()),
    ...over,
  };
  const child = spawn(process.execPath, ['--import', 'tsx', main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => said.push(String(part)));
  const tooLong = setTimeout(() => child.kill('SIGKILL'), 90_000);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  clearTimeout(tooLong);
  return { code, said: said.join('') };
}

const nowhere = { TEMPORAL_ADDRESS: '127.0.0.1:1' };

it.concurrent.each(['local/start.ts', 'api/main.ts'])(
  '%s says in a sentence that its playbooks are not there',
  async (main) => {
    const { code, said } = await ended(main, { FAIRLEAD_PLAYBOOKS: '/nope' });
    expect(code).toBe(1);
    expect(said).toContain('The playbooks cannot be read from /nope: it is not there. Set FAIRLEAD_PLAYBOOKS');
    expect(said).not.toMatch(/ at .*:\d+:\d+/);
  },
);

it.concurrent('worker/main.ts says in a sentence that its playbooks are not there, before it has taken any work', async () => {
  const temporal = await realTemporal();
  try {
    const id = await started(temporal.client, engagementInput('waits-for-a-worker'));
    const over = {
      TEMPORAL_ADDRESS: temporal.address,
      FAIRLEAD_PLAYBOOKS: '/nope',
      FAIRLEAD_SMTP_URL: 'smtp://127.0.0.1:1',
    };
    const { code, said } = await ended('worker/main.ts', over);
    expect(code).toBe(1);
    expect(said).toContain('The playbooks cannot be read from /nope: it is not there. Set FAIRLEAD_PLAYBOOKS');
    const { events } = await temporal.client.workflow.getHandle(id).fetchHistory();
    expect(events).toHaveLength(2);
  } finally {
    await temporal.stop();
  }
});

it.concurrent.each(['local/start.ts', 'worker/main.ts'])(
  '%s says in a sentence that its state folder is a file',
  async (main) => {
    const file = join(folder, 'file');
    const { code, said } = await ended(main, { FAIRLEAD_STATE_DIR: file });
    expect(code).toBe(1);
    expect(said).toContain(`The state folder ${file} cannot be used`);
    expect(said).not.toMatch(/ at .*:\d+:\d+/);
  },
);

it.concurrent.each(['local/start.ts', 'worker/main.ts', 'rehearsal/main.ts'])(
  '%s says in a sentence that Temporal does not answer at its address, and ends',
  async (main) => {
    const args = main === 'rehearsal/main.ts' ? ['event-operations-platform'] : [];
    const { code, said } = await ended(main, nowhere, ...args);
    expect(code).toBe(1);
    expect(said).toContain('Temporal does not answer at 127.0.0.1:1');
    expect(said).not.toMatch(/ at .*:\d+:\d+/);
  },
);

it.concurrent('worker/main.ts says in a sentence that what is at the address of Temporal answers nothing, and ends', async () => {
  const silent = createServer(() => undefined);
  const port = await freePort();
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
  try {
    const { code, said } = await ended('worker/main.ts', { TEMPORAL_ADDRESS: `127.0.0.1:${port}` });
    expect(code).toBe(1);
    expect(said).toContain(`Temporal does not answer at 127.0.0.1:${port} (no answer within 3 s)`);
  } finally {
    silent.close();
  }
});

it.concurrent('a rehearsal says in a sentence that there is no such playbook', async () => {
  const { code, said } = await ended('rehearsal/main.ts', nowhere, 'nope');
  expect(code).toBe(1);
  expect(said).toMatch(/^There is no playbook "nope" in .*playbooks\. There are: event-operations-platform, /m);
  expect(said).not.toMatch(/ at .*:\d+:\d+/);
});
