import type { EventBody } from '../engagement/events.ts';
import type { Context } from '../method/context.ts';
import { breaking } from './broken.ts';
import { withReading } from './series.ts';
import type { Point } from './series.ts';
import { watchedRules } from './watched.ts';
import type { Metric, Watched } from './watched.ts';

interface NewReading {
  readonly metric: string;
  readonly value: number;
  readonly takenAt: string;
  readonly source: string;
}

/**
 * What a reading leads to: it is recorded, and everything known of its metric is held against the lines of the stage that the engagement is in, and after the
 * handoff against the triggers. A breach raises a red flag, once for as long as it lasts, with the readings that broke the line; when the line is kept again,
 * it is cleared, in whatever stage. EV-194, EV-275, EV-297 to EV-316.
 */
export function judgeReading(context: Context, reading: NewReading): EventBody[] {
  const metric = context.playbook.metrics.find(({ id }) => id === reading.metric);
  const recorded: EventBody = { kind: 'readingRecorded', ...reading };
  if (metric === undefined) return [recorded];
  const { calendar, readings } = context.state;
  const series = withReading(readings[metric.id], { at: reading.takenAt, value: reading.value }, reading.source);
  return [
    recorded,
    ...watchedRules(context, metric).flatMap((line) =>
      judged(context, metric, line, breaking(line.rule, series, calendar)),
    ),
  ];
}

/** So many of the readings that broke a line are told with it. */
const mostEvidence = 8;

function judged(
  { state }: Context,
  { id: metric }: Metric,
  { flag, inWords, tell, isWatched }: Watched,
  broken: readonly Point[],
): EventBody[] {
  const isRaised = flag in state.redFlags;
  const last = broken.at(-1);
  if (last !== undefined && isWatched && !isRaised) {
    const evidence = broken.slice(-mostEvidence);
    return [{ kind: 'redFlagRaised', flag, metric, rule: inWords(), value: last.value, tell, evidence }];
  }
  return last === undefined && isRaised ? [{ kind: 'redFlagCleared', flag }] : [];
}
