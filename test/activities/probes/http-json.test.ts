import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { isInside } from '../../../activities/probes/inside-addresses.ts';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeSource } from '../../../activities/probes/kind.ts';
import type { ProbeSettings } from '../../../activities/probes/settings.ts';
import { faults } from '../../../src/ports/activities.ts';
import { failureOf } from '../../fakes/failure-of.ts';
import { freePort } from '../../local/real-server.ts';
import { probeContract } from './contract.ts';
import { httpSubject } from './http-subject.ts';
import { httpSystem, json } from './http-system.ts';
import type { Answer } from './http-system.ts';

/** A system that is watched, and the requests that it gets. */
async function system(answer: Answer) {
  const { url, asked } = await httpSystem(answer);
  return { url, port: new URL(url).port, requests: asked };
}

/** As probes were configured before there were kinds: their configurations are still in the histories of engagements. */
const readJson = async (settings: ProbeSettings, bare: ProbeSource) => (await openProbes(settings).read(bare)).value;

const addressed = (url: string, select = '/value', credential?: string) => ({
  metric: 'sync-latency',
  url,
  select,
  everyDays: 1,
  since: '2027-01-04T09:00:00.000Z',
  ...(credential !== undefined && { credential }),
});
const allowing = (...hosts: readonly string[]): ProbeSettings => ({ hosts, environment: {} });
const local = allowing('127.0.0.1');

probeContract(
  httpSubject({
    kind: 'http-json',
    probeAt: (url) => ({ kind: 'http-json', url, select: '$.sync.latencyMinutes', credential: 'FAIRLEAD_PROBE_CRM' }),
    answer: json({ sync: { latencyMinutes: 4.5 } }),
    value: 4.5,
  }),
);

