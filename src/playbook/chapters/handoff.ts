import { z } from 'zod';
import { chainId, days, id, metricId, roleId, rule, task, text } from '../parts.ts';

/** Phase 4 and what comes after it: maintenance, whom to call, and how the relationship goes on. */

const maintenanceRound = z.strictObject({
  id: z.enum(['monthly', 'quarterly', 'half-yearly']).describe('Which round.'),
  everyMonths: z.int().min(1).max(12).describe('Every so many months since the handoff.'),
  tasks: z
    .array(
      task.extend({
        redFlag: text.optional().describe('What is alarming.'),
        action: text.optional().describe('What is done then.'),
        metrics: z.array(metricId).default([]).describe('The metrics that are read in it.'),
      }),
    )
    .min(1)
    .describe('What is looked at.'),
});

const firstCycle = z.strictObject({
  fromDays: days.describe('Asked so many days after go-live,'),
  toDays: days.describe('and watched until so many days after it.'),
  owner: roleId.describe('Who looks back.'),
  tasks: z.array(task).min(1).describe('What is checked.'),
  /** What is answered at the end of the look back, and what kind of issue it is if the answer is no. */
  question: z
    .strictObject({
      text: text.describe('The key question.'),
      ifNot: z
        .array(z.strictObject({ id, text: text.describe('What kind of issue it is.') }))
        .default([])
        .describe('What it may be, when the answer is no.'),
    })
    .optional()
    .describe('What is answered at the end.'),
});

const trigger = z.strictObject({
  id,
  name: text.describe('As people read it.'),
  metric: metricId,
  rule: rule.describe('What re-engages the team.'),
  threshold: text.describe('The same in words.'),
  response: text.describe('What is done.'),
  responder: roleId.describe('Who does it. The architect hears of it too.'),
});

export const maintenance = z.strictObject({
  chain: chainId.describe('How silence is answered.'),
  owner: z
    .strictObject({
      single: roleId.describe('Of a single project: somebody of the customer.'),
      dedicated: roleId.describe('Of a dedicated engagement: somebody of the team.'),
    })
    .describe('Who owns maintenance.'),
  rounds: z.array(maintenanceRound).min(1).describe('Recurring rounds, counted from the handoff.'),
  firstCycle: firstCycle.describe('The look back after the first business cycle.'),
  followUps: z
    .array(
      z.strictObject({
        id,
        afterDays: days.describe('So many days after go-live.'),
        owner: roleId.describe('Who is asked.'),
        text: text.describe('For what.'),
      }),
    )
    .default([])
    .describe('Looks back on days of their own.'),
  triggers: z.array(trigger).default([]).describe('What brings the team back in.'),
});

export const escalation = z.strictObject({
  routes: z
    .array(
      z.strictObject({
        id,
        issue: text.describe('What kind of issue.'),
        to: roleId.describe('Who handles it.'),
        example: text.optional().describe('As the customer would say it.'),
      }),
    )
    .min(1)
    .describe('Which issue goes to whom.'),
  boundaries: z
    .array(
      z.strictObject({
        role: roleId.describe('Who.'),
        handles: z.array(text).min(1).describe('What they handle alone.'),
      }),
    )
    .default([])
    .describe('Who handles what alone.'),
});

const single = z.strictObject({
  askWhom: roleId.describe('Who is asked.'),
  upsell: z
    .strictObject({ name: text.describe('What it is called.'), text: text.describe('What it is.') })
    .describe('The offer.'),
  downsell: z
    .strictObject({
      name: text.describe('What it is called.'),
      text: text.describe('What it is.'),
      examples: z.array(text).default([]).describe('Such as these.'),
    })
    .describe('The smaller offer, after a no.'),
  retry: z
    .strictObject({
      at: z.literal('next-engagement-end').describe('When the next project ends.'),
      text: text.describe('What is offered once more.'),
    })
    .describe('The offer once more, after a yes to the smaller one.'),
});

const dedicated = z.strictObject({
  everyMonths: z.int().min(1).max(24).describe('A check-in every so many months after go-live.'),
  repeats: z.enum(['while-retained', 'once']).describe('Again and again, or once.'),
  prepDaysBefore: z.int().min(1).max(60).describe('Its prep opens so many days before it.'),
  audience: z.array(roleId).min(1).describe('Who takes part.'),
  prep: z.array(task).min(1).describe('What is prepared.'),
  agenda: z.array(text).min(1).describe('What is gone through.'),
  minor: z.array(text).min(1).describe('What is adjusted at once.'),
  major: z.array(text).min(1).describe('What becomes a project of its own.'),
});

export const retention = z.strictObject({
  chain: chainId.describe('How silence about an offer is answered.'),
  single: single.describe('What a single project is offered at its end.'),
  dedicated: dedicated.describe('How a dedicated engagement is checked on.'),
});
