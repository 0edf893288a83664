import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { pino } from 'pino';
import { startApi } from '../../api/start-api.ts';
import { temporalEngagements } from '../../api/temporal-engagements.ts';
import { addDays, businessDayFrom } from '../../src/calendar/calendar.ts';
import type { Records } from '../../src/ports/records.ts';
import { openKeyUses } from '../../stores/key-uses.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { cast } from '../support/play.ts';
import { outline } from '../support/started.ts';

export const token = 'made-up-for-this-test-only';
const calendar = { timeZone: 'Europe/Berlin', holidays: [] };

export interface Said {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A start that is right, but for what is given. */
export const startBody = (over: object = {}): object => ({
  customer: 'Acme',
  playbook: 'event-operations-platform',
  type: 'dedicated',
  timeZone: calendar.timeZone,
  kickoffAt: `${businessDayFrom(addDays(new Date().toISOString().slice(0, 10), 8), calendar)}T14:00:00Z`,
  people: cast(outline),
  ...over,
});

export const fieldsOf = ({ body }: Said): unknown[] =>
  Array.isArray(body['errors']) ? body['errors'].map(({ field }) => field) : [];

export interface Apis {
  readonly urls: readonly string[];
  /** `api`: which of the two is called. */
  call(
    method: string,
    path: string,
    sent?: unknown,
    headers?: Readonly<Record<string, string>>,
    api?: number,
  ): Promise<Said>;
  /** With the id as its key. */
  start(engagement: string, over?: object): Promise<Said>;
  stop(): Promise<void>;
}

/** Two of them, as behind a load balancer: either answers for the other. Where nobody listens, they are there all the same. */
export async function twoApis(address: string, records: Records): Promise<Apis> {
  const connection = Connection.lazy({ address });
  const client = new Client({ connection });
  const shelf = await openShelf('playbooks');
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-api-'));
  const outbox = { put: () => Promise.resolve(), list: () => Promise.resolve([]) };
  const one = () =>
    startApi({
      host: '127.0.0.1',
      port: 0,
      token,
      log: pino({ level: 'silent' }),
      shelf,
      outbox,
      keys: openKeyUses(folder),
      engagements: temporalEngagements({ client, records, shelf }),
    });
  const apis = [await one(), await one()];
  const call: Apis['call'] = async (method, path, sent, headers = {}, api = 0) => {
    const answer = await fetch(`${apis[api]?.url ?? ''}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(sent !== undefined && { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
    });
    const body: Said['body'] = JSON.parse(await answer.text());
    return { status: answer.status, headers: answer.headers, body };
  };
  return {
    urls: apis.map(({ url }) => url),
    call,
    start: (engagement, over = {}) =>
      call('POST', '/v1/engagements', startBody({ engagement, ...over }), { 'idempotency-key': engagement }),
    stop: async () => {
      await Promise.all(apis.map((api) => api.stop()));
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
