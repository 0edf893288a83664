import { describe, expect, it } from 'vitest';
import { meets } from '../../src/health/rule.ts';
import type { Playbook } from '../../src/playbook/schema.ts';
import { shelved } from '../support/play.ts';

const books = {
  events: shelved('event-operations-platform'),
  marketing: shelved('marketing-reporting-pack'),
  revenue: shelved('revenue-intelligence'),
} as const;

type Rule = Playbook['maintenance']['triggers'][number]['rule'];

/** The rule of a metric at a stage: a line, a trigger, or its target. */
function ruleOf({ metrics, maintenance }: Playbook, id: string, stage: string): Rule {
  const metric = metrics.find((known) => known.id === id);
  const rule =
    stage === 'target'
      ? metric?.target
      : stage === 'trigger'
        ? maintenance.triggers.find((trigger) => trigger.metric === id)?.rule
        : metric?.redFlags.find(({ stages }) => stages.some((known) => known === stage))?.rule;
  if (rule === undefined) throw new Error(`${id} has no rule at ${stage}`);
  return rule;
}

const aSecond = 1 / 60;

// Each threshold of the SOPs, at the value that just keeps it and at the one that just breaks it.
describe.each<readonly [keyof typeof books, string, string, kept: number, broken: number, as: string]>([
  ['events', 'registration-to-crm-minutes', 'hypercare', 15, 15 + aSecond, '> 15 min does not fire at 15:00 (EV-298)'],
  ['events', 'registration-to-crm-minutes', 'monthly', 15, 15 + aSecond, '> 15 min does not fire at 15:00 (EV-298)'],
  ['events', 'registration-to-crm-minutes', 'qa', 5 - aSecond, 5, 'under 5 minutes fails at 5:00 (EV-241, A35)'],
  ['events', 'attendance-to-crm-minutes', 'qa', 15, 15 + aSecond, 'within 15 minutes (EV-242)'],
  ['events', 'sync-failures', 'monthly', 0, 1, 'any in the past 30 days (EV-299)'],
  ['events', 'sync-failure-rate', 'trigger', 5, 5.01, '> 5 % in a month (EV-313)'],
  ['events', 'count-discrepancy', 'monthly', 5, 5.01, '> 5 % does not fire at 5.0 % (EV-301)'],
  ['events', 'email-delivery-rate', 'monthly', 95, 94.99, '< 95 % does not fire at 95.0 % (EV-303)'],
  ['events', 'email-bounce-rate', 'monthly', 3, 3.01, '> 3 %'],
  ['events', 'form-abandonment-rate', 'quarterly', 40, 40.01, '> 40 %'],
  ['events', 'form-abandonment-rate', 'trigger', 50, 50.01, '> 50 %'],
  ['events', 'duplicate-rate', 'trigger', 10, 10.01, '> 10 %'],
  ['events', 'unattributed-pipeline', 'trigger', 20, 20.01, '> 20 %'],
  ['marketing', 'dashboard-variance', 'monthly', 5, 5.01, '> 5 % (MK-277)'],
  ['marketing', 'dashboard-variance', 'trigger', 10, 10.01, '> 10 % for 2 months (MK-292)'],
  ['marketing', 'failed-refreshes', 'monthly', 0, 1, 'any in the past 7 days (MK-279)'],
  ['marketing', 'target-user-share', 'monthly', 50, 49.99, '< 50 % of target users (MK-281)'],
  ['marketing', 'unannounced-changes', 'monthly', 0, 1, 'any unannounced change (MK-283)'],
  ['marketing', 'stakeholder-share', 'trigger', 30, 29.99, '< 30 % of stakeholders (MK-293)'],
  ['revenue', 'recording-coverage', 'hypercare', 80, 79.99, 'below 80 % does not fire at 80.0 % (RV-274)'],
  ['revenue', 'recording-coverage', 'monthly', 90, 89.99, 'below 90 % (RV-300)'],
  ['revenue', 'recording-coverage', 'trigger', 85, 84.99, 'below 85 % for 2 weeks (RV-320)'],
  ['revenue', 'manager-dashboard-access', 'hypercare', 1, 0.99, 'less than 1 a week (RV-275)'],
  ['revenue', 'manager-dashboard-access', 'monthly', 2, 1.99, 'less than 2 a week (RV-304)'],
  ['revenue', 'forecast-compliance', 'hypercare', 70, 69.99, 'below 70 % (RV-276)'],
  ['revenue', 'forecast-compliance', 'monthly', 85, 84.99, 'below 85 % (RV-306)'],
  ['revenue', 'rep-self-review', 'hypercare', 0.01, 0, 'zero usage (RV-277)'],
  ['revenue', 'low-risk-slipped', 'monthly', 30, 30.01, 'more than 30 % slipped (RV-302)'],
  ['revenue', 'sustained-sync-failures', 'monthly', 0, 1, 'any sustained failure (RV-308)'],
  ['revenue', 'managers-active-weekly', 'trigger', 50, 49.99, 'fewer than 50 % of managers (RV-321)'],
])('%s: the line of %s at %s', (book, metric, stage, kept, broken, as) => {
  it(`is as strict as the SOP has it: ${as}`, () => {
    const rule = ruleOf(books[book], metric, stage);
    expect([meets(rule, kept), meets(rule, broken)]).toEqual([false, true]);
  });
});

describe.each<readonly [keyof typeof books, string, missed: number, reached: number, as: string]>([
  ['events', 'registration-to-crm-minutes', 5, 5 - aSecond, 'under 5 minutes (EV-193)'],
  ['events', 'attendance-to-crm-minutes', 15 + aSecond, 15, 'within 15 minutes'],
  ['revenue', 'recording-coverage', 94.99, 95, '95 % or more passes at 95.0 % (RV-274)'],
  ['revenue', 'manager-dashboard-access', 2.99, 3, '3 a week or more'],
  ['revenue', 'forecast-compliance', 89.99, 90, '90 % or more'],
  ['revenue', 'rep-self-review', 0.99, 1, '1 a week or more'],
])('%s: the target of %s', (book, metric, missed, reached, as) => {
  it(`is reached exactly where the SOP has it: ${as}`, () => {
    const rule = ruleOf(books[book], metric, 'target');
    expect([meets(rule, missed), meets(rule, reached)]).toEqual([false, true]);
  });
});

it('a fall of ten points from the peak is no drop of more than ten (RV-319)', () => {
  const rule = ruleOf(books.revenue, 'forecast-accuracy', 'trigger');
  expect([meets(rule, 75, 85), meets(rule, 74.9, 85)]).toEqual([false, true]);
});
