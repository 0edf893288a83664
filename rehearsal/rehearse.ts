import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { temporalEngagements } from '../api/temporal-engagements.ts';
import type { Engagements } from '../api/engagements.ts';
import { Started, startTemporal } from '../local/compose.ts';
import { startInbox } from '../local/inbox.ts';
import { readSettings } from '../local/settings.ts';
import { addDays, addMonths, businessDayFrom, dateOf, daysBetween, laterBy } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { EngagementType } from '../src/engagement/state.ts';
import type { View } from '../src/engagement/view.ts';
import type { Outline } from '../src/playbook/outline.ts';
import { openFileRecords } from '../stores/file-records.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import type { Shelved } from '../stores/playbook-shelf.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { composeActivities } from '../worker/compose-activities.ts';
import { startWorker } from '../worker/start-worker.ts';
import { engagementOnServer } from './engagement-on-server.ts';
import { live } from './live.ts';
import type { Temper } from './people.ts';
import { remembering } from './sent.ts';
import type { Sent } from './sent.ts';

export interface Rehearsed {
  readonly engagement: string;
  readonly view: View;
  readonly sent: readonly Sent[];
  readonly steps: readonly string[];
  readonly uiLink: string;
  readonly historyEvents: number;
  /** How long each workflow task was under way, in ms, in order. */
  readonly taskMs: readonly number[];
  readonly seconds: number;
}

type Say = (line: string) => void;

/** Plays one engagement on a real server with scripted people: one of them late, a QA loop, an extended hypercare, and a year of care. Rejects when it does not come out as the SOP has it. */
export async function rehearse(playbook: string, type: EngagementType, say: Say): Promise<Rehearsed> {
  const started = new Started();
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-rehearsal-'));
  started.add(() => rm(folder, { recursive: true, force: true }));
  try {
    return await rehearsed(playbook, type, { started, folder, say });
  } finally {
    await started.stop();
  }
}

interface Surroundings {
  readonly started: Started;
  readonly folder: string;
  readonly say: Say;
}

async function rehearsed(
  playbook: string,
  type: EngagementType,
  { started, folder, say }: Surroundings,
): Promise<Rehearsed> {
  const settings = readSettings(process.env);
  const shelf = await openShelf(resolve('playbooks'));
  const shelved = shelf.latest(playbook);
  if (shelved === undefined) throw new Error(`There is no playbook "${playbook}". There are: ${shelf.ids.join(', ')}.`);
  // One that runs already, as by `npm start`, is used: the run can then be looked at at once.
  const isRunning = await answers(`127.0.0.1:${settings.temporalPort}`);
  const temporal = await startTemporal(
    isRunning ? { ...settings, temporalAddress: `127.0.0.1:${settings.temporalPort}` } : settings,
    started,
    say,
  );
  const inbox = await startInbox({ smtpPort: 0, pagePort: 0 });
  started.add(() => inbox.stop());
  const connection = await NativeConnection.connect({ address: temporal.address });
  started.add(() => connection.close());
  const forClient = await Connection.connect({ address: temporal.address });
  started.add(() => forClient.close());
  const client = new Client({ connection: forClient });
  const sent: Sent[] = [];
  const surroundings = {
    stateDir: folder,
    shelf,
    smtpUrl: inbox.smtpUrl,
    mailFrom: 'Fairlead <fairlead@localhost.localdomain>',
    probeHosts: [],
    log: pino({ level: 'silent' }),
  };
  const engagement = `rehearsal-${type}-${Date.now()}`;
  // A queue of its own: a worker that runs beside it may have other code.
  const bundle = await workflowBundle(join(settings.stateDir, 'bundle'), say);
  const worker = await startWorker({
    connection,
    namespace: 'default',
    bundle,
    taskQueue: engagement,
    activities: remembering(composeActivities(surroundings), shelved.playbook, sent),
  });
  started.add(() => worker.stop());
  const engagements = temporalEngagements({
    client,
    records: openFileRecords(join(folder, 'journal')),
    shelf,
    queue: engagement,
  });
  const began = Date.now();
  const { view, steps } = await play({ client, engagements, shelved, engagement, type });
  const { events } = await client.workflow.getHandle(engagement).fetchHistory();
  const uiLink = `${temporal.uiUrl}/namespaces/default/workflows/${engagement}`;
  const seconds = (Date.now() - began) / 1000;
  const taskMs = (events ?? []).flatMap(taskTime);
  return { engagement, view, sent, steps, uiLink, historyEvents: events?.length ?? 0, taskMs, seconds };
}

/** How long a workflow task was under way, by the server's clock, which no skipped time moves: from when it was taken to when it was done. */
function taskTime(
  { workflowTaskCompletedEventAttributes: completed, eventTime }: HistoryEvent,
  index: number,
  events: readonly HistoryEvent[],
): number[] {
  const taken = events[index - 1];
  if (completed === null || completed === undefined || taken === undefined) return [];
  return [msOf(eventTime) - msOf(taken.eventTime)];
}

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;

