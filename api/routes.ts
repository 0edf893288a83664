import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { z } from 'zod';
import { isInstant } from '../src/calendar/calendar.ts';
import type { CommandKind } from '../src/engagement/command-fields.ts';
import { firstForgery } from '../src/engagement/journal.ts';
import { fingerprint } from '../src/engagement/memory.ts';
import { readCommand } from '../src/engagement/read-command.ts';
import type { KeyUses } from '../stores/key-uses.ts';
import type { Shelf, Shelved } from '../stores/playbook-shelf.ts';
import type { SlackOutbox } from '../stores/slack-outbox.ts';
import { commandKinds, commandSchema, routeOf } from './command-schemas.ts';
import type { Engagements } from './engagements.ts';
import { claim, keyOf } from './keys.ts';
import { Problem, refused } from './problem.ts';
import { read } from './read.ts';
import { readingsOf } from './readings.ts';
import { startEngagement } from './start-engagement.ts';
import { noSuchVersion, notOnShelf } from './start-faults.ts';

export interface RoutesDependencies {
  readonly engagements: Engagements;
  readonly shelf: Shelf;
  readonly outbox: SlackOutbox;
  /** Shared by all APIs of one Temporal, as is the state folder. */
  readonly keys: KeyUses;
  /** Called with the engagement that was started, or in which a command was taken. */
  readonly changed?: (engagement: string) => void;
}

const plain = z.string().regex(/^\P{Cc}{1,120}$/u, 'a text of 1 to 120 characters, without control characters');
const count = (most: number, usual: number) => {
  const words = `a whole number from 1 to ${most}`;
  return z.coerce.number(words).int(words).min(1, words).max(most, words).default(usual);
};
const flag = z.enum(['true', 'false']);

export const listSchema = z.strictObject({
  customer: plain.optional(),
  playbook: plain.optional(),
  step: plain.optional(),
  status: plain.optional(),
  waitingOn: plain.optional().meta({ description: 'A role that is waited for.' }),
  architect: plain.optional(),
  dueBefore: z.string().refine(isInstant, 'an instant with its offset, such as 2027-02-23T09:00:00Z').optional(),
  redFlags: flag.optional().meta({ description: 'true: with red flags only; false: without any.' }),
  rehearsals: flag.optional().meta({ description: 'true: rehearsals as well.' }),
  limit: count(200, 50),
  cursor: z
    .string()
    .regex(/^[\w-]{1,4000}$/, 'the cursor of the page before')
    .optional()
    .meta({ description: 'The "cursor" of the page before, with the same filters.' }),
});
export const forecastSchema = z.strictObject({ days: count(1100, 366) });
export const journalSchema = z.strictObject({
  after: z.coerce
    .number('the number of an event')
    .int('the number of an event')
    .min(0, 'the number of an event')
    .default(0)
    .meta({ description: 'Events behind this one.' }),
  limit: count(1000, 500),
});
export const readingsSchema = z.strictObject({
  metric: plain.optional().meta({ description: 'One metric; all that were read, when absent.' }),
});
export const outboxSchema = z.strictObject({ engagement: plain.optional(), limit: count(200, 50) });
export const playbookSchema = z.strictObject({
  version: z.string().optional().meta({ description: 'The newest when absent.' }),
  whole: flag.optional().meta({ description: 'true: all that the playbook says to people too, as "whole".' }),
});

const notAnId =
  'There is nothing of this name: an id is at most 120 letters, digits, "-", "_", "." or ":". GET /v1/engagements and GET /v1/playbooks list what there is.';

export function routes(dependencies: RoutesDependencies): Router {
  const { engagements, shelf, outbox, keys, changed } = dependencies;
  const router = Router();
  router.param('id', (_request, _response, next, id: string) => {
    if (!/^[\w.:-]{1,120}$/.test(id)) throw new Problem(404, 'not-there', notAnId);
    next();
  });
  router.post('/engagements', async (request, response) => {
    const now = new Date().toISOString();
    const started = await startEngagement({ engagements, shelf, keys }, request.body, keyOf(request), now);
    changed?.(started.engagement);
    response.status(201).location(`/v1/engagements/${started.engagement}`).json(started);
  });
  router.get('/engagements', async (request, response) => {
    const { limit, cursor, dueBefore, redFlags, rehearsals, ...fields } = read(listSchema, request.query, 'query');
    const equal = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    response.json(
      await engagements.list({
        equal,
        limit,
        ...(cursor !== undefined && { cursor }),
        ...(dueBefore !== undefined && { dueBefore }),
        ...(redFlags !== undefined && { redFlags: redFlags === 'true' }),
        rehearsals: rehearsals === 'true',
      }),
    );
  });
  router.get('/engagements/:id', async ({ params }, response) => void response.json(await engagements.view(params.id)));
  router.get(
    '/engagements/:id/plan',
    async ({ params }, response) => void response.json(await engagements.plan(params.id)),
  );
  router.get('/engagements/:id/forecast', async ({ params, query }, response) => {
    response.json({ forecast: await engagements.forecast(params.id, read(forecastSchema, query, 'query').days) });
  });
  router.get('/engagements/:id/journal', async ({ params, query }, response) => {
    const { after, limit } = read(journalSchema, query, 'query');
    const events = await engagements.journal(params.id);
    const page = events.filter(({ seq }) => seq > after).slice(0, limit);
    response.json({ events: page, total: events.length, intact: firstForgery(events) === undefined });
  });
  router.get('/engagements/:id/readings', async ({ params, query }, response) => {
    const { metric } = read(readingsSchema, query, 'query');
    response.json(readingsOf(shelf, await engagements.journal(params.id), metric));
  });
  for (const kind of commandKinds) takeCommand(router, dependencies, kind);
  showShelf(router, shelf);
  router.get('/slack-messages', async ({ query }, response) => {
    const { engagement, limit } = read(outboxSchema, query, 'query');
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
  router.get('/playbooks/:id', ({ params, query }, response) => {
    const { version, whole } = read(playbookSchema, query, 'query');
    const { outline, playbook, pin, released } = onShelf(shelf, params.id, version);
    response.json({
      ...pin,
      name: playbook.name,
      released,
      roles: outline.roles,
      flags: outline.flags,
      methodologies: outline.methodologies,
      gates: outline.gates,
      terms: outline.definitions.terms,
      ...(whole === 'true' && { whole: playbook }),
    });
  });
}

function takeCommand(router: Router, { engagements, keys, changed }: RoutesDependencies, kind: CommandKind): void {
  const schema = commandSchema(kind);
  router.post(`/engagements/:id/${routeOf(kind)}`, async (request, response) => {
    const engagement = request.params['id'] ?? '';
    const commandId = keyOf(request) ?? randomUUID();
    const body = read(schema, request.body);
    const checked = readCommand(kind, { ...body, commandId, surface: 'api' });
    if (!checked.ok) throw refused(checked.rejection);
    await claim(keys, commandId, fingerprint(engagement, checked.command));
    response.setHeader('Idempotency-Key', commandId);
    const { print: _print, ...answer } = await engagements.command(engagement, checked.command);
    changed?.(engagement);
    response.json(answer);
  });
}

function onShelf(shelf: Shelf, id: string, version?: string): Shelved {
  const shelved = version === undefined ? shelf.latest(id) : shelf.find(id, version);
  if (shelved !== undefined) return shelved;
  const isKnown = version !== undefined && shelf.latest(id) !== undefined;
  throw new Problem(404, 'not-there', isKnown ? noSuchVersion(shelf, id, version) : notOnShelf(shelf, id));
}
