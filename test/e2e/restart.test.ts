import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDays, businessDayFrom } from '../../src/calendar/calendar.ts';
import { stopLeftoverServer } from '../../local/leftover-server.ts';
import { freePort, realCli } from '../local/real-server.ts';
import { cast } from '../support/play.ts';
import { outline } from '../support/started.ts';
import { startPart } from './processes.ts';
import type { Part } from './processes.ts';

const token = 'made-up-for-this-test-only';
const calendar = { timeZone: 'Europe/Berlin', holidays: [] };
const parts: Part[] = [];
let env: Record<string, string>;

beforeAll(async () => {
  const ports = await Promise.all(Array.from({ length: 5 }, freePort));
  const [api = 0, temporal = 0, ui = 0, smtp = 0, inbox = 0] = ports;
  env = {
    FAIRLEAD_STATE_DIR: await mkdtemp(join(tmpdir(), 'fairlead-restart-')),
    FAIRLEAD_TEMPORAL_CLI: await realCli(),
    FAIRLEAD_API_TOKEN: token,
    FAIRLEAD_API_PORT: String(api),
    FAIRLEAD_TEMPORAL_PORT: String(temporal),
    FAIRLEAD_UI_PORT: String(ui),
    FAIRLEAD_SMTP_PORT: String(smtp),
    FAIRLEAD_INBOX_PORT: String(inbox),
    TEMPORAL_ADDRESS: '',
  };
});
afterAll(async () => {
  await Promise.all(parts.map((part) => part.stop()));
  // A part that had to be killed has left its server behind.
  await stopLeftoverServer(env['FAIRLEAD_STATE_DIR'] ?? '', () => undefined);
  await rm(env['FAIRLEAD_STATE_DIR'] ?? '', { recursive: true, force: true });
});

const start = async (): Promise<Part> => {
  const part = await startPart('local/start.ts', env);
  parts.push(part);
  return part;
};

async function call(path: string, key = '', body?: object) {
  const response = await fetch(`http://127.0.0.1:${env['FAIRLEAD_API_PORT'] ?? ''}/v1/engagements${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const mails = async (): Promise<number> => {
  const page = await fetch(`http://127.0.0.1:${env['FAIRLEAD_INBOX_PORT'] ?? ''}/`);
  return Number(/Inbox \((\d+)\)/.exec(await page.text())?.[1] ?? 0);
};

it('goes on where it was when it is started again, and has sent nothing twice', async () => {
  const first = await start();
  const kickoffOn = businessDayFrom(addDays(new Date().toISOString().slice(0, 10), 8), calendar);
  const engagement = {
    engagement: 'acme',
    customer: 'Acme',
    playbook: 'event-operations-platform',
    type: 'dedicated',
    timeZone: calendar.timeZone,
    // Whatever the hour at which this runs.
    quietHours: 'none',
    kickoffAt: `${kickoffOn}T14:00:00Z`,
    people: cast(outline),
  };
  expect(await call('', 'start', engagement)).toMatchObject({ status: 201 });
  const fact = { fact: 'crm', text: 'They use one CRM', by: 'the-architect' };
  const answer = await call('/acme/note-fact', 'fact', fact);
  expect(answer.status).toBe(200);
  await expect.poll(mails, { timeout: 20_000 }).toBe(6);
  // One Ctrl-C, that arrives twice: it stops in order all the same.
  expect(await first.interrupt()).toBe(0);

  const second = await start();
  expect(await call('/acme/note-fact', 'fact', fact)).toEqual(answer);
  expect(await call('/acme/note-fact', 'fact', { ...fact, text: 'Another' })).toMatchObject({ status: 409 });
  const done = { tasks: ['1a/share-brand-assets'], by: 'the-marketing-ops' };
  expect(await call('/acme/complete-tasks', 'task', done)).toMatchObject({ status: 200 });
  expect(await call('/acme/journal?limit=1000')).toMatchObject({ status: 200, body: { intact: true } });
  expect(await mails()).toBe(6);

  // Killed, it leaves its server behind: the next start stops that, and goes on.
  expect(await second.kill()).toBe('SIGKILL');
  await start();
  expect(await call('/acme/note-fact', 'fact', fact)).toEqual(answer);
  expect(await mails()).toBe(6);
}, 120_000);
