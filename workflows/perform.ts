import {
  ActivityFailure,
  ApplicationFailure,
  getExternalWorkflowHandle,
  isCancellation,
  log,
  proxyActivities,
} from '@temporalio/workflow';
import { isInternal } from '../src/method/context.ts';
import type { Context } from '../src/method/context.ts';
import type { Duty, MessageDuty, ProbeDuty, TellPreviousDuty } from '../src/method/duty.ts';
import { letterBodyOf, letterheadOf, letterOfAll } from '../src/method/letter-of.ts';
import { offersAnything } from '../src/method/offering.ts';
import type { EventBody, JournalEvent } from '../src/engagement/events.ts';
import { journalPart } from '../src/engagement/journal.ts';
import { judgeReading } from '../src/health/judge-reading.ts';
import { inUnitOf, misfitOf } from '../src/health/units.ts';
import type { EngagementActivities } from '../src/ports/activities.ts';
import { isEditable } from '../src/ports/messenger.ts';
import type { Delivery } from '../src/ports/messenger.ts';

type Retry = NonNullable<Parameters<typeof proxyActivities>[0]['retry']>;

/** For as long as a day is worth trying: another system's outage is not the end of a message. Then somebody is told. */
const patient: Retry = { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' };

const activities = (summary: string) =>
  proxyActivities<EngagementActivities>({
    startToCloseTimeout: '1m',
    scheduleToCloseTimeout: '24h',
    retry: patient,
    summary,
  });

/** A reading may take minutes (twelve pairs of a slow system), and says that it is alive. It is of its day: it has failed before the next one is due. */
const reading = (metric: string) =>
  proxyActivities<EngagementActivities>({
    startToCloseTimeout: '5m',
    heartbeatTimeout: '30s',
    scheduleToCloseTimeout: '4h',
    retry: patient,
    summary: `Reading ${metric}`,
  });

/** What happened to a duty, for the journal. Reckoned when the activity is done, with the state of that moment. */
export type Performed = (context: Context) => readonly EventBody[];

/** What is performed in one go: a duty, or messages that go out as one letter. */
export type Performable = readonly MessageDuty[] | Exclude<Duty, { kind: 'moment' | 'message' }>;

export const dutiesOf = (what: Performable): readonly Duty[] => ('kind' in what ? [what] : what);

/** Performs what is due. Never rejects because the world failed: a failure is an event, and an attention item on the engagement. */
export async function perform(context: Context, what: Performable): Promise<Performed> {
  try {
    return await ('kind' in what ? performed(context, what) : deliver(context, what));
  } catch (error) {
    if (isCancellation(error)) throw error;
    const problem = problemOf(error);
    return () => dutiesOf(what).map((duty) => failed(duty, problem));
  }
}

function failed(duty: Duty, problem: string): EventBody {
  log.warn('A duty could not be performed', { duty: duty.key, problem });
  return { kind: 'dutyFailed', duty: duty.key, what: whatOf(duty), problem, ...itemOf(duty) };
}

function performed(context: Context, duty: ProbeDuty | TellPreviousDuty): Promise<Performed> {
  switch (duty.kind) {
    case 'probe':
      return takeReading(context, duty);
    case 'tell-previous':
      return tellPrevious(context, duty);
  }
}

async function deliver(context: Context, duties: readonly MessageDuty[]): Promise<Performed> {
  const letter = letterOfAll(context, duties);
  if (letter === undefined) throw ApplicationFailure.nonRetryable(nobodyThere(duties));
  const delivery = await activities(summaryOf(context, duties)).deliver(letter);
  return ({ state }) => [...deliveredBy(duties, delivery), ...seenBy(state, [[duties, delivery]])];
}

const nobodyThere = (duties: readonly MessageDuty[]): string =>
  `Nobody called ${duties[0]?.to} is in the engagement any more`;

/** That messages went out as one letter. One that went out by itself in Slack and offers something is a surface, which is edited once that is settled. */
const deliveredBy = (duties: readonly MessageDuty[], delivery: Delivery): EventBody[] =>
  duties.map((duty) => eventOf(duty, delivery, duties.length === 1));

function eventOf({ key, template, to, offers, edits }: MessageDuty, delivery: Delivery, isAlone: boolean): EventBody {
  const { via, id } = delivery;
  const isSurface =
    isAlone && edits === undefined && isEditable(delivery) && offers !== undefined && offersAnything(offers);
  return {
    kind: 'dutyPerformed',
    duty: key,
    what: template,
    to,
    via,
    ...(isSurface && { placed: { ref: id, to, ...offers } }),
    ...(edits?.settles !== undefined && { settles: edits.settles }),
  };
}

type Delivered = readonly [readonly MessageDuty[], Delivery];

/** Who of those who were written to is not found in Slack, or is found again: said once, and not at every message. */
function seenBy({ people }: Context['state'], delivered: readonly Delivered[]): EventBody[] {
  const latest = new Map(
    delivered.flatMap(([duties, how]) =>
      duties.flatMap(({ to, edits }) => (edits === undefined ? [[to, how] as const] : [])),
    ),
  );
  return [...latest].flatMap(([person, { via, unmatched }]): EventBody[] => {
    const isMissed = people[person]?.notInSlack !== undefined;
    if (unmatched !== undefined && !isMissed) return [{ kind: 'personNotInSlack', person, reason: unmatched }];
    return via === 'slack' && isMissed ? [{ kind: 'personFoundInSlack', person }] : [];
  });
}

/** So many letters go out in one activity. */
export const mostTogether = 20;

/** What came of messages that were due together, which of them are to be tried again, each by itself, and whether the journal was stored. */
export interface PerformedTogether {
  readonly report: Performed;
  readonly again: readonly (readonly MessageDuty[])[];
  readonly isStored: boolean;
}

/** Sends what is due together, each bundle as one letter, and stores the journal so far, in one activity: a quarter of the history that an activity each would write. */
export async function performTogether(
  context: Context,
  bundles: readonly (readonly MessageDuty[])[],
  journal: readonly JournalEvent[],
): Promise<PerformedTogether> {
  const addressed = bundles.map((duties) => ({ duties, letter: letterBodyOf(context, duties) }));
  const letters = addressed.flatMap(({ letter }) => letter ?? []);
  const { isStored, tried } = await activities(summaryOf(context, bundles.flat()))
    .performTogether({
      letterhead: letterheadOf(context),
      letters,
      ...(journal.length > 0 && { journal: journalPart(journal) }),
    })
    .catch((error: unknown) => {
      if (isCancellation(error)) throw error;
      const problem = problemOf(error);
      return { isStored: false, tried: letters.map(({ key }) => ({ key, problem, isFinal: true })) };
    });
  const fares = new Map(tried.map((fare) => [fare.key, fare]));
  const again: (readonly MessageDuty[])[] = [];
  const delivered: Delivered[] = [];
  const events = addressed.flatMap(({ duties, letter }): EventBody[] => {
    const fare = fares.get(letter?.key ?? '') ?? { problem: nobodyThere(duties), isFinal: true };
    if ('via' in fare) {
      delivered.push([duties, fare]);
      return deliveredBy(duties, fare);
    }
    if (fare.isFinal)
      return duties.map((duty) => ({
        kind: 'dutyFailed',
        duty: duty.key,
        what: whatOf(duty),
        problem: fare.problem,
      }));
    again.push(duties);
    return [];
  });
  return { report: ({ state }) => [...events, ...seenBy(state, delivered)], again, isStored };
}

/** What an ops engineer reads beside the activity: at most 400 bytes, by the server's limit. */
function summaryOf(context: Context, duties: readonly MessageDuty[]): string {
  const side = ({ to }: MessageDuty): string => (isInternal(context, to) ? 'team' : 'customer');
  const [first] = duties;
  if (duties.length === 1 && first !== undefined)
    return `${first.template} to ${first.to} (${side(first)}): ${first.why}`.slice(0, 380);
  return duties
    .map((duty) => `${duty.template} to ${duty.to} (${side(duty)})`)
    .join(', ')
    .slice(0, 380);
}

async function takeReading({ state, now }: Context, { key, metric }: ProbeDuty): Promise<Performed> {
  const probe = state.probes[metric];
  if (probe === undefined) return () => [{ kind: 'dutyPerformed', duty: key, what: `No probe for ${metric} any more` }];
  const read = await reading(metric).takeReading({ engagement: state.id, metric, probe, now });
  return (context) => {
    const known = context.playbook.metrics.find(({ id }) => id === metric);
    const misfit = known === undefined ? undefined : misfitOf(known, read.value, read.unit);
    // What cannot be a reading is none: somebody has to look at the probe.
    if (known === undefined || misfit !== undefined)
      return [
        { kind: 'dutyFailed', duty: key, what: `Reading ${metric}`, problem: misfit ?? '', item: `probe/${metric}` },
      ];
    const value = inUnitOf(known, read.value, read.unit) ?? read.value;
    return [
      { kind: 'dutyPerformed', duty: key, what: `Read ${metric}` },
      ...(`probe/${metric}` in context.state.attention
        ? [{ kind: 'attentionSettled', item: `probe/${metric}`, note: 'It is read again' } as const]
        : []),
      ...judgeReading(context, { metric, value, takenAt: context.now, source: read.source }),
    ];
  };
}

/** Said by Signal, with an id that makes a repetition harmless. */
async function tellPrevious({ state }: Context, { key, engagement }: TellPreviousDuty): Promise<Performed> {
  await getExternalWorkflowHandle(engagement).signal('recordNextEnded', {
    commandId: `next-ended:${state.id}`,
    by: `engagement:${state.id}`,
    surface: 'temporal',
    engagement: state.id,
  });
  return () => [{ kind: 'dutyPerformed', duty: key, what: `Told ${engagement} that this project has closed` }];
}

/** A probe that cannot reach its system is one thing to look at, on however many days. */
const itemOf = (duty: Duty): { item?: string } => (duty.kind === 'probe' ? { item: `probe/${duty.metric}` } : {});

export const whatOf = (duty: Duty): string => (duty.kind === 'message' ? `${duty.template} to ${duty.to}` : duty.why);

function problemOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? (error.cause ?? error) : error;
  return cause instanceof Error ? cause.message : String(cause);
}

/** Puts events into the records store. Tried until it works: without its journal an engagement is not allowed to forget. */
export const appendJournal = (engagement: string, events: readonly JournalEvent[]): Promise<void> => {
  const last = events.at(-1)?.seq ?? 0;
  const store = proxyActivities<EngagementActivities>({
    startToCloseTimeout: '1m',
    retry: { initialInterval: '1s', maximumInterval: '5m' },
    summary: `Journal up to ${last}`,
  });
  return store.appendJournal({ engagement, journal: journalPart(events) });
};