describe('an address and a pointer, as before there were kinds', () => {
  it.each([
    ['', 7, 7],
    ['/value', { value: 0.5 }, 0.5],
    ['/rows/1/n', { rows: [{ n: 1 }, { n: -2 }] }, -2],
    ['/a~1b/c~0d/ /', { 'a/b': { 'c~d': { ' ': { '': 3 } } } }, 3],
    ['/~01', { '~1': 4 }, 4],
  ])('reads the number at the JSON Pointer "%s"', async (select, body, value) => {
    const { url } = await system(json(body));
    expect(await readJson(local, addressed(url, select))).toBe(value);
  });

  it.each([
    ['/missing', {}],
    ['/value', { value: '12' }],
    ['/value', { value: null }],
    ['/rows/length', { rows: [1, 2] }],
    ['/constructor/length', {}],
    ['/__proto__', {}],
    ['/value/deeper', { value: 1 }],
  ])('finds no number at "%s" of %j, and says so', async (select, body) => {
    const { url } = await system(json(body));
    const failure = await failureOf(readJson(local, addressed(url, select)));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain(`at "${select}" there is no number`);
  });

  it('finds nothing where the pointer is none', async () => {
    const { url, requests } = await system(json({ value: 1 }));
    const failure = await failureOf(readJson(local, addressed(url, 'value')));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('begins with "$" (JSONPath) or "/" (JSON Pointer)');
    expect(requests).toEqual([]);
  });

  it('sends the credential of that name as a bearer token', async () => {
    const { url, requests } = await system(json({ value: 1 }));
    const settings = {
      ...local,
      environment: { FAIRLEAD_PROBE_CRM: 'made-up-token', FAIRLEAD_PROBE_CRM_HOST: '127.0.0.1' },
    };
    await readJson(settings, addressed(url, '/value', 'FAIRLEAD_PROBE_CRM'));
    expect(requests[0]?.headers.authorization).toBe('Bearer made-up-token');
  });

  it.each([[{}], [{ FAIRLEAD_PROBE_CRM_HOST: 'crm.customer.example' }]])(
    'sends a credential to its own host only: %j',
    async (home) => {
      const { url, requests } = await system(json({ value: 1 }));
      const settings = { ...local, environment: { FAIRLEAD_PROBE_CRM: 'secret-1', ...home } };
      const failure = await failureOf(readJson(settings, addressed(url, '/value', 'FAIRLEAD_PROBE_CRM')));
      expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
      expect(failure.message).toContain('FAIRLEAD_PROBE_CRM_HOST says which host gets it');
      expect(failure.message).not.toContain('secret-');
      expect(requests).toEqual([]);
    },
  );

  it.each(['SLACK_BOT_TOKEN', 'FAIRLEAD_PROBE_OTHER', 'FAIRLEAD_API_TOKEN'])(
    'takes no credential called %s, and asks nothing',
    async (name) => {
      const { url, requests } = await system(json({ value: 1 }));
      const environment = {
        SLACK_BOT_TOKEN: 'secret-1',
        SLACK_BOT_TOKEN_HOST: '127.0.0.1',
        FAIRLEAD_API_TOKEN: 'secret-2',
      };
      const settings = { ...local, environment };
      const failure = await failureOf(readJson(settings, addressed(url, '/value', name)));
      expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
      expect(failure.message).not.toContain('secret-');
      expect(requests).toEqual([]);
    },
  );

  it.each([429, 500, 503])('is tried again after a %i, when the system says', async (status) => {
    const { url } = await system((_, response) => void response.writeHead(status, { 'retry-after': '120' }).end());
    expect(await failureOf(readJson(local, addressed(url)))).toMatchObject({
      nonRetryable: false,
      nextRetryDelay: 120_000,
    });
  });

  it('reads a date in Retry-After too', async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    const { url } = await system((_, response) => void response.writeHead(503, { 'retry-after': inAnHour }).end());
    const { nextRetryDelay } = await failureOf(readJson(local, addressed(url)));
    expect(Number(nextRetryDelay)).toBeGreaterThan(3_500_000);
  });

  it('waits for a day at most, whatever the system says', async () => {
    const { url } = await system((_, response) => void response.writeHead(429, { 'retry-after': '99999999' }).end());
    expect(await failureOf(readJson(local, addressed(url)))).toMatchObject({ nextRetryDelay: 86_400_000 });
  });

  it.each<readonly [string, Answer]>([
    ['hangs up', (_, response) => void response.destroy()],
    [
      'hangs up in the middle of its answer',
      (_, response) => void response.writeHead(200, { 'content-length': 99 }).write('{"val', () => response.destroy()),
    ],
  ])('is tried again when the system %s', async (_, answer) => {
    const { url } = await system(answer);
    expect(await failureOf(readJson(local, addressed(url)))).toMatchObject({ nonRetryable: false });
  });

  it('is tried again when nobody is there', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await failureOf(readJson(local, addressed(url)))).toMatchObject({ nonRetryable: false });
  });

  it.each<readonly [string, Answer]>([
    ['no JSON', (_, response) => void response.end('<html>Log in</html>')],
    ['half a JSON', (_, response) => void response.end('{"value": 1')],
    ['401', (_, response) => void response.writeHead(401).end('{"value": 1}')],
    ['404', (_, response) => void response.writeHead(404).end('{"value": 1}')],
    ['204', (_, response) => void response.writeHead(204).end()],
    ['more than 1 MB', (_, response) => void response.end(`{"value": 1, "rest": "${'x'.repeat(1_100_000)}"}`)],
  ])('is given up when the system answers with %s', async (_, answer) => {
    const { url } = await system(answer);
    expect(await failureOf(readJson(local, addressed(url)))).toMatchObject({
      nonRetryable: true,
      type: faults.unreadable,
    });
  });
});

