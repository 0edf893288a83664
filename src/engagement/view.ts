import { kpisOf } from '../health/kpis.ts';
import type { Kpi } from '../health/kpis.ts';
import { peakOf } from '../health/series.ts';
import type { Series } from '../health/series.ts';
import { checkInOn } from '../method/check-in.ts';
import { attemptOf } from '../method/context.ts';
import type { Context } from '../method/context.ts';
import { inForce } from '../method/delegation.ts';
import type { Delegations } from '../method/delegation.ts';
import { completedCycles, meetingsOf, unpassedTests } from '../method/evidence.ts';
import { gateItems, lackOfItem, standingOf } from '../method/gate.ts';
import type { GateStanding } from '../method/gate.ts';
import { planFor } from '../method/plan.ts';
import type { Plan } from '../method/plan.ts';
import { openedTasks, steps } from '../method/steps.ts';
import type { Task } from '../method/task.ts';
import { gateCodes } from '../playbook/codes.ts';
import type { GateCode } from '../playbook/codes.ts';
import type { Gate, State } from './state.ts';

/** What anyone sees at a glance: where the engagement is, why it waits, what happens next, and everything that can be acted on. */
export interface View extends Omit<
  State,
  'performed' | 'surfaces' | 'gates' | 'tasks' | 'journal' | 'checkIn' | 'readings' | 'heard' | 'delegations'
> {
  readonly stepName: string;
  /** Each with what was heard of those who are waited for: who is on it, who wants to be left alone, who answers for whom. */
  readonly waits: Plan['waits'];
  /** Who answers for whom at present, by the person who handed over. */
  readonly delegations: Delegations;
  /** The next things that happen if nobody acts. */
  readonly upcoming: Plan['next'];
  /** Tasks that have opened and are not done, optional ones included; and how many are done. */
  readonly openTasks: readonly Task[];
  readonly doneTasks: number;
  readonly gates: Readonly<Partial<Record<GateCode, GateView>>>;
  readonly openTests: { readonly team: readonly string[]; readonly customer: readonly string[] };
  readonly stepMeetings: readonly { readonly id: string; readonly at?: string; readonly heldAt?: string }[];
  /** The last reading of each metric, and the highest that there ever was. */
  readonly readings: Readonly<Record<string, LastReading>>;
  /** The metrics that matter in this stage, and how each stands. */
  readonly kpis: readonly Kpi[];
  readonly liveCycles: number;
  readonly checkIn: State['checkIn'] & { readonly on?: string };
  readonly journalSeq: number;
}

interface GateView extends Gate {
  readonly standing?: GateStanding;
  readonly checklist: readonly { readonly id: string; readonly confirmed: boolean; readonly lack?: string }[];
}

interface LastReading {
  readonly value: number;
  readonly takenAt: string;
  readonly source: string;
  readonly peak: number;
}

export function viewOf(context: Context): View {
  const {
    performed: _performed,
    surfaces: _surfaces,
    gates: _gates,
    tasks: _tasks,
    journal,
    checkIn,
    readings,
    heard: _heard,
    delegations: _delegations,
    ...state
  } = context.state;
  const plan = planFor(context);
  const tasks = openedTasks(context);
  const on = checkInOn(context);
  const step = context.state.step;
  return {
    ...state,
    stepName: steps[step].name,
    waits: plan.waits,
    delegations: inForce(context),
    upcoming: plan.next.slice(0, 20),
    openTasks: tasks.filter(({ done }) => done === undefined),
    doneTasks: tasks.filter(({ done }) => done !== undefined).length,
    gates: Object.fromEntries(gateCodes.flatMap((code) => gateView(context, code))),
    openTests:
      step === '2d'
        ? { team: unpassedTests(context, 'team'), customer: unpassedTests(context, 'customer') }
        : { team: [], customer: [] },
    stepMeetings:
      step === 'aftercare' ? [] : meetingsOf(context, step).map(({ id }) => ({ id, ...context.state.meetings[id] })),
    readings: Object.fromEntries(Object.entries(readings).flatMap(lastReading)),
    kpis: kpisOf(context),
    liveCycles: completedCycles(context).length,
    checkIn: { ...checkIn, ...(on !== undefined && { on }) },
    journalSeq: journal.seq,
  };
}

function lastReading([metric, series]: [string, Series]): [string, LastReading][] {
  return series.points
    .slice(-1)
    .map(({ at, value }) => [metric, { value, takenAt: at, source: series.source, peak: peakOf(series) }]);
}

function gateView(context: Context, code: GateCode): [GateCode, GateView][] {
  const gate = context.state.gates[code];
  if (gate === undefined || attemptOf(context, code) === 0) return [];
  const checklist = gateItems(context, code).map((item) => {
    const lack = lackOfItem(context, item, gate);
    return { id: item.id, confirmed: item.id in gate.items, ...(lack !== undefined && { lack }) };
  });
  const standing =
    gate.decided === undefined && context.state.step === code ? standingOf(context, code, gate) : undefined;
  return [[code, { ...gate, checklist, ...(standing !== undefined && { standing }) }]];
}
