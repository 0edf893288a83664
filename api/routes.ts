import { randomBytes, randomUUID } from 'node:crypto';
import { Router } from 'express';
import type { Request } from 'express';
import { z } from 'zod';
import { isInstant } from '../src/calendar/calendar.ts';
import type { CommandKind } from '../src/engagement/command-fields.ts';
import { firstForgery } from '../src/engagement/journal.ts';
import { readCommand } from '../src/engagement/read-command.ts';
import { startFaults } from '../src/engagement/start.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { Shelf, Shelved } from '../stores/playbook-shelf.ts';
import type { SlackOutbox } from '../stores/slack-outbox.ts';
import { commandKinds, commandSchema, routeOf } from './command-schemas.ts';
import type { Engagements } from './engagements.ts';
import { publicHolidays } from './holidays.ts';
import { invalid, Problem, refused } from './problem.ts';
import { read } from './read.ts';
import { startSchema } from './start-schema.ts';
import type { StartInput } from './start-schema.ts';

export interface RoutesDependencies {
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  readonly outbox: SlackOutbox;
}

const plain = z.string().regex(/^[\w .:@/&+-]{1,120}$/, 'letters, digits, spaces and - _ . : @ / & +');
const count = (most: number, usual: number) => z.coerce.number().int().min(1).max(most).default(usual);

export const listSchema = z.strictObject({
  customer: plain.optional(),
  playbook: plain.optional(),
  step: plain.optional(),
  status: plain.optional(),
  waitingOn: plain.optional(),
  architect: plain.optional(),
  dueBefore: z.string().refine(isInstant, 'an instant with its offset').optional(),
  redFlags: z.enum(['true', 'false']).optional(),
  limit: count(200, 50),
  cursor: z
    .string()
    .regex(/^[\w-]{1,4000}$/, 'the cursor of the page before')
    .optional(),
});
export const forecastSchema = z.strictObject({ days: count(1100, 366) });
export const journalSchema = z.strictObject({
  after: z.coerce.number().int().min(0).default(0),
  limit: count(1000, 500),
});
export const outboxSchema = z.strictObject({ engagement: plain.optional(), limit: count(200, 50) });

export function routes({ engagements, shelf, outbox }: RoutesDependencies): Router {
  const router = Router();
  router.post('/engagements', async (request, response) => {
    const key = keyOf(request) ?? randomUUID();
    const [shelved, start] = readStart(shelf, read(startSchema, request.body), keyOf(request));
    if (start.previous !== undefined) await engagements.view(start.previous);
    await engagements.start(shelved, start, key);
    response
      .status(201)
      .location(`/v1/engagements/${start.engagement}`)
      .json({ engagement: start.engagement, playbook: shelved.pin });
  });
  router.get('/engagements', async (request, response) => {
    const { limit, cursor, dueBefore, redFlags, ...fields } = read(listSchema, request.query);
    const equal = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    const flagged = redFlags === 'true';
    response.json(
      await engagements.list({
        equal,
        limit,
        ...(cursor !== undefined && { cursor }),
        ...(dueBefore !== undefined && { dueBefore }),
        ...(flagged && { withRedFlags: true }),
      }),
    );
  });
  router.get('/engagements/:id', async ({ params }, response) => void response.json(await engagements.view(params.id)));
  router.get(
    '/engagements/:id/plan',
    async ({ params }, response) => void response.json(await engagements.plan(params.id)),
  );
  router.get('/engagements/:id/forecast', async ({ params, query }, response) => {
    response.json({ forecast: await engagements.forecast(params.id, read(forecastSchema, query).days) });
  });
  router.get('/engagements/:id/journal', async ({ params, query }, response) => {
    const { after, limit } = read(journalSchema, query);
    const events = await engagements.journal(params.id);
    const page = events.filter(({ seq }) => seq > after).slice(0, limit);
    response.json({ events: page, total: events.length, intact: firstForgery(events) === undefined });
  });
  for (const kind of commandKinds) takeCommand(router, engagements, kind);
  showShelf(router, shelf);
  router.get('/slack-messages', async ({ query }, response) => {
    const { engagement, limit } = read(outboxSchema, query);
    response.json({ messages: await outbox.list({ limit, ...(engagement !== undefined && { engagement }) }) });
  });
  return router;
}

