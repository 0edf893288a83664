import { z } from 'zod';
import { chainId, componentId, days, id, metricId, roleId, rule, stepCode, task, taskGroup, text } from '../parts.ts';

/** Phases 2 and 3: what is built, how it is tested, how it is supported when it is new, and what is measured. */

export const stepTasks = z
  .partialRecord(stepCode, z.array(taskGroup))
  .describe('What there is to do, by step, in groups: 2a, 2c, 3a, 3b, 3c, 4a, 4b, 4c, 4d.');

export const component = z.strictObject({
  id,
  name: text.describe('As people read it.'),
  owner: roleId.describe('Who builds it.'),
  after: z.array(componentId).default([]).describe('Components that are built first.'),
  tasks: z.array(task).min(1).describe('What there is to do. `after` names lines of the same component.'),
  /** Days that must have passed since the component before it was done, such as two weeks of recordings. */
  waitDays: days.optional().describe('Days that must have passed since the components before it were done.'),
});

export const tests = z.strictObject({
  owner: roleId.describe('Who of the team tests.'),
  customerOwner: roleId.describe('Who of the customer tests, once the team is through.'),
  team: z.array(task).min(1).describe('The technical tests.'),
  customer: z.array(task).min(1).describe("The customer's tests."),
  vehicle: text.describe('With what it is tested: a pilot event, a parallel report …'),
});

const scopeLine = z.strictObject({ id, text: text.describe('What it is.') });

export const hypercare = z.strictObject({
  days: z.int().min(1).max(90).describe('How many days it lasts at least, from go-live.'),
  chain: chainId.describe('How silence is answered.'),
  cycle: z
    .strictObject({
      id,
      name: text.describe('What a live cycle is called here.'),
      minimum: z.int().min(1).describe('How many must be completed.'),
      text: text.describe('What counts as one.'),
    })
    .describe('What must have happened for real before hypercare can end.'),
  officeHours: z
    .strictObject({
      minutes: z.int().min(5).describe('How long.'),
      everyDays: z.int().min(1).describe('Every so many days.'),
      /** How many there are; for as long as hypercare lasts, when absent. */
      times: z.int().min(1).optional().describe('How many; as long as hypercare lasts, when it is left out.'),
      audience: z.array(roleId).min(1).describe('Who is invited.'),
      text: text.describe('What they are for.'),
    })
    .describe('A recurring slot for questions.'),
  extension: z
    .strictObject({
      kind: z
        .enum(['fix-and-cycle', 'days-given'])
        .describe('By a fix and so many cycles, or by days that are given then.'),
      cycles: z.int().min(0).default(0).describe('How many more cycles an extension asks for.'),
      text: text.describe('When it is extended.'),
    })
    .describe('How hypercare is extended.'),
  /** Metrics that matter now. `asks`: who is asked for their readings, every so many days; without it they come as they come. */
  watches: z.array(metricId).default([]).describe('The metrics that matter now.'),
  asks: z
    .strictObject({
      of: roleId.describe('Who is asked for readings.'),
      everyDays: z.int().min(1).max(31).describe('Every so many days.'),
    })
    .optional()
    .describe('Who is asked for readings of what is watched; without it they come as they come.'),
  /** What support covers, and what is a change request instead of an issue. */
  scope: z
    .strictObject({
      in: z.array(scopeLine).min(1).describe('What support covers.'),
      out: z.array(scopeLine).min(1).describe('What is a change request.'),
    })
    .optional()
    .describe('What support covers, and what is a change request instead of an issue.'),
  /** Issues reported now are to be resolved on the same day; those that are not are chased on this chain. */
  sameDay: z
    .strictObject({
      chain: chainId,
      text: text.describe('What is promised.'),
      scopes: z.array(id).min(1).optional().describe('Promised for these lines of the scope only.'),
    })
    .optional()
    .describe('Issues are to be resolved on the day on which they are reported, and chased on this chain.'),
});

/** Measurable targets that the customer agrees on, so many of them, each against what is so today. */
export const successCriteria = z
  .strictObject({
    minimum: z.int().min(1).describe('At least so many are agreed.'),
    maximum: z.int().min(1).describe('At most so many.'),
    text: text.describe('What is asked of the customer.'),
    metrics: z.array(metricId).min(1).describe('The metrics to choose from.'),
  })
  .refine(({ minimum, maximum }) => minimum <= maximum, 'minimum no larger than maximum');

const stage = z.enum(['qa', 'hypercare', 'monthly', 'quarterly', 'first-cycle', 'trigger']);

export const metric = z.strictObject({
  id,
  name: text.describe('As people read it.'),
  unit: z.enum(['minutes', 'days', 'percent', 'points', 'count', 'per-week']).describe('In what it is measured.'),
  ask: text.describe('The question that a reading answers.'),
  target: rule.optional().describe('What is good.'),
  /** What a breach raises, by the stage in which the metric is watched. `tell` hears of it at once. */
  redFlags: z
    .array(
      z.strictObject({
        stages: z.array(stage).min(1).describe('When the line is watched.'),
        rule: rule.describe('What raises the flag.'),
        text: text.describe('What it means.'),
        tell: z.array(roleId).min(1).describe('Who hears of it at once.'),
        response: text.optional().describe('What is done about it.'),
      }),
    )
    .default([])
    .describe('What a reading raises, by the stage in which the metric is watched.'),
});
