import { z } from 'zod';
import { gateCodes } from '../../src/playbook/codes.ts';
import { startFields } from './forms/start-form-fields.ts';

const id = z.string().min(1).max(120);
const text = z.string().min(1).max(4000);
const atGate = { engagement: id, gate: z.enum(gateCodes), attempt: z.number().int().min(1) };
const tasks = z.array(z.string().min(1).max(200)).min(1).max(300);

/** What buttons carry, as it comes back. */
export const gateValue = z.strictObject(atGate);
export const tasksValue = z.strictObject({ engagement: id, tasks });
export const metricValue = z.strictObject({ engagement: id, metric: id });
export const waitValue = z.strictObject({ engagement: id, wait: z.string().min(1).max(1000) });
export const decisionValue = z.strictObject({ ...atGate, decision: id, playbook: z.string().max(80) });
const items = z.array(id).min(1).max(60);
export const gateItemsValue = z.strictObject({ ...atGate, items });
export const termValue = z.strictObject({ engagement: id, term: id, playbook: z.string().max(80) });
export const signValue = z.strictObject({ ...waitValue.shape, playbook: z.string().max(80) });
export const offerValue = z.strictObject({ engagement: id, offer: z.enum(['upsell', 'downsell', 'retry']) });
export const pageValue = z.strictObject({ page: z.number().int().min(1).max(1000) });

const ask = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('approve'), ...atGate }),
  z.strictObject({ kind: z.literal('request-changes'), ...atGate, reason: text }),
  z.strictObject({ kind: z.literal('done'), engagement: id, tasks }),
  z.strictObject({ kind: z.literal('stuck'), engagement: id, tasks, reason: text }),
  z.strictObject({ kind: z.literal('reading'), engagement: id, metric: id, value: z.number() }),
  z.strictObject({ kind: z.literal('on-it'), ...waitValue.shape }),
  z.strictObject({ kind: z.literal('snooze'), ...waitValue.shape }),
  // Without a person: nobody any more.
  z.strictObject({
    kind: z.literal('delegate'),
    engagement: id,
    to: id.optional(),
    until: z.string().max(10).optional(),
  }),
  z.strictObject({
    kind: z.literal('decide'),
    ...atGate,
    decision: id,
    reason: text.optional(),
    days: z.number().int().optional(),
  }),
  z.strictObject({ kind: z.literal('confirm-items'), ...atGate, items, note: text.optional() }),
  z.strictObject({
    kind: z.literal('answer-term'),
    engagement: id,
    term: id,
    answer: z.enum(['yes', 'no']),
    value: text.optional(),
    note: text.optional(),
  }),
  z.strictObject({ kind: z.literal('sign'), ...waitValue.shape, note: text.optional() }),
  z.strictObject({
    kind: z.literal('answer-offer'),
    ...offerValue.shape,
    answer: z.enum(['yes', 'no', 'project-instead']),
    note: text.optional(),
  }),
  z.strictObject({
    kind: z.literal('hours'),
    // Without one: all of theirs.
    engagement: id.optional(),
    timeZone: z.string().max(80),
    quietHours: z.string().max(20),
  }),
  z.strictObject({ kind: z.literal('start'), ...startFields.shape }),
  z.strictObject({ kind: z.literal('page'), ...pageValue.shape }),
  z.strictObject({ kind: z.literal('slash'), text: z.string().max(4000) }),
]);

/** What somebody asks for in Slack. */
export type Ask = z.infer<typeof ask>;

/** Who asks. `home` is the workspace that they belong to, which in a shared channel may be another one. */
const sender = { user: z.string().min(1), team: z.string(), home: z.string() };

const click = z.strictObject({
  at: z.string(),
  ...sender,
  /** Where it is answered, for half an hour. */
  responseUrl: z.string().optional(),
  /** The message that was clicked, where everybody in its channel sees it: a private answer is none. */
  message: z.strictObject({ channel: z.string(), ts: z.string() }).optional(),
  ask,
});

export type Click = z.infer<typeof click>;
export type Sender = Pick<Click, 'user' | 'team' | 'home'>;

/** Reads a click as it was kept; undefined when it is none. */
export function readClick(kept: string): Click | undefined {
  const parsed = click.safeParse(jsonOf(kept));
  return parsed.success ? parsed.data : undefined;
}

/** Reads what a button or a modal carries; undefined when somebody made it up. */
export function readValue<T extends z.ZodType>(schema: T, value: unknown): z.infer<T> | undefined {
  const parsed = schema.safeParse(typeof value === 'string' ? jsonOf(value) : undefined);
  return parsed.success ? parsed.data : undefined;
}

/** What a modal keeps while it is open: what it is about, and where its answer goes. */
export const carrying = <T extends z.ZodType>(about: T) =>
  z.strictObject({ about, responseUrl: z.string().optional() });

function jsonOf(kept: string): unknown {
  try {
    return JSON.parse(kept);
  } catch {
    // What is no JSON is no click either: the schema says so.
    return undefined;
  }
}