const msOf = (at: HistoryEvent['eventTime']): number => Number(at?.seconds ?? 0) * 1000 + (at?.nanos ?? 0) / 1e6;

interface Stage {
  readonly client: Client;
  readonly engagements: Engagements;
  readonly shelved: Shelved;
  readonly engagement: string;
  readonly type: EngagementType;
}

const answers = async (address: string): Promise<boolean> =>
  Connection.connect({ address, connectTimeout: '500ms' }).then(
    async (connection) => connection.close().then(() => true),
    () => false,
  );

async function play({
  client,
  engagements,
  shelved,
  engagement,
  type,
}: Stage): Promise<{ view: View; steps: string[] }> {
  await engagements.start(shelved, requestFor(shelved.outline, engagement, type), engagement);
  const steps: string[] = [];
  const next = `${engagement}-next`;
  const temper: Temper = {
    // The customer's first approver takes their time, and is reminded.
    daysFor: ({ answeredBy, key }) => (answeredBy === 'answerTerm' || key.startsWith('1d') ? 6 : 1),
    answers: { upsell: 'no', downsell: 'yes', retry: 'yes' },
    startNext: () => next,
  };
  const now = new Date().toISOString();
  const until = laterBy(now, 366 * 86_400_000);
  let nextStarted = false;
  const view = await live(engagementOnServer(client, engagement), {
    playbook: shelved.outline,
    temper,
    until,
    onStep: ({ step }) => void (steps.at(-1) !== step && steps.push(step)),
    enough: ({ offers }) => offers.retry !== undefined,
    onWaitless: async () => {
      // The project that the downsell led to: linked, started, and ended, upon which the retainer is offered once more.
      if (nextStarted || type !== 'single') return false;
      nextStarted = true;
      await engagements.start(shelved, { ...requestFor(shelved.outline, next, type), previous: engagement }, next);
      await engagementOnServer(client, next).act({
        kind: 'endEngagement',
        reason: 'The project is complete',
        by: 'the-architect',
      });
      return true;
    },
  });
  return { view, steps };
}

/** A start with a made-up person in every role, and a kickoff in about a week. */
export function requestFor(
  outline: Outline,
  engagement: string,
  type: EngagementType,
  now: Instant = new Date().toISOString(),
): StartRequest {
  const calendar = { timeZone: 'Europe/Berlin', holidays: [] };
  const kickoffOn = businessDayFrom(addDays(dateOf(now, calendar), 8), calendar);
  const people = outline.roles.map(({ id, name, side }) => [
    `the-${id}`,
    { name: `The ${name}`, email: `${id}@${side === 'internal' ? 'team' : 'customer'}.example`, roles: [id] },
  ]);
  return {
    engagement,
    customer: 'Sample Customer',
    type,
    flags: {},
    calendar,
    people: Object.fromEntries(people),
    kickoffAt: `${kickoffOn}T14:00:00.000Z`,
  };
}

/** What is wrong with how it came out; empty when it came out as the SOP has it. */
export function disappointments(
  { view, sent, steps, historyEvents, seconds }: Rehearsed,
  type: EngagementType,
): string[] {
  const pings = sent.filter(({ template }) => template === 'check-in-prep');
  const early = pings.filter(({ at, values }) => daysBetween(dateOf(at, view.calendar), values['on'] ?? '') !== 14);
  const walked = steps.join(' ');
  const quarter = view.goLiveOn === undefined ? undefined : addMonths(view.goLiveOn, 3);
  const firstOn = pings[0]?.values['on'];
  const isQuarterOut = quarter !== undefined && firstOn !== undefined && Math.abs(daysBetween(quarter, firstOn)) <= 4;
  return [
    ...(walked.includes('2d 2c 2d') ? [] : ['QA did not loop back to build']),
    ...(walked.includes('3d 3c 3d') ? [] : ['Hypercare was not extended']),
    ...(sent.some(({ template }) => /reminder/.test(template)) ? [] : ['Nobody was reminded, although one was late']),
    ...(type === 'dedicated' && pings.length === 0 ? ['There was no check-in'] : []),
    ...(early.length === 0 ? [] : [`${early.length} prep pings were not 14 days before`]),
    ...(type === 'dedicated' && !isQuarterOut ? ['The first check-in is not a quarter after go-live'] : []),
    ...(type === 'single' && view.offers.retry?.answer !== 'yes' ? ['The retainer was not offered again'] : []),
    ...(historyEvents < 2500 ? [] : [`The history has ${historyEvents} events, not under 2,500`]),
    ...(seconds < 60 ? [] : [`It took ${Math.round(seconds)} s, not under 60`]),
  ];
}
