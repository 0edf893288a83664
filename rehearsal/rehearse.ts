import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { temporal } from '@temporalio/proto';
import { NativeConnection } from '@temporalio/worker';
import { pino } from 'pino';
import { temporalEngagements } from '../api/temporal-engagements.ts';
import type { Engagements } from '../api/engagements.ts';
import { Started, startTemporal } from '../local/compose.ts';
import { startInbox } from '../local/inbox.ts';
import { readSettings } from '../local/settings.ts';
import type { LocalSettings } from '../local/settings.ts';
import { laterBy } from '../src/calendar/calendar.ts';
import type { EngagementType } from '../src/engagement/state.ts';
import { named } from '../src/engagement/rejection.ts';
import type { View } from '../src/engagement/view.ts';
import type { Outline } from '../src/playbook/outline.ts';
import { openFileRecords } from '../stores/file-records.ts';
import { openShelf } from '../stores/playbook-shelf.ts';
import type { Shelf, Shelved } from '../stores/playbook-shelf.ts';
import { openStateFolder } from '../stores/state-folder.ts';
import { Unready } from '../stores/unready.ts';
import { workflowBundle } from '../worker/bundle.ts';
import { composeActivities } from '../worker/compose-activities.ts';
import { reachTemporal } from '../worker/reach-temporal.ts';
import { startWorker } from '../worker/start-worker.ts';
import { endRehearsed } from './end-rehearsed.ts';
import { engagementOnServer } from './engagement-on-server.ts';
import type { EngagementOnServer } from './engagement-on-server.ts';
import { live } from './live.ts';
import { isRehearsed, rehearsedBy, rehearsedDays, requestFor } from './script.ts';
import type { Lived } from './script.ts';
import { remembering } from './sent.ts';
import type { Sent } from './sent.ts';

export interface Rehearsed extends Lived {
  readonly engagement: string;
  readonly outline: Outline;
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
    return await onServer(playbook, type, { started, folder, say });
  } finally {
    await started.stop();
  }
}

interface Surroundings {
  readonly started: Started;
  readonly folder: string;
  readonly say: Say;
}

async function onServer(
  playbook: string,
  type: EngagementType,
  { started, folder, say }: Surroundings,
): Promise<Rehearsed> {
  const settings = readSettings(process.env);
  await openStateFolder(settings.stateDir);
  const { shelf, shelved } = await playbookIn(settings.playbooks, playbook);
  const temporal = await startTemporal(await withRunning(settings), started, say);
  const inbox = await startInbox({ smtpPort: 0, pagePort: 0 });
  started.add(() => inbox.stop());
  const connection = await NativeConnection.connect({ address: temporal.address });
  started.add(() => connection.close());
  const forClient = await reachTemporal({ address: temporal.address });
  started.add(() => forClient.close());
  const client = new Client({ connection: forClient });
  const sent: Sent[] = [];
  // Where the API of `npm start` reads them; what is sent goes nowhere.
  const journals = join(settings.stateDir, 'journal');
  const surroundings = {
    stateDir: folder,
    journals,
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
  const begun: string[] = [];
  // While its worker still runs: nobody else looks after what a rehearsal leaves behind.
  started.add(() => endRehearsed(client, begun));
  const engagements = temporalEngagements({ client, records: openFileRecords(journals), shelf, queue: engagement });
  const began = Date.now();
  const { view, steps } = await play({ client, engagements, shelved, engagement, type, begun });
  const { events } = await client.workflow.getHandle(engagement).fetchHistory();
  const uiLink = `${temporal.uiUrl}/namespaces/default/workflows/${engagement}`;
  const seconds = (Date.now() - began) / 1000;
  const taskMs = (events ?? []).flatMap(taskTime);
  return {
    engagement,
    outline: shelved.outline,
    view,
    // Those of the project that was linked are another engagement's.
    sent: sent.filter((message) => message.engagement === engagement),
    steps,
    uiLink,
    historyEvents: events?.length ?? 0,
    taskMs,
    seconds,
  };
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
  /** What has been started, in order. */
  readonly begun: string[];
}

async function playbookIn(folder: string, playbook: string): Promise<{ shelf: Shelf; shelved: Shelved }> {
  const shelf = await openShelf(folder);
  const shelved = shelf.latest(playbook);
  if (shelved !== undefined) return { shelf, shelved };
  throw new Unready(`There is no playbook "${playbook}" in ${folder}. There are: ${named(shelf.ids)}.`);
}

/** A server that is named; else one that runs already, as by `npm start`: the run can then be looked at at once. Else one of our own. */
async function withRunning(settings: LocalSettings): Promise<LocalSettings> {
  const local = `127.0.0.1:${settings.temporalPort}`;
  const isNamed = settings.temporalAddress !== undefined;
  return isNamed || !(await answers(local)) ? settings : { ...settings, temporalAddress: local };
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
  begun,
}: Stage): Promise<{ view: View; steps: string[] }> {
  await engagements.start(shelved, requestFor(shelved.outline, engagement, type), engagement);
  begun.push(engagement);
  const steps: string[] = [];
  const onStage = engagementOnServer(client, engagement);
  const view = await live(onStage, {
    playbook: shelved.outline,
    temper: rehearsedBy(shelved.outline),
    until: laterBy(new Date().toISOString(), rehearsedDays * 86_400_000),
    onStep: ({ step }) => void (steps.at(-1) !== step && steps.push(step)),
    enough: isRehearsed,
    // The project that was linked is started and comes to its end, of which it tells this one itself.
    onWaitless: async ({ next }) => {
      const other = next.find(({ id, endedAt }) => endedAt === undefined && !begun.includes(id))?.id;
      if (other === undefined) return false;
      await engagements.start(shelved, { ...requestFor(shelved.outline, other, type), previous: engagement }, other);
      begun.push(other);
      await engagementOnServer(client, other).act({
        kind: 'endEngagement',
        reason: 'The project is complete',
        by: 'the-architect',
      });
      await heardOf(onStage, other);
      return true;
    },
  });
  return { view, steps };
}

/** Resolves when an engagement has heard that another one ended; rejects when it has not after ten seconds. */
async function heardOf(engagement: EngagementOnServer, other: string): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const { next } = await engagement.view();
    if (next.some(({ id, endedAt }) => id === other && endedAt !== undefined)) return;
    await sleep(100);
  }
  throw new Error(`${engagement.id} has not heard that ${other} ended`);
}

/** What is wrong with how a rehearsal came out on the server, beside how the life itself came out. */
export const serverDisappointments = ({ historyEvents, seconds }: Rehearsed): string[] => [
  ...(historyEvents < 2500 ? [] : [`The history has ${historyEvents} events, not under 2,500`]),
  ...(seconds < 60 ? [] : [`It took ${Math.round(seconds)} s, not under 60`]),
];
