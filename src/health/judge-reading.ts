import { dateOf, daysBetween } from '../calendar/calendar.ts';
import type { EventBody } from '../engagement/events.ts';
import type { Context } from '../method/context.ts';
import { hasReached } from '../method/context.ts';
import type { Outline } from '../playbook/outline.ts';
import { fires, peakOf, runOf } from './history.ts';
import { ruleInWords } from './rule.ts';

type Metric = Outline['metrics'][number];
type Line = Metric['redFlags'][number];

interface NewReading {
  readonly metric: string;
  readonly value: number;
  readonly takenAt: string;
  readonly source: string;
}

/** A rule that a metric is held against, and whom a breach is told. */
interface Watched {
  readonly flag: string;
  readonly rule: Line['rule'];
  readonly tell: readonly string[];
  /** Whether the stage that the engagement is in watches it. */
  readonly isWatched: boolean;
}

/**
 * What a reading leads to: it is recorded, and held against the lines of the stage that the engagement is in, and after the handoff against the
 * triggers. A breach raises a red flag, once; a reading that keeps the line clears it, in whatever stage. A reading older than the last one is
 * kept in the journal and judged by nothing. EV-194, EV-275, EV-297 to EV-316.
 */
export function judgeReading(context: Context, reading: NewReading): EventBody[] {
  const metric = context.playbook.metrics.find(({ id }) => id === reading.metric);
  const last = context.state.readings[reading.metric];
  if (metric === undefined || (last !== undefined && last.takenAt > reading.takenAt))
    return [{ kind: 'readingRecorded', ...reading }];
  const { calendar } = context.state;
  const peak = peakOf(last, reading.value);
  const watched = watchedRules(context, metric);
  const runs = watched.map(
    ({ flag, rule }) => [flag, runOf(calendar, last, flag, rule, { ...reading, peak })] as const,
  );
  const running = runs.flatMap(([flag, run]) => (run === undefined ? [] : [[flag, run] as const]));
  const run = Object.fromEntries(running);
  return [
    { kind: 'readingRecorded', ...reading, peak, ...(running.length > 0 && { runs: run }) },
    ...watched.flatMap((line) => judged(context, metric, line, reading.value, fires(line.rule, run[line.flag]))),
  ];
}

function judged(
  { state }: Context,
  { id: metric, unit }: Metric,
  { flag, rule, tell, isWatched }: Watched,
  value: number,
  isBroken: boolean,
): EventBody[] {
  const isRaised = flag in state.redFlags;
  if (isBroken && isWatched && !isRaised)
    return [{ kind: 'redFlagRaised', flag, metric, rule: ruleInWords(rule, unit), value, tell }];
  return !isBroken && isRaised ? [{ kind: 'redFlagCleared', flag, value }] : [];
}

/** The lines of a metric and the triggers on it, each with the id of the flag that it raises. */
function watchedRules(context: Context, metric: Metric): Watched[] {
  const stages = new Set(stagesOf(context));
  const lines = metric.redFlags.map(({ rule, tell, stages: when }, index) => ({
    flag: `${metric.id}-${index + 1}`,
    rule,
    tell,
    isWatched: when.some((stage) => stages.has(stage)),
  }));
  // What re-engages the team is told to whoever responds, and to the architect, who owns the relationship.
  const triggers = context.playbook.maintenance.triggers
    .filter((trigger) => trigger.metric === metric.id)
    .map(({ id, rule, responder }) => ({
      flag: `trigger-${id}`,
      rule,
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