function showShelf(router: Router, shelf: Shelf): void {
  router.get('/playbooks', (_, response) => {
    response.json({
      playbooks: shelf.all().map(({ playbook: { name }, pin, released }) => ({ ...pin, name, released })),
      faults: shelf.faults,
    });
  });
  router.get('/playbooks/:id', ({ params }, response) => {
    const { outline, playbook, pin } = onShelf(shelf, params.id);
    response.json({
      ...pin,
      name: playbook.name,
      roles: outline.roles,
      flags: outline.flags,
      methodologies: outline.methodologies,
      gates: outline.gates,
      terms: outline.definitions.terms,
    });
  });
}

function takeCommand(router: Router, engagements: Engagements, kind: CommandKind): void {
  const schema = commandSchema(kind);
  router.post(`/engagements/:id/${routeOf(kind)}`, async (request, response) => {
    const commandId = keyOf(request) ?? randomUUID();
    const body = read(schema, request.body);
    const checked = readCommand(kind, { ...body, commandId, surface: 'api' });
    if (!checked.ok) throw refused(checked.rejection);
    response.setHeader('Idempotency-Key', commandId);
    const { print: _print, ...answer } = await engagements.command(request.params['id'] ?? '', checked.command);
    response.json(answer);
  });
}

/** The caller's key: the same key is the same command. */
function keyOf(request: Request): string | undefined {
  const key = request.get('idempotency-key');
  if (key === undefined || /^[\w.:-]{1,120}$/.test(key)) return key;
  throw invalid([
    { field: 'Idempotency-Key', message: 'Expected 1 to 120 letters, digits, "-", "_", "." or ":", such as a UUID.' },
  ]);
}

function onShelf(shelf: Shelf, id: string, version?: string): Shelved {
  const shelved = version === undefined ? shelf.latest(id) : shelf.find(id, version);
  if (shelved !== undefined) return shelved;
  const fault = shelf.faults.find(({ file }) => file.includes(`/${id}/`));
  const why = fault === undefined ? '' : ` ${fault.file} cannot be used: ${fault.message}`;
  throw new Problem(
    404,
    'not-there',
    `There is no playbook "${id}"${version === undefined ? '' : ` ${version}`}. There are: ${shelf.ids.join(', ')}.${why}`,
  );
}

/** What was sent as the core wants it; rejects with every fault that the playbook finds. */
function readStart(shelf: Shelf, input: StartInput, key: string | undefined): [Shelved, StartRequest] {
  const { playbook, version, timeZone, country, region, holidays, engagement, methodology, previous, people, ...rest } =
    input;
  const shelved = onShelf(shelf, playbook, version);
  const now = new Date();
  const free =
    country === undefined ? holidays : [...holidays, ...publicHolidays(country, region, now.getUTCFullYear())];
  const start: StartRequest = {
    ...rest,
    engagement: engagement ?? madeId(input.customer, key),
    people: Object.fromEntries(
      Object.entries(people).map(([id, { slack, ...person }]) => [
        id,
        slack === undefined ? person : { ...person, slack },
      ]),
    ),
    calendar: { timeZone, holidays: [...new Set(free)].toSorted() },
    ...(methodology !== undefined && { methodology }),
    ...(previous !== undefined && { previous }),
  };
  const faults = startFaults(shelved.outline, start, now.toISOString());
  if (faults.length > 0) throw invalid(faults);
  return [shelved, start];
}

/** An id that says whose it is. From the caller's key, where there is one: repeated, the request names the same engagement. */
function madeId(customer: string, key: string | undefined): string {
  const words = customer
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 40);
  const tail =
    key
      ?.toLowerCase()
      .replaceAll(/[^a-z0-9]/g, '')
      .slice(0, 40) ?? randomBytes(4).toString('hex');
  return [words, tail].filter((part) => part !== '').join('-');
}
