import { daysBetween, dateOf } from '../calendar/calendar.ts';
import type { EventBody } from '../engagement/events.ts';
import type { Context } from '../method/context.ts';
import { hasReached } from '../method/context.ts';
import type { Outline } from '../playbook/outline.ts';
import { meets, ruleInWords } from './rule.ts';

type Metric = Outline['metrics'][number];
type Line = Metric['redFlags'][number];

interface NewReading {
  readonly metric: string;
  readonly value: number;
  readonly takenAt: string;
  readonly source: string;
}

/**
 * What a reading leads to: it is recorded, and held against the lines of the stage that the engagement is in. A breach raises a red flag, once;
 * a reading that keeps the line clears it. A reading older than the last one is kept in the journal and judged by nothing.
 */
export function judgeReading(context: Context, reading: NewReading): EventBody[] {
  const recorded: EventBody = { kind: 'readingRecorded', ...reading };
  const metric = context.playbook.metrics.find(({ id }) => id === reading.metric);
  const last = context.state.readings[reading.metric];
  if (metric === undefined || (last !== undefined && last.takenAt > reading.takenAt)) return [recorded];
  return [
    recorded,
    ...linesOf(context, metric).flatMap(([id, line]) => judged(context, metric, id, line, reading.value)),
  ];
}

function judged(
  { state }: Context,
  { id: metric, unit }: Metric,
  flag: string,
  { rule, tell }: Line,
  value: number,
): EventBody[] {
  const isRaised = flag in state.redFlags;
  if (meets(rule, value))
    return isRaised ? [] : [{ kind: 'redFlagRaised', flag, metric, rule: ruleInWords(rule, unit), value, tell }];
  return isRaised ? [{ kind: 'redFlagCleared', flag, value }] : [];
}

/** The lines of a metric that are watched now, each with the id of the flag that it raises. */
function linesOf(context: Context, metric: Metric): [flag: string, line: Line][] {
  const stages = new Set(stagesOf(context));
  return metric.redFlags.flatMap((line, index): [string, Line][] =>
    line.stages.some((stage) => stages.has(stage)) ? [[`${metric.id}-${index + 1}`, line]] : [],
  );
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
