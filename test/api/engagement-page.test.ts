import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createApp } from '../../api/create-app.ts';
import { openKeyUses } from '../../stores/key-uses.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { listeningOn } from '../fakes/listening-on.ts';
import { memoryEngagements } from '../slack/memory-engagements.ts';
import { atGate } from '../slack/scene.ts';
import type { Stage } from '../support/play.ts';

const token = 'made-up-for-this-test-only';
const basic = (password: string, name = 'ada') =>
  `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`;

async function pages(stage: Stage) {
  const engagements = memoryEngagements({ 'acme-events': stage });
  const nothing = { put: () => Promise.resolve(), list: () => Promise.resolve([]) };
  const keys = openKeyUses(join(tmpdir(), 'fairlead-page-keys'));
  const logged: string[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void logged.push(line) });
  const app = createApp({ engagements, shelf: await openShelf('playbooks'), outbox: nothing, keys, token, log });
  const server = createServer(app);
  const url = await listeningOn(server);
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const open = async (id: string, authorization?: string) => {
    const answer = await fetch(
      `${url}/engagements/${id}`,
      authorization === undefined ? {} : { headers: { authorization } },
    );
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };
  return { open, engagements, logged };
}

describe('the page that Open leads to', () => {
  it('shows how an engagement stands, to whoever gives the token as the password', async () => {
    const { open, logged } = await pages(atGate('2b'));
    const { status, text, headers } = await open('acme-events', basic(token));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('text/html');
    expect(headers.get('cache-control')).toBe('no-store');
    for (const said of [
      'Acme',
      '2b Engineering Handoff',
      'The engineer',
      'The tech spec is settled',
      'Next, if nobody acts',
    ])
      expect(text).toContain(said);
    expect(logged.join('')).not.toContain(Buffer.from(token).toString('base64').slice(0, 12));
  });

  it.each([
    ['nobody says who they are', undefined],
    ['the password is wrong', basic('wrong')],
    ['the token is the name', basic('', token)],
    ['it is a bearer token', `Bearer ${token}`],
    ['it is no Basic at all', 'Basic %%%'],
    ['it has no colon', `Basic ${Buffer.from(token).toString('base64')}`],
  ])('shows nothing, not even whether it is there, when %s', async (_, authorization) => {
    const { open } = await pages(atGate('2b'));
    const [there, absent] = [await open('acme-events', authorization), await open('acme-eventz', authorization)];
    for (const { status, text, headers } of [there, absent]) {
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toMatch(/^Basic realm=/);
      expect(text).not.toContain('Engineering');
      expect(text).toContain('/engagement show acme-event');
    }
    expect(absent.text).toBe(there.text.replaceAll('acme-events', 'acme-eventz'));
  });

  it('says that there is no such engagement, or that it cannot be seen now', async () => {
    const { open, engagements } = await pages(atGate('2b'));
    expect(await open('nothing', basic(token))).toMatchObject({
      status: 404,
      text: expect.stringContaining('There is no engagement'),
    });
    engagements.goAway(true);
    expect(await open('acme-events', basic(token))).toMatchObject({
      status: 503,
      text: expect.stringContaining('Temporal does not answer'),
    });
  });

  it('takes text as text', async () => {
    const stage = atGate('2b');
    stage.note({ kind: 'dutyFailed', duty: 'a', what: 'a', problem: '<script>alert(1)</script>' });
    const { open } = await pages(stage);
    const { text } = await open('acme-events', basic(token));
    expect(text).toContain('&lt;script&gt;alert(1)');
    expect(text).not.toContain('<script>');
    expect((await open(encodeURIComponent('<b>'))).text).not.toContain('<b>');
  });
});
