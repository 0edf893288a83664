import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startInbox } from '../../local/inbox.ts';
import type { Inbox } from '../../local/inbox.ts';
import { firstForgery } from '../../src/engagement/journal.ts';
import { engagementOnServer } from '../../rehearsal/engagement-on-server.ts';
import { live } from '../../rehearsal/live.ts';
import { openFileRecords } from '../../stores/file-records.ts';
import { freePort } from '../local/real-server.ts';
import { prompt } from '../support/play.ts';
import { engagementInput, outline, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';
import { startPart } from './processes.ts';
import type { Part } from './processes.ts';

const token = 'made-up-for-this-test-only';

describe('parts of Fairlead that are killed', () => {
  let temporal: TemporalForTests;
  let inbox: Inbox;
  let folder: string;
  let env: Record<string, string>;
  const parts: Part[] = [];
  const part = async (main: 'worker/main.ts' | 'api/main.ts'): Promise<Part> => {
    const running = await startPart(main, env);
    parts.push(running);
    return running;
  };

  beforeAll(async () => {
    temporal = await realTemporal();
    folder = await mkdtemp(join(tmpdir(), 'fairlead-kill-'));
    inbox = await startInbox({ smtpPort: 0, pagePort: 0 });
    env = {
      TEMPORAL_ADDRESS: temporal.address,
      FAIRLEAD_STATE_DIR: folder,
      FAIRLEAD_PLAYBOOKS: resolve('playbooks'),
      FAIRLEAD_SMTP_URL: inbox.smtpUrl,
      FAIRLEAD_API_PORT: String(await freePort()),
      FAIRLEAD_API_TOKEN: token,
    };
  });
  afterAll(async () => {
    await Promise.all(parts.map((running) => running.kill()));
    await inbox.stop();
    await temporal.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const command = (id: string, route: string, key: string, body: object): Promise<number> =>
    fetch(`http://127.0.0.1:${env['FAIRLEAD_API_PORT'] ?? ''}/v1/engagements/${id}/${route}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    }).then(
      ({ status }) => status,
      () => 0,
    );

  it('keeps every approval when the worker is killed in the middle of a gate, and another takes over', async () => {
    const first = await part('worker/main.ts');
    const id = await started(temporal.client, engagementInput('killed-worker'));
    const until = new Date(Date.now() + 60 * 86_400_000).toISOString();
    const engagement = engagementOnServer(temporal.client, id);
    await live(engagement, {
      playbook: outline,
      temper: prompt,
      until,
      enough: ({ gates }) => gates['1d']?.approvals.length === 1,
    });
    expect(await first.kill()).toBe('SIGKILL');
    await part('worker/main.ts');
    const view = await live(engagement, {
      playbook: outline,
      temper: prompt,
      until,
      enough: ({ step }) => step === '2a',
    });
    expect(view.gates['1d']?.approvals.map(({ by }) => by)).toHaveLength(2);
    const sent = (await openFileRecords(join(folder, 'journal')).read(id)).flatMap((event) =>
      event.kind === 'dutyPerformed' ? [event.duty] : [],
    );
    expect(sent).toHaveLength(new Set(sent).size);
  }, 90_000);

  it('applies each command once when the API is killed in the middle of them, and the callers try again', async () => {
    // Two workers share the work of this engagement.
    await part('worker/main.ts');
    const id = await started(temporal.client, engagementInput('killed-api'));
    const api = await part('api/main.ts');
    const send = (index: number): Promise<number> =>
      command(id, 'note-fact', `key-${index}`, { fact: `fact-${index}`, text: 'A fact', by: 'the-architect' });
    const burst = Array.from({ length: 60 }, (_, index) => send(index));
    await Promise.race(burst);
    expect(await api.kill()).toBe('SIGKILL');
    const before = await Promise.all(burst);
    // It was in the middle of them: some had been answered, others had not.
    expect(before).toContain(200);
    expect(before).toContain(0);
    await part('api/main.ts');
    const again = await Promise.all(Array.from({ length: 60 }, (_, index) => send(index)));
    expect(new Set(again)).toEqual(new Set([200]));
    const answer = await fetch(
      `http://127.0.0.1:${env['FAIRLEAD_API_PORT'] ?? ''}/v1/engagements/${id}/journal?limit=1000`,
      { headers: { authorization: `Bearer ${token}` } },
    );
    const { events } = JSON.parse(await answer.text());
    const facts = events.filter(({ kind }: { kind: string }) => kind === 'factNoted');
    expect(facts).toHaveLength(60);
    expect(firstForgery(events)).toBeUndefined();
  }, 90_000);
});
