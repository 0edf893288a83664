import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Records } from '../../src/ports/records.ts';
import { cast } from '../support/play.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { outline } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';
import { fieldsOf, startBody, twoApis } from './apis.ts';
import type { Apis, Said } from './apis.ts';

/** Where the schema of an answer stands in the document. */
const asIn = (path: string, method: string, status: string) =>
  `api#/paths/${path.replaceAll('/', '~1').replace('{', '%7B').replace('}', '%7D')}/${method}/responses/${status}/content/application~1json/schema`;

describe('the HTTP API on a real Temporal server', () => {
  const activities = recordingActivities();
  const records: Records = {
    append: () => Promise.resolve(),
    read: (engagement) => Promise.resolve(activities.journal(engagement)),
  };
  let temporal: TemporalForTests;
  let apis: Apis;

  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
    apis = await twoApis(temporal.address, records);
  });
  afterAll(async () => {
    await apis.stop();
    await temporal.stop();
  });

  const call: Apis['call'] = (...request) => apis.call(...request);
  const start: Apis['start'] = (...request) => apis.start(...request);
  const fact = (id: string, name: string, key: string, api = 0): Promise<Said> =>
    call(
      'POST',
      `/v1/engagements/${id}/note-fact`,
      { fact: name, text: 'A fact', by: 'the-architect' },
      { 'idempotency-key': key },
      api,
    );

  const approveEarly = (gate: string): Promise<Said> =>
    call(
      'POST',
      '/v1/engagements/too-early/approve-gate',
      { gate, by: 'the-architect' },
      { 'idempotency-key': 'early' },
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
      status: 400,
      body: { detail: expect.stringContaining('There are: event-operations-platform') },
    });
  });

  it('starts an engagement once, however often the same request comes', async () => {
    expect(await start('once')).toMatchObject({ status: 201, body: { engagement: 'once' } });
    expect(await start('once')).toMatchObject({ status: 201, body: { engagement: 'once' } });
    expect(await start('once', { customer: 'Another' })).toMatchObject({ status: 409 });
  });

  it('has quiet hours in every engagement that does not ask for none, and people where they are', async () => {
    await start('usual');
    const people = {
      ...cast(outline),
      'the-sme': { name: 'Far', email: 'far@team.example', roles: ['sme'], timeZone: 'Asia/Tokyo', quietHours: 'none' },
    };
    await start('unusual', { quietHours: 'none', slackChannel: 'C012AB3CD', people });
    expect(await call('GET', '/v1/engagements/usual')).toMatchObject({
      body: { calendar: { quietHours: '18:00-08:00' } },
    });
    expect(await call('GET', '/v1/engagements/unusual')).toMatchObject({
      body: {
        slackChannel: 'C012AB3CD',
        calendar: { quietHours: 'none' },
        people: { 'the-sme': { timeZone: 'Asia/Tokyo', quietHours: 'none' } },
      },
    });
  });

  it('takes from whoever is waited for that they are on it', async () => {
    await start('waits');
    const by = 'the-marketing-ops';
    const body = { wait: 'homework/marketing-ops-after-0', by };
    const path = '/v1/engagements/waits/acknowledge';
    expect(await call('POST', path, body, { 'idempotency-key': 'on-it' })).toMatchObject({ status: 200 });
    expect(await call('POST', path, { ...body, by: 'the-revops' }, { 'idempotency-key': 'not-theirs' })).toMatchObject({
      status: 403,
    });
    const { body: view } = await call('GET', '/v1/engagements/waits');
    expect(JSON.stringify(view['waits'])).toContain('"kind":"acknowledged"');
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

  it('refuses a key that was used for another engagement, person or command, at either API, and between starts and commands', async () => {
    const reused = { status: 409, body: { type: '/problems/reused' } };
    await start('here');
    await start('there');
    expect(await fact('here', 'crm', 'across')).toMatchObject({ status: 200 });
    expect(await fact('there', 'crm', 'across', 1)).toMatchObject(reused);
    const [path, body, key] = ['/v1/engagements/here/note-fact', { fact: 'crm', text: 'A fact' }, 'across'];
    expect(await call('POST', path, { ...body, by: 'the-engineer' }, { 'idempotency-key': key }, 1)).toMatchObject(
      reused,
    );
    expect(await fact('here', 'crm', 'there')).toMatchObject(reused);
    expect(await call('POST', '/v1/engagements', startBody(), { 'idempotency-key': 'across' }, 1)).toMatchObject(
      reused,
    );
    expect(
      await call('POST', '/v1/engagements', startBody({ customer: 'Other' }), { 'idempotency-key': 'there' }),
    ).toMatchObject(reused);
  });

  it('keeps the key of a command that was refused for this very command', async () => {
    await start('too-early');
    expect(await approveEarly('1d')).toMatchObject({ status: 409, body: { type: '/problems/conflict' } });
    expect(await approveEarly('1d')).toMatchObject({ status: 409, body: { type: '/problems/conflict' } });
    expect(await approveEarly('2d')).toMatchObject({ status: 409, body: { type: '/problems/reused' } });
  });

  it('makes the id of an engagement from the whole key, and the same again for the same key', async () => {
    const long = 'k'.repeat(40);
    const keys = ['K-1', 'K.1', 'k-1', `${long}1`, `${long}2`, 'K-1'];
    const ids: unknown[] = [];
    for (const key of keys) {
      const said = await call('POST', '/v1/engagements', startBody({ customer: 'Müller & Söhne' }), {
        'idempotency-key': key,
      });
      expect(said).toMatchObject({ status: 201, body: { playbook: { id: 'event-operations-platform' } } });
      ids.push(said.body['engagement']);
    }
    expect(ids[0]).toMatch(/^muller-sohne-[0-9a-f]{12}$/);
    expect(ids[5]).toBe(ids[0]);
    expect(new Set(ids).size).toBe(5);
  });

  it('names an engagement to follow that is not there among the other faults of a start', async () => {
    expect(fieldsOf(await start('follows', { previous: 'nowhere', playbook: 'nowhere' }))).toEqual([
      'playbook',
      'previous',
    ]);
    expect(fieldsOf(await start('follows', { previous: 'nowhere' }))).toEqual(['previous']);
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
    for (const id of ['%00', '%20', 'a%2Fb', 'x'.repeat(2000)])
      expect(await call('GET', `/v1/engagements/${id}`)).toMatchObject({ status: 404 });
    expect((await call('GET', '/v1/engagements/refused/journal?limit=many&after=-1')).body['errors']).toEqual([
      { field: 'after', message: 'Expected the number of an event; found "-1".' },
      { field: 'limit', message: 'Expected a whole number from 1 to 1000; found "many".' },
    ]);
    expect((await call('POST', '/v1/engagements/refused/hold')).body).toMatchObject({
      detail: 'Nothing was done: reason: Missing. Expected a text. by: Missing. Expected a text.',
    });
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
    const sent = Array.from({ length: 50 }, (_, index) => fact('busy', `fact-${index}`, `busy-${index}`, index % 2));
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
    expect(await call('GET', "/v1/engagements?customer=x'%20OR%20''='")).toMatchObject({
      status: 200,
      body: { engagements: [] },
    });
  });

  it('shows the readings of a metric by time, and the flags that they raised', async () => {
    await start('read');
    const reading = { metric: 'duplicate-rate', by: 'the-architect' };
    await call('POST', '/v1/engagements/read/record-reading', { ...reading, value: 3 });
    await call('POST', '/v1/engagements/read/record-reading', { ...reading, value: 4, source: 'a report' });
    const { body } = await call('GET', '/v1/engagements/read/readings?metric=duplicate-rate');
    expect(body).toMatchObject({
      metrics: [
        {
          metric: 'duplicate-rate',
          unit: 'percent',
          readings: [
            { value: 3, source: 'told by the-architect' },
            { value: 4, source: 'a report' },
          ],
          gaps: [],
          flags: [],
        },
      ],
    });
    expect((await call('GET', '/v1/engagements/read/readings?metric=mood')).body).toEqual({ metrics: [] });
  });

  it('describes every route that there is', async () => {
    const { body } = await call('GET', '/openapi.json');
    expect(body['openapi']).toBe('3.1.0');
    for (const path of Object.keys(Object(body['paths']))) {
      const method = path.split('/').length > 4 && !/(plan|forecast|journal|readings)$/.test(path) ? 'POST' : 'GET';
      const said = await call(method, path.replace('{id}', 'nowhere'), method === 'POST' ? {} : undefined);
      expect([path, JSON.stringify(said.body).includes('There is nothing at')]).toEqual([path, false]);
    }
  });

  it('describes its answers as they are, and what may be refused', async () => {
    await start('described');
    const { body } = await call('GET', '/openapi.json');
    const schemas = new Ajv2020({ strict: false, allErrors: true }).addSchema(body, 'api');
    const answered: string[] = [];
    for (const path of Object.keys(Object(body['paths']))) {
      if (path.split('/').length > 4 && !/(plan|forecast|journal|readings)$/.test(path)) continue;
      const id = path.startsWith('/v1/playbooks') ? 'event-operations-platform' : 'described';
      const said = await call(
        'GET',
        `${path.replace('{id}', id)}${path === '/v1/playbooks/{id}' ? '?whole=true' : ''}`,
      );
      schemas.validate(asIn(path, 'get', '200'), said.body);
      expect([path, said.status, schemas.errorsText()]).toEqual([path, 200, 'No errors']);
      answered.push(path);
    }
    expect(answered).toHaveLength(9);
    schemas.validate(asIn('/v1/engagements', 'post', '201'), (await start('described')).body);
    expect(schemas.errorsText()).toBe('No errors');
    schemas.validate(
      asIn('/v1/engagements/{id}/note-fact', 'post', '200'),
      (await fact('described', 'crm', 'd-1')).body,
    );
    expect(schemas.errorsText()).toBe('No errors');
    schemas.validate(asIn('/v1/engagements/{id}', 'get', '200'), {});
    expect(schemas.errorsText()).toContain('must have required property');
    expect(JSON.stringify(body)).not.toMatch(/The command \w+"/);
    expect(body).toMatchObject({
      paths: { '/v1/engagements': { post: { responses: { '415': expect.anything(), '409': expect.anything() } } } },
    });
  });

  it('gives what a playbook asks for, and the whole of it to whoever wants to read it', async () => {
    const brief = await call('GET', '/v1/playbooks/event-operations-platform');
    expect(brief.body).toMatchObject({ id: 'event-operations-platform', roles: expect.any(Array) });
    expect(brief.body['whole']).toBeUndefined();
    const whole = await call('GET', '/v1/playbooks/event-operations-platform?version=1.0.0&whole=true');
    expect(whole.body).toMatchObject({ whole: { steps: expect.any(Object), gotchas: expect.any(Array) } });
    expect(await call('GET', '/v1/playbooks/event-operations-platform?version=9.9.9')).toMatchObject({
      status: 404,
      body: { detail: expect.stringContaining('There are: 1.0.0') },
    });
  });

  it('shows a view, a plan and a forecast', async () => {
    await start('seen');
    expect((await call('GET', '/v1/engagements/seen')).body).toMatchObject({ step: '1a', waits: expect.any(Array) });
    expect((await call('GET', '/v1/engagements/seen/plan')).body).toMatchObject({ next: expect.any(Array) });
    const { body } = await call('GET', '/v1/engagements/seen/forecast?days=20');
    expect(body['forecast']).toEqual(expect.arrayContaining([expect.objectContaining({ at: expect.any(String) })]));
  });
});
