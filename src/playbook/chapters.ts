import { z } from 'zod';
import {
  condition,
  dayRange,
  days,
  flagId,
  id,
  minutes,
  percentRange,
  rule,
  stepCode,
  task,
  taskGroup,
  text,
} from './parts.ts';

/** The chapters of a playbook, in the order in which a reader meets them. Field by field: section 3 of the common model of the SOPs. */

export const phase = z.strictObject({
  number: z.int().min(1).max(4),
  name: text,
  weight: z.enum(['Light', 'Medium', 'Heavy']),
  /** Share of the work. SOPs give more than one figure; they inform, nothing is computed from them. */
  percent: z.array(z.strictObject({ range: percentRange, context: text })).default([]),
  caption: text,
  focus: text,
  goal: text,
  output: text,
  gateCriteria: text,
  notes: z.array(text).default([]),
});

export const stepText = z.strictObject({ purpose: text, input: text.optional(), output: text.optional() });

export const flag = z.strictObject({ id: flagId, question: text, default: z.boolean() });

/** Who somebody is in the engagement. `needed`: a person must be named at the start (always, or under a condition). */
export const role = z.strictObject({
  id,
  name: text,
  side: z.enum(['customer', 'internal']),
  needed: z.union([z.boolean(), condition]),
  part: text,
});

/** How silence is answered: reminders after so many business days, then an escalation that repeats, a bounded number of times. */
export const chain = z.strictObject({
  remindAfter: z.array(z.int().min(1).max(90)).min(1).max(10),
  escalateAfter: z.int().min(1).max(120),
  escalateTo: id,
  repeatEvery: z.int().min(1).max(90),
  repeatTimes: z.int().min(0).max(26),
});

export const term = z.strictObject({
  id,
  name: text,
  definition: text,
  typical: text.optional(),
  /** The term is settled only with a value, such as which attribution model. */
  value: z.strictObject({ question: text, options: z.array(text).default([]) }).optional(),
});

/** One person out of some roles. A person counts for one group only. */
const approvalGroup = z.strictObject({ anyOf: z.array(id).min(1), when: condition.optional() });

export const definitions = z.strictObject({
  document: id,
  /** Who answers the terms. */
  signers: z.array(id).min(1),
  /** Who signs the document as a whole, once every term has its Yes. Without any, the answers are the signature. */
  signatures: z.array(approvalGroup).default([]),
  instruction: text,
  terms: z.array(term).min(1),
  glossary: z.array(z.strictObject({ id, name: text, definition: text })).default([]),
});

export const homework = z.strictObject({
  owner: id,
  chain: id,
  sends: z.array(z.strictObject({ id, name: text, purpose: text, format: text })).min(1),
  intakeFields: z.array(text).default([]),
  /** `blocks`: a hard blocker stops Track B, or Phase 2, until it is done. It never stops the kickoff. */
  items: z.array(task.extend({ blocks: z.enum(['track-b', 'phase-2']).optional() })).min(1),
  afterKickoff: z.array(task).default([]),
});

export const prep = z.strictObject({
  owner: id,
  chain: id,
  days: dayRange,
  tasks: z.array(task).min(1),
  /** What the prep finds. ASSUMED until somebody confirms it. */
  facts: z.array(z.strictObject({ id, text, from: id })).default([]),
});

const slot = z.strictObject({ from: z.int().min(0), to: z.int().min(1).optional(), topic: text, detail: text });
const attendee = z.strictObject({ role: id, when: condition.optional() });

export const meeting = z.strictObject({
  id,
  step: stepCode,
  name: text,
  focus: text,
  minutes: minutes.optional(),
  agenda: z.array(slot).default([]),
  topics: z.array(text).default([]),
  attendees: z.array(attendee).min(1),
  brings: z.array(text).default([]),
  leavesWith: z.array(text).default([]),
  after: z.array(id).default([]),
  timing: text.optional(),
  when: condition.optional(),
  optional: z.boolean().optional(),
  /** A session that must be recorded, for people who come later. */
  recorded: z.boolean().optional(),
  output: text.optional(),
});

