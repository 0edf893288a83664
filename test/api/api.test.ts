import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi } from '../../api/start-api.ts';
import type { RunningApi } from '../../api/start-api.ts';
import { temporalEngagements } from '../../api/temporal-engagements.ts';
import { addDays, businessDayFrom } from '../../src/calendar/calendar.ts';
import type { Records } from '../../src/ports/records.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { cast } from '../support/play.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { outline } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

const token = 'made-up-for-this-test-only';
const calendar = { timeZone: 'Europe/Berlin', holidays: [] };

interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

const startBody = (over: object = {}): object => ({
  customer: 'Acme',
  playbook: 'event-operations-platform',
  type: 'dedicated',
  timeZone: calendar.timeZone,
  kickoffAt: `${businessDayFrom(addDays(new Date().toISOString().slice(0, 10), 8), calendar)}T14:00:00Z`,
  people: cast(outline),
  ...over,
});

const fieldsOf = ({ body }: Said): unknown[] =>
  Array.isArray(body['errors']) ? body['errors'].map(({ field }) => field) : [];

describe('the HTTP API on a real Temporal server', () => {
  const activities = recordingActivities();
  const records: Records = {
    append: () => Promise.resolve(),
    read: (engagement) => Promise.resolve(activities.journal(engagement)),
  };
  let temporal: TemporalForTests;
  let connection: Connection;
  // Two of them, as behind a load balancer: either answers for the other.
  let apis: readonly RunningApi[] = [];

  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
    connection = await Connection.connect({ address: temporal.address });
    const client = new Client({ connection });
    const shelf = await openShelf('playbooks');
    const outbox = { put: () => Promise.resolve(), list: () => Promise.resolve([]) };
    const start = () =>
      startApi({
        host: '127.0.0.1',
        port: 0,
        token,
        log: pino({ level: 'silent' }),
        shelf,
        outbox,
        engagements: temporalEngagements({ client, records, shelf }),
      });
    apis = [await start(), await start()];
  });
  afterAll(async () => {
    await Promise.all(apis.map((api) => api.stop()));
    await connection.close();
    await temporal.stop();
  });

  async function call(
    method: string,
    path: string,
    sent?: unknown,
    headers: Record<string, string> = {},
    api = 0,
  ): Promise<Said> {
    const answer = await fetch(`${apis[api]?.url ?? ''}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(sent !== undefined && { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    });
    const body: Said['body'] = JSON.parse(await answer.text());
    return { status: answer.status, headers: answer.headers, body };
  }
  const start = async (engagement: string, over: object = {}): Promise<Said> =>
    call('POST', '/v1/engagements', startBody({ engagement, ...over }), { 'idempotency-key': engagement });
  const fact = (id: string, name: string, key: string, api = 0): Promise<Said> =>
    call(
      'POST',
      `/v1/engagements/${id}/note-fact`,
      { fact: name, text: 'A fact', by: 'the-architect' },
      { 'idempotency-key': key },
      api,
    );

  it('lists every fault of a start at once', async () => {
    const misspelt = await call('POST', '/v1/engagements', { ...startBody(), timeZone: 'Mars/Phobos', kickoffat: 'x' });
    expect(misspelt.status).toBe(400);
    expect(fieldsOf(misspelt)).toEqual(['timeZone', 'kickoffat']);
    const wrong = await call('POST', '/v1/engagements', startBody({ people: {}, kickoffAt: '2020-01-02T10:00:00Z' }));
    expect(fieldsOf(wrong)).toEqual(expect.arrayContaining(['kickoffAt', 'people']));
    const mail = { ...cast(outline), 'the-architect': { name: 'A', email: 'no address', roles: ['architect'] } };
    expect(fieldsOf(await call('POST', '/v1/engagements', startBody({ people: mail })))).toEqual([
      'people.the-architect.email',
    ]);
    const unknown = await call('POST', '/v1/engagements', startBody({ playbook: 'nowhere' }));
    expect(unknown).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('There are: event-operations-platform') },
    });
  });

  it('starts an engagement once, however often the same request comes', async () => {
    expect(await start('once')).toMatchObject({ status: 201, body: { engagement: 'once' } });
    expect(await start('once')).toMatchObject({ status: 201, body: { engagement: 'once' } });
    expect(await start('once', { customer: 'Another' })).toMatchObject({ status: 409 });
  });

  it('answers a repeated key as the first time, at either API, and refuses it for anything else', async () => {
    await start('repeated');
    const first = await fact('repeated', 'crm', 'key-1');
    expect(first.status).toBe(200);
    expect((await fact('repeated', 'crm', 'key-1', 1)).body).toEqual(first.body);
    expect(await fact('repeated', 'other', 'key-1', 1)).toMatchObject({
      status: 409,
      body: { type: '/problems/reused' },
    });
  });

  it('says what is wrong with a command, in the SOP’s words', async () => {
    await start('refused');
    const send = (route: string, body: object) =>
      call('POST', `/v1/engagements/refused/${route}`, { by: 'the-architect', ...body });
    expect(await send('approve-gate', { gate: '1d' })).toMatchObject({
      status: 409,
      body: { detail: expect.stringContaining('1d is not open') },
    });
    expect(fieldsOf(await send('approve-gate', { gate: '7x', surface: 'slack' }))).toEqual(['gate', 'surface']);
    expect(await send('note-fact', { fact: 'x', text: 'y', by: 'a-stranger' })).toMatchObject({ status: 403 });
    expect(await send('make-coffee', {})).toMatchObject({ status: 404 });
    expect(await call('POST', '/v1/engagements/nowhere/hold', { reason: 'x', by: 'the-architect' })).toMatchObject({
      status: 404,
    });
    expect(await call('GET', '/v1/engagements/nowhere')).toMatchObject({ status: 404 });
  });

  it('refuses what is no JSON, too large, or not authenticated', async () => {
    expect(await call('POST', '/v1/engagements', '{"customer":')).toMatchObject({ status: 400 });
    expect(await call('POST', '/v1/engagements', 'x'.repeat(300_000))).toMatchObject({ status: 413 });
    expect(await call('POST', '/v1/engagements', 'a=b', { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
    });
    const anonymous = await call('GET', '/v1/engagements', undefined, { authorization: 'Bearer wrong' });
    expect(anonymous).toMatchObject({ status: 401 });
    expect(anonymous.headers.get('www-authenticate')).toBe('Bearer');
    expect(anonymous.headers.get('content-type')).toContain('application/problem+json');
  });

  it('takes fifty commands at once, through two APIs, and loses none', async () => {
    await start('busy');
    const sent = Array.from({ length: 50 }, (_, index) => fact('busy', `fact-${index}`, `key-${index}`, index % 2));
    const answers = await Promise.all(sent);
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 200));
    const { body } = await call('GET', '/v1/engagements/busy/journal?limit=1000');
    const events = Array.isArray(body['events']) ? body['events'] : [];
    expect(events.filter(({ kind }) => kind === 'factNoted')).toHaveLength(50);
    expect(body['intact']).toBe(true);
  });

  it('finds engagements by what they are found by', async () => {
    await start('listed', { customer: 'Listed & Sons' });
    await expect
      .poll(
        async () =>
          (await call('GET', `/v1/engagements?customer=${encodeURIComponent('Listed & Sons')}&step=1a`)).body[
            'engagements'
          ],
        { timeout: 15_000 },
      )
      .toMatchObject([{ engagement: 'listed', step: '1a', architect: 'the-architect' }]);
    expect(await call('GET', "/v1/engagements?customer=x'%20OR%20''='")).toMatchObject({ status: 400 });
  });

  it('describes every route that there is', async () => {
    const { body } = await call('GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    for (const path of Object.keys(Object(body['paths']))) {
      const method = path.split('/').length > 4 && !/(plan|forecast|journal)$/.test(path) ? 'POST' : 'GET';
      const said = await call(method, path.replace('{id}', 'nowhere'), method === 'POST' ? {} : undefined);
      expect([path, JSON.stringify(said.body).includes('There is nothing at')]).toEqual([path, false]);
    }
  });

  it('shows a view, a plan and a forecast', async () => {
    await start('seen');
    expect((await call('GET', '/v1/engagements/seen')).body).toMatchObject({ step: '1a', waits: expect.any(Array) });
    expect((await call('GET', '/v1/engagements/seen/plan')).body).toMatchObject({ next: expect.any(Array) });
    const { body } = await call('GET', '/v1/engagements/seen/forecast?days=20');
    expect(body['forecast']).toEqual(expect.arrayContaining([expect.objectContaining({ at: expect.any(String) })]));
  });

  it('says 503, and when to come again, while Temporal is away', async () => {
    const shelf = await openShelf('playbooks');
    const outbox = { put: () => Promise.resolve(), list: () => Promise.resolve([]) };
    const lost = Connection.lazy({ address: '127.0.0.1:1' });
    const cut = await startApi({
      host: '127.0.0.1',
      port: 0,
      token,
      log: pino({ level: 'silent' }),
      shelf,
      outbox,
      engagements: temporalEngagements({ client: new Client({ connection: lost }), records, shelf }),
    });
    const answer = await fetch(`${cut.url}/v1/engagements/seen`, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('retry-after')).toBe('5');
    expect((await fetch(`${cut.url}/readyz`)).status).toBe(503);
    expect((await fetch(`${cut.url}/healthz`)).status).toBe(200);
    await cut.stop();
    await lost.close();
  }, 60_000);
});
