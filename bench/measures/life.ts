import { engagementOnServer } from '../../rehearsal/engagement-on-server.ts';
import { live } from '../../rehearsal/live.ts';
import { isRehearsed, rehearsedBy, rehearsedDays } from '../../rehearsal/script.ts';
import { laterBy } from '../../src/calendar/calendar.ts';
import { engagementStarter } from '../fairlead/fairlead-side.ts';
import { shelvedPlaybook, startFairleadApi, startFairleadWorker } from '../fairlead/fairlead.ts';
import type { Figure, Measure } from '../figure.ts';
import { fewestEvents } from '../floor/formula.ts';
import { onMachine } from '../machine.ts';
import type { OwnMachine } from '../machine.ts';
import { bytesOf, kindOf, recordedHistories } from '../history.ts';
import type { HistoryEvent } from '../history.ts';

/** The whole life of a dedicated engagement, a year of care included, on the real server with its time skipped: what is left of it in history. */
export const life: Measure = {
  name: 'life',
  figures: [
    'eventsRatio',
    'eventsPerEngagement',
    'bytesPerEngagementKiB',
    'lifeSeconds',
    'firstTaskMs',
    'slowestTaskMs',
  ],
  run: async ({ isQuick, say }) => {
    if (!isQuick) return onMachine(say, async (machine) => figuresOf(await lived(machine)));
    const recorded = [...(await recordedHistories())].findLast(([name]) => name.startsWith('event-operations'));
    return recorded === undefined
      ? [{ name: 'eventsRatio', refused: 'There is no recorded history of an event operations engagement.' }]
      : figuresOf({ events: recorded[1].events ?? [], from: recorded[0] });
  },
};

interface Lived {
  readonly events: readonly HistoryEvent[];
  readonly from: string;
  /** Where it was lived just now, not recorded some time ago. */
  readonly now?: { readonly seconds: number; readonly databaseKiB: number };
}

async function lived(machine: OwnMachine): Promise<Lived> {
  const shelved = await shelvedPlaybook();
  await startFairleadWorker(machine);
  const { caller } = await startFairleadApi(machine);
  const id = 'life';
  const before = await machine.databaseKiB();
  const began = Date.now();
  await engagementStarter(caller, shelved)(id);
  const view = await live(engagementOnServer(machine.client, id), {
    playbook: shelved.outline,
    temper: rehearsedBy(shelved.outline),
    until: laterBy(new Date().toISOString(), rehearsedDays * 86_400_000),
    enough: isRehearsed,
  });
  if (view.step !== 'aftercare' || view.checkIn.number < 2)
    throw new Error(`The life ended in ${view.step}, at check-in ${view.checkIn.number}: it was not the whole one`);
  const seconds = (Date.now() - began) / 1000;
  const { events } = await machine.client.workflow.getHandle(id).fetchHistory();
  const databaseKiB = (await machine.databaseKiB()) - before;
  return { events: events ?? [], from: 'lived now', now: { seconds, databaseKiB } };
}

function figuresOf({ events, from, now }: Lived): Figure[] {
  // What skipping writes is not there when time passes by itself.
  const real = events.filter((event) => !/TimeSkipping|OptionsUpdated/.test(kindOf(event)));
  const count = (kind: string): number => real.filter((event) => kindOf(event) === kind).length;
  const floor = fewestEvents({
    updates: count('workflowExecutionUpdateAccepted'),
    activities: count('activityTaskScheduled'),
    timers: count('timerStarted'),
    firedTimers: count('timerFired'),
  });
  const kinds = [...new Set(real.map(kindOf))].map((kind) => `${kind} ${count(kind)}`).join(', ');
  return [
    { name: 'eventsRatio', unit: 'x', value: real.length / floor, note: `${real.length} by ${floor}, ${from}` },
    { name: 'eventsPerEngagement', unit: '', value: real.length, floor, ratio: real.length / floor, note: kinds },
    { name: 'bytesPerEngagementKiB', unit: 'KiB', value: bytesOf(real) / 1024, note: `of history, ${from}` },
    ...(now === undefined ? [] : livedFigures(real, now)),
  ];
}

function livedFigures(events: readonly HistoryEvent[], { seconds, databaseKiB }: NonNullable<Lived['now']>): Figure[] {
  const [first = Number.NaN, ...later] = events.flatMap(taskTime);
  return [
    { name: 'databaseKiBPerLife', unit: 'KiB', value: databaseKiB, note: 'by which the database grew' },
    { name: 'lifeSeconds', unit: 's', value: seconds, note: 'of a year and more, skipped' },
    { name: 'firstTaskMs', unit: 'ms', value: first, note: "with the workflow's sandbox" },
    { name: 'slowestTaskMs', unit: 'ms', value: Math.max(...later), note: 'of the later workflow tasks' },
  ];
}

/** How long each workflow task was under way, by the server's clock, which no skipped time moves: from when it was taken to when it was done. */
function taskTime(event: HistoryEvent, index: number, events: readonly HistoryEvent[]): number[] {
  const taken = events[index - 1];
  if (kindOf(event) !== 'workflowTaskCompleted' || taken === undefined) return [];
  return [msOf(event.eventTime) - msOf(taken.eventTime)];
}

const msOf = (at: HistoryEvent['eventTime']): number => Number(at?.seconds ?? 0) * 1000 + (at?.nanos ?? 0) / 1e6;