export const alignment = z.strictObject({
  chain: id,
  /** Every fact must be CONFIRMED before 1c is left. */
  allConfirmed: z.boolean().default(false),
  before: z.array(text).default([]),
  during: z.array(text).default([]),
  after: z.array(text).default([]),
  timeline: z.array(z.strictObject({ milestone: text, timing: text })).default([]),
});

export const document = z.strictObject({
  id,
  name: text,
  kind: z.enum(['working', 'deliverable', 'training', 'handoff']),
  purpose: text,
  completeWhen: text.optional(),
  createdFrom: text.optional(),
  usedIn: z.array(z.union([stepCode, z.enum(['1', '2', '3', '4'])])).min(1),
  approvers: z.array(attendee).default([]),
  when: condition.optional(),
});

/** What must be so, as the engagement itself knows it, before a person may call a gate item true. */
export const evidence = z.union([
  z.strictObject({ terms: z.literal('approved') }),
  z.strictObject({ definitions: z.literal('signed') }),
  z.strictObject({ methodology: z.literal('chosen') }),
  z.strictObject({ actions: z.literal('done') }),
  z.strictObject({ targets: z.literal('agreed') }),
  z.strictObject({ facts: z.literal('confirmed') }),
  z.strictObject({ tests: z.enum(['team', 'customer']) }),
  z.strictObject({ meetings: stepCode }),
  z.strictObject({ tasks: stepCode }),
  z.strictObject({ documents: z.array(id).min(1) }),
  z.strictObject({ cycle: z.literal('succeeded') }),
  z.strictObject({ hypercare: z.literal('ended') }),
  z.strictObject({ issues: z.literal('none-critical') }),
  z.strictObject({ metric: id, rule }),
]);

export const gateItem = z.strictObject({
  id,
  text,
  when: condition.optional(),
  evidence: z.union([evidence, z.array(evidence).min(2)]).optional(),
  /** The item may also be met by an agreement with the customer, given as a note. */
  unlessAgreed: text.optional(),
});

const choice = { id, label: text, text };

/**
 * Where a gate goes on to, or back to; or that it waits until the engagement is resumed. A pause keeps all that was confirmed and approved. A hold ends
 * the attempt: the project that it `scopes` is done first, and then the gate is evaluated again, afresh.
 */
export const decision = z.discriminatedUnion('effect', [
  z.strictObject({ ...choice, effect: z.enum(['advance', 'loop', 'extend']), to: stepCode }),
  z.strictObject({ ...choice, effect: z.literal('pause'), resumesWhen: text.optional() }),
  z.strictObject({ ...choice, effect: z.literal('hold'), resumesWhen: text.optional(), scopes: text }),
]);

export const gate = z.strictObject({
  purpose: text,
  chain: id,
  items: z.array(gateItem).min(1),
  approvals: z.array(approvalGroup).min(1),
  decisions: z.array(decision).min(1),
});

export const gates = z.strictObject({ '1d': gate, '2b': gate, '2d': gate, '3d': gate });

export const component = z.strictObject({
  id,
  name: text,
  owner: id,
  after: z.array(id).default([]),
  tasks: z.array(task).min(1),
  /** Days that must have passed since the component before it was done, such as two weeks of recordings. */
  waitDays: days.optional(),
});

export const tests = z.strictObject({
  owner: id,
  customerOwner: id,
  team: z.array(task).min(1),
  customer: z.array(task).min(1),
  vehicle: text,
});

const scopeLine = z.strictObject({ id, text });

export const hypercare = z.strictObject({
  days: z.int().min(1).max(90),
  chain: id,
  cycle: z.strictObject({ id, name: text, minimum: z.int().min(1), text }),
  officeHours: z.strictObject({
    minutes: z.int().min(5),
    everyDays: z.int().min(1),
    /** How many there are; for as long as hypercare lasts, when absent. */
    times: z.int().min(1).optional(),
    audience: z.array(id).min(1),
    text,
  }),
  extension: z.strictObject({ kind: z.enum(['fix-and-cycle', 'days-given']), cycles: z.int().min(0).default(0), text }),
  /** Metrics that matter now. `asks`: who is asked for their readings, every so many days; without it they come as they come. */
  watches: z.array(id).default([]),
  asks: z.strictObject({ of: id, everyDays: z.int().min(1).max(31) }).optional(),
  /** What support covers, and what is a change request instead of an issue. */
  scope: z.strictObject({ in: z.array(scopeLine).min(1), out: z.array(scopeLine).min(1) }).optional(),
  /** Issues reported now are to be resolved on the same day; those that are not are chased on this chain. */
  sameDay: z.strictObject({ chain: id, text }).optional(),
});

