import { z } from 'zod';

const id = z.string().min(1).max(120);

/** What the first page of the form asks: what the second one is made of. As strict as it must be to be kept; what is right is decided where engagements are started. */
export const startBasics = z.strictObject({
  customer: z.string().max(200),
  playbook: id,
  version: z.string().max(40),
  type: z.enum(['single', 'dedicated']),
  timeZone: z.string().max(80),
  country: z.string().max(2).optional(),
  kickoffAt: z.string().max(40),
  previous: id.optional(),
  slackChannel: z.string().max(40).optional(),
});

/** All of it: who of the team holds which role, by their Slack ids, and who of the customer, by name and address. */
export const startFields = z.strictObject({
  basics: startBasics,
  methodology: id.optional(),
  flags: z.record(id, z.boolean()),
  team: z.record(id, z.array(z.string().max(40)).max(10)),
  customers: z.record(id, z.array(z.strictObject({ name: z.string().max(400), email: z.string().max(320) })).max(20)),
});

export type StartBasics = z.infer<typeof startBasics>;
export type StartFields = z.infer<typeof startFields>;
