import { z } from 'zod';
import { chainId, condition, documentId, id, metricId, rule, stepCode, text } from '../parts.ts';
import { approvalGroup } from './strategy.ts';

/** The four steps that are left only by sign-off. */

/** What must be so, as the engagement itself knows it, before a person may call a gate item true. */
const evidence = z
  .union([
    z.strictObject({ terms: z.literal('approved').describe('Every term has its Yes, and its value.') }),
    z.strictObject({ definitions: z.literal('signed').describe('Everybody who signs the definitions has.') }),
    z.strictObject({ methodology: z.literal('chosen').describe('A methodology has been chosen.') }),
    z.strictObject({ actions: z.literal('done').describe('No action that a meeting handed out is open.') }),
    z.strictObject({ targets: z.literal('agreed').describe('Enough success criteria are agreed.') }),
    z.strictObject({ facts: z.literal('confirmed').describe('Every fact is CONFIRMED.') }),
    z.strictObject({ tests: z.enum(['team', 'customer']).describe('These tests have passed in this attempt.') }),
    z.strictObject({ meetings: stepCode.describe('All meetings of the step were held.') }),
    z.strictObject({ tasks: stepCode.describe('All tasks of the step are done.') }),
    z.strictObject({ documents: z.array(documentId).min(1).describe('These documents are at vFinal.') }),
    z.strictObject({ cycle: z.literal('succeeded').describe('A live cycle has succeeded since go-live.') }),
    z.strictObject({ hypercare: z.literal('ended').describe('Hypercare has ended.') }),
    z.strictObject({ issues: z.literal('none-critical').describe('No critical issue is open.') }),
    z.strictObject({ metric: metricId, rule: rule.describe('The last reading of the metric meets this.') }),
  ])
  .meta({ id: 'evidence' });

const gateItem = z.strictObject({
  id,
  text: text.describe('What must be true.'),
  when: condition.optional().describe('When the item applies; always, when it is left out.'),
  evidence: z
    .union([evidence, z.array(evidence).min(2)])
    .optional()
    .describe('What the engagement itself must know before a person may call the item true: one thing, or several.'),
  /** The item may also be met by an agreement with the customer, given as a note. */
  unlessAgreed: text.optional().describe('The item may be met by an agreement instead, given as a note. What it says.'),
});

const choice = {
  id,
  label: text.describe('What the button says.'),
  text: text.describe('When it is chosen, and what it means.'),
};

/**
 * Where a gate goes on to, or back to; or that it waits until the engagement is resumed. A pause keeps all that was confirmed and approved. A hold ends
 * the attempt: the project that it `scopes` is done first, and then the gate is evaluated again, afresh.
 */
const resumesWhen = text.optional().describe('When the engagement goes on, in words.');
const decision = z.discriminatedUnion('effect', [
  z.strictObject({
    ...choice,
    effect: z
      .enum(['advance', 'loop', 'extend'])
      .describe('advance: to the next step. loop: back. extend: more hypercare, from 3d only.'),
    to: stepCode.describe('The step that is entered.'),
  }),
  z.strictObject({
    ...choice,
    effect: z.literal('pause').describe('The engagement waits; approvals stay.'),
    resumesWhen,
  }),
  z.strictObject({
    ...choice,
    effect: z.literal('hold').describe('Another project comes first; then the gate begins afresh.'),
    resumesWhen,
    scopes: text.describe('The project that comes first.'),
  }),
]);

const gate = z
  .strictObject({
    purpose: text.describe('What the sign-off is for.'),
    chain: chainId.describe('How an approver who is silent is reminded.'),
    items: z.array(gateItem).min(1).describe('What must be true.'),
    approvals: z.array(approvalGroup).min(1).describe('Who approves: one person a group, each person once.'),
    decisions: z.array(decision).min(1).describe('What may be decided; one of them advances.'),
  })
  .meta({ id: 'gate' });

export const gates = z.strictObject({
  '1d': gate.describe('Strategic sign-off.'),
  '2b': gate.describe('Engineering handoff, internal.'),
  '2d': gate.describe('QA sign-off.'),
  '3d': gate.describe('Enablement sign-off.'),
});