describe('a probe that points where it may not', () => {
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://localhost/',
    'http://0.0.0.0/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'https://crm.example.evil.example/',
    'https://crm.example@evil.example/',
    'https://evil.example/?crm.example',
    'https://evil.example#crm.example',
    'https://sub.crm.example/',
    'https://crm.example./',
    'https://crm.example:8443/',
    'http://crm.example/',
    'https://user:password@crm.example/',
    'ftp://crm.example/',
    'file:///etc/passwd',
    'data:application/json,1',
    'crm.example',
    '',
  ])('is refused without a call: %s', async (url) => {
    const asked: string[] = [];
    const settings: ProbeSettings = {
      ...allowing('crm.example:443'),
      resolveName: (hostname, _, callback) => {
        asked.push(hostname);
        callback(new Error('resolved'));
      },
    };
    expect(await failureOf(readJson(settings, addressed(url)))).toMatchObject({
      nonRetryable: true,
      type: faults.unreadable,
    });
    expect(asked).toEqual([]);
  });

  it('is refused where it would be read without encryption over a network', async () => {
    const failure = await failureOf(readJson(allowing('crm.example', '10.0.0.1'), addressed('http://crm.example/')));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('Use https');
    expect((await failureOf(readJson(allowing('10.0.0.1'), addressed('http://10.0.0.1/')))).message).toBe(
      failure.message.replace('crm.example', '10.0.0.1'),
    );
  });

  it('does not follow a redirect into our own network', async () => {
    const inner = await system(json({ value: 1 }));
    const outer = await system(
      (_, response) => void response.writeHead(302, { location: `${inner.url}/`, 'content-type': 'text/plain' }).end(),
    );
    const failure = await failureOf(readJson(allowing(`127.0.0.1:${outer.port}`), addressed(outer.url)));
    expect(failure).toMatchObject({ nonRetryable: true });
    expect(failure.message).toContain('redirects are not followed');
    expect(inner.requests).toEqual([]);
  });

  it.each<readonly LookupAddress[]>([
    [{ address: '127.0.0.1', family: 4 }],
    [{ address: '::1', family: 6 }],
    [
      { address: '93.184.215.14', family: 4 },
      { address: '10.1.2.3', family: 4 },
    ],
    [{ address: 'fe80::1%eth0', family: 6 }],
  ])('is given up when the name that was allowed resolves into a private network', async (...addresses) => {
    const { port, requests } = await system(json({ value: 1 }));
    const settings: ProbeSettings = {
      ...allowing('crm.example'),
      resolveName: (_hostname, _options, callback) => callback(null, [...addresses]),
    };
    const failure = await failureOf(readJson(settings, addressed(`https://crm.example:${port}/`)));
    expect(failure).toMatchObject({ nonRetryable: true, type: faults.unreadable });
    expect(failure.message).toContain('crm.example points into a private network');
    expect(requests).toEqual([]);
  });

  it('may read from this machine when it is listed by name, with its port or without', async () => {
    const { port } = await system(json({ value: 1 }));
    for (const host of ['localhost', `LOCALHOST:${port}`])
      expect(await readJson(allowing(host), addressed(`http://localhost:${port}/`))).toBe(1);
    expect(await failureOf(readJson(allowing('localhost:1'), addressed(`http://localhost:${port}/`)))).toMatchObject({
      nonRetryable: true,
    });
  });
});

it.each([
  ['inside', ['10.0.0.1', '100.64.0.1', '127.9.9.9', '169.254.169.254', '172.31.0.1', '192.168.1.1', '0.0.0.0']],
  ['inside', ['198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '::1', 'fd00::1', 'fe80::1', 'ff02::1']],
  ['inside', ['::ffff:10.0.0.1', '::ffff:a00:1', '64:ff9b::a00:1', '2002:a00:1::', '::a00:1', 'fe80::1%lo']],
  ['outside', ['93.184.215.14', '8.8.8.8', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', 'not an address']],
])('tells what is %s: %j', (where, addresses) => {
  expect(addresses.filter((address) => isInside(address) !== (where === 'inside'))).toEqual([]);
});
