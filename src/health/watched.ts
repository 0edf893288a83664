import { dateOf, daysBetween } from '../calendar/calendar.ts';
import type { Context } from '../method/context.ts';
import { hasReached } from '../method/context.ts';
import type { Outline } from '../playbook/outline.ts';
import { ruleInWords } from './rule.ts';

export type Metric = Outline['metrics'][number];
type Line = Metric['redFlags'][number];

/** A rule that a metric is held against, and whom a breach is told. */
export interface Watched {
  readonly flag: string;
  readonly rule: Line['rule'];
  /** The rule and when it is watched, as people read it: "> 15 min (monthly)". */
  readonly inWords: () => string;
  readonly tell: readonly string[];
  /** Whether the stage that the engagement is in watches it. */
  readonly isWatched: boolean;
}

/** The lines of a metric and the triggers on it, each with the id of the flag that it raises. */
export function watchedRules(context: Context, metric: Metric): Watched[] {
  const stages = new Set<string>(stagesOf(context));
  const lines = metric.redFlags.map(({ rule, tell, stages: when }, index) => ({
    flag: `${metric.id}-${index + 1}`,
    rule,
    inWords: () => `${ruleInWords(rule, metric.unit)} (${when.join(', ')})`,
    tell,
    isWatched: when.some((stage) => stages.has(stage)),
  }));
  // What re-engages the team is told to whoever responds, and to the architect, who owns the relationship.
  const triggers = context.playbook.maintenance.triggers
    .filter((trigger) => trigger.metric === metric.id)
    .map(({ id, rule, responder }) => ({
      flag: `trigger-${id}`,
      rule,
      inWords: () => `${ruleInWords(rule, metric.unit)} (trigger)`,
      tell: [...new Set([responder, 'architect'])],
      isWatched: stages.has('trigger'),
    }));
  return [...lines, ...triggers];
}

/** Before hypercare QA is watched; in it, hypercare; after it, the maintenance lines and the triggers. */
function stagesOf(context: Context): Line['stages'][number][] {
  const { state, now } = context;
  if (!hasReached(context, '3c')) return ['qa'];
  if (!hasReached(context, '4a')) return ['hypercare'];
  const { fromDays, toDays } = context.playbook.maintenance.firstCycle;
  const live = state.goLiveOn === undefined ? -1 : daysBetween(state.goLiveOn, dateOf(now, state.calendar));
  return ['monthly', 'quarterly', 'trigger', ...(live >= fromDays && live <= toDays ? (['first-cycle'] as const) : [])];
}
