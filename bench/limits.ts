/** What a figure must keep to, and what we aim for. */
export interface Limit {
  readonly atLeast?: number;
  readonly atMost?: number;
  readonly aim?: number;
}

/** Past these, something has become slow that must not be. */
export const limits: Readonly<Record<string, Limit>> = {
  decisionThroughputRatio: { atLeast: 0.85, aim: 0.95 },
  decisionLatencyP50OverheadMs: { atMost: 4 },
  decisionLatencyP95Ratio: { atMost: 1.5 },
  cpuPerDecisionRatio: { atMost: 1.3 },
  burstLatencyP95Ratio: { atMost: 0.6 },
  eventsRatio: { atMost: 1.5, aim: 1.2 },
  bytesPerEngagementKiB: { atMost: 400 },
  workerReadySeconds: { atMost: 1.5 },
  memoryPerWaitingEngagementKiB: { atMost: 400 },
  replayEventsPerSecond: { atLeast: 1500 },
  planMicroseconds: { atMost: 500 },
  simulatedYearMs: { atMost: 30 },
  listP95Ms2k: { atMost: 60 },
  listP95Ms10k: { atMost: 60 },
  bundleKiB: { atMost: 2500 },
  livedYearMs: { atMost: 1000 },
  lifeSeconds: { atMost: 60 },
  eventsPerEngagement: { atMost: 2499 },
  yearOfReadingsMs: { atMost: 20 },
  fiveYearsStateKiB: { atMost: 195 },
  probeRoundRatio: { atMost: 1.5 },
  firstTaskMs: { atMost: 500 },
  slowestTaskMs: { atMost: 50 },
  slackAckMedianMs: { atMost: 300 },
  slackAckWorstMs: { atMost: 2500 },
  slackClicksLost: { atMost: 0 },
  slackBurstAckMedianMs: { atMost: 300 },
  slackBurstAckWorstMs: { atMost: 2500 },
  slackBurstDecisions: { atLeast: 1, atMost: 1 },
  slackBurstAnswers: { atLeast: 200 },
};

export const keeps = ({ atLeast = -Infinity, atMost = Infinity }: Limit, value: number): boolean =>
  value >= atLeast && value <= atMost;

/** "at most 400", for people. */
export const limitInWords = ({ atLeast, atMost, aim }: Limit): string =>
  [
    ...(atLeast === undefined ? [] : [`at least ${atLeast}`]),
    ...(atMost === undefined ? [] : [`at most ${atMost}`]),
    ...(aim === undefined ? [] : [`(aim ${aim})`]),
  ].join(' ');

/** What is worse than its limit, and by how much; undefined when it keeps to it. */
export function breach(name: string, value: number): string | undefined {
  const limit = limits[name];
  if (limit === undefined || keeps(limit, value)) return undefined;
  const bound = limit.atLeast !== undefined && value < limit.atLeast ? limit.atLeast : limit.atMost;
  if (bound === undefined) return `${name} is no number`;
  const percent = ((Math.abs(value - bound) / bound) * 100).toFixed(0);
  return `${name} is ${shown(value)}, which is ${shown(Math.abs(value - bound))} (${percent} %) worse than ${limitInWords(limit)}.`;
}

/** A number with as many digits as matter. */
export const shown = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);