/** Measurable targets that the customer agrees on, so many of them, each against what is so today. */
export const successCriteria = z
  .strictObject({ minimum: z.int().min(1), maximum: z.int().min(1), text, metrics: z.array(id).min(1) })
  .refine(({ minimum, maximum }) => minimum <= maximum, 'minimum no larger than maximum');

export const stage = z.enum(['qa', 'hypercare', 'monthly', 'quarterly', 'first-cycle', 'trigger']);

export const metric = z.strictObject({
  id,
  name: text,
  unit: z.enum(['minutes', 'days', 'percent', 'points', 'count', 'per-week']),
  ask: text,
  target: rule.optional(),
  /** What a breach raises, by the stage in which the metric is watched. `tell` hears of it at once. */
  redFlags: z
    .array(
      z.strictObject({
        stages: z.array(stage).min(1),
        rule,
        text,
        tell: z.array(id).min(1),
        response: text.optional(),
      }),
    )
    .default([]),
});

export const maintenanceRound = z.strictObject({
  id: z.enum(['monthly', 'quarterly', 'half-yearly']),
  everyMonths: z.int().min(1).max(12),
  tasks: z
    .array(task.extend({ redFlag: text.optional(), action: text.optional(), metrics: z.array(id).default([]) }))
    .min(1),
});

export const maintenance = z.strictObject({
  chain: id,
  owner: z.strictObject({ single: id, dedicated: id }),
  rounds: z.array(maintenanceRound).min(1),
  firstCycle: z.strictObject({
    fromDays: days,
    toDays: days,
    owner: id,
    tasks: z.array(task).min(1),
    /** What is answered at the end of the look back, and what kind of issue it is if the answer is no. */
    question: z.strictObject({ text, ifNot: z.array(z.strictObject({ id, text })).default([]) }).optional(),
  }),
  followUps: z.array(z.strictObject({ id, afterDays: days, owner: id, text })).default([]),
  triggers: z
    .array(z.strictObject({ id, name: text, metric: id, rule, threshold: text, response: text, responder: id }))
    .default([]),
});

export const escalation = z.strictObject({
  routes: z.array(z.strictObject({ id, issue: text, to: id, example: text.optional() })).min(1),
  boundaries: z.array(z.strictObject({ role: id, handles: z.array(text).min(1) })).default([]),
});

export const retention = z.strictObject({
  chain: id,
  single: z.strictObject({
    askWhom: id,
    upsell: z.strictObject({ name: text, text }),
    downsell: z.strictObject({ name: text, text, examples: z.array(text).default([]) }),
    retry: z.strictObject({ at: z.literal('next-engagement-end'), text }),
  }),
  dedicated: z.strictObject({
    everyMonths: z.int().min(1).max(24),
    repeats: z.enum(['while-retained', 'once']),
    prepDaysBefore: z.int().min(1).max(60),
    audience: z.array(id).min(1),
    prep: z.array(task).min(1),
    agenda: z.array(text).min(1),
    minor: z.array(text).min(1),
    major: z.array(text).min(1),
  }),
});

/** Work that a condition takes away, lightens or adds, beside the `when` of single lines. */
export const adaptation = z.strictObject({
  id,
  when: condition.optional(),
  effect: z.enum(['skip', 'compress', 'lighten', 'add', 'note']),
  text,
  skips: z.array(id).default([]),
});

export const gotcha = z.strictObject({ id, text, step: stepCode, tell: id });

export const message = z.strictObject({ subject: text, body: text });

export const stepTasks = z.partialRecord(stepCode, z.array(taskGroup));
