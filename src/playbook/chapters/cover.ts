import { z } from 'zod';
import { condition, flagId, id, lineId, percentRange, roleId, stepCode, text } from '../parts.ts';

/** What a playbook says about itself: its phases, its steps in words, who takes part, and what may differ. */

export const phase = z.strictObject({
  number: z.int().min(1).max(4).describe('1 to 4.'),
  name: text.describe('Strategy, Engineering, Enablement, Handoff.'),
  weight: z.enum(['Light', 'Medium', 'Heavy']).describe('How much of this project is in the phase.'),
  /** Share of the work. SOPs give more than one figure; they inform, nothing is computed from them. */
  percent: z
    .array(
      z.strictObject({ range: percentRange.describe('From, to.'), context: text.describe('Of what it is a share.') }),
    )
    .default([])
    .describe('Shares of the work, as the SOP gives them. Nothing is computed from them.'),
  caption: text.describe('A few words for an overview.'),
  focus: text.describe('What the work is about.'),
  goal: text.describe('What is to be reached.'),
  output: text.describe('What there is at the end.'),
  gateCriteria: text.describe('What must be so to leave the phase, in words. The gate itself decides.'),
  notes: z.array(text).default([]).describe('What else the SOP says about it.'),
});

export const stepText = z.strictObject({
  purpose: text.describe('What the step is for.'),
  input: text.optional().describe('What it begins with.'),
  output: text.optional().describe('What it ends with.'),
});

export const flag = z.strictObject({
  id: flagId,
  question: text.describe('What is asked when an engagement is started.'),
  default: z.boolean().describe('The answer where nobody gives one.'),
});

/** Who somebody is in the engagement. `needed`: a person must be named at the start (always, or under a condition). */
export const role = z.strictObject({
  id,
  name: text.describe('As people read it.'),
  side: z.enum(['customer', 'internal']).describe('The customer is written to by mail, the team in Slack.'),
  needed: z
    .union([z.boolean(), condition])
    .describe('Whether a person must be named at the start: always, never, or under a condition.'),
  part: text.describe('What they do in this project.'),
});

export const methodology = z.strictObject({
  id,
  name: text.describe('As people read it.'),
  when: text.describe('When it is the right one, in words.'),
  complexity: z.enum(['Low', 'Low-Medium', 'Medium', 'High']).describe('How hard it is to build.'),
});

/** How silence is answered: reminders after so many business days, then an escalation that repeats, a bounded number of times. */
export const chain = z.strictObject({
  remindAfter: z
    .array(z.int().min(1).max(90))
    .min(1)
    .max(10)
    .describe('Reminders, in business days since the wait began, rising.'),
  escalateAfter: z.int().min(1).max(120).describe('The escalation, in business days: later than the last reminder.'),
  escalateTo: roleId.describe('Who is told then: not the one who is waited for.'),
  repeatEvery: z.int().min(1).max(90).describe('The escalation is repeated every so many business days,'),
  repeatTimes: z.int().min(0).max(26).describe('so many times.'),
});

/** Work that a condition takes away, lightens or adds, beside the `when` of single lines. */
export const adaptation = z.strictObject({
  id,
  when: condition.optional().describe('Under what condition. Without one it is advice.'),
  effect: z.enum(['skip', 'compress', 'lighten', 'add', 'note']).describe('What it does to the work.'),
  text: text.describe('What changes, in words.'),
  skips: z.array(lineId).default([]).describe('The lines that fall away where the condition holds.'),
});

export const gotcha = z.strictObject({
  id,
  text: text.describe('What goes wrong, and how to prevent it.'),
  step: stepCode.describe('The step in whose messages it is said.'),
  tell: roleId.describe('Who can prevent it.'),
});

export const message = z
  .strictObject({
    subject: text.describe('The subject, with placeholders in braces.'),
    body: text.describe('The body, with placeholders in braces. {items} becomes a list.'),
  })
  .meta({ id: 'message' });
