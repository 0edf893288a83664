import { businessDaysAfter, dateOf, laterBy } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import type { View } from '../src/engagement/view.ts';
import type { Wait } from '../src/method/wait.ts';
import type { Outline } from '../src/playbook/outline.ts';
import { cycleAct } from './cycle-act.ts';
import { evidenceActs } from './evidence-acts.ts';
import { goodValue } from './good-value.ts';
import type { Act, Scene, Temper } from './scene.ts';

/** When somebody will answer a wait: some hours into the business day, so many days after it arose. */
export function answerAt({ view }: Scene, wait: Wait, temper: Temper): Instant {
  const from =
    wait.key.startsWith('3c/cycles') && view.hypercare !== undefined && view.hypercare.extensions.length === 0
      ? view.hypercare.startedAt
      : wait.since;
  return laterBy(businessDaysAfter(from, temper.daysFor(wait), view.calendar), 5 * 3_600_000);
}

/** What those who are waited for do about it; nothing, when it is not theirs to settle yet. */
export function answerTo(scene: Scene, wait: Wait, temper: Temper): readonly Act[] {
  const { view, playbook } = scene;
  const by = personOf(view, wait.who);
  switch (wait.answeredBy) {
    case 'completeTasks':
      return finished(scene, wait, by);
    case 'recordMeeting':
      return [{ kind: 'recordMeeting', meeting: wait.items[0] ?? '', recorded: true, by }];
    case 'answerTerm':
      return wait.items.map((term) => ({ kind: 'answerTerm', term, answer: 'yes', by, ...valueOf(playbook, term) }));
    case 'signDefinitions':
      return [{ kind: 'signDefinitions', by }];
    case 'chooseMethodology':
      return wait.items.slice(0, 1).map((methodology) => ({ kind: 'chooseMethodology', methodology, by }));
    case 'agreeTarget':
      return wait.items.slice(0, playbook.successCriteria?.minimum ?? 0).map((metric) => target(metric, by));
    case 'answerChangeRequest':
      return wait.items.map((request) => ({ kind: 'answerChangeRequest', request, answer: 'accepted', by }));
    case 'judgeFact':
      return wait.items.map((fact) => ({ kind: 'judgeFact', fact, standing: 'CONFIRMED', by }));
    case 'confirmGateItems':
      return evidenceActs(scene, wait, by);
    case 'approveGate':
      return [{ kind: 'approveGate', gate: gateOf(view), by }];
    case 'decideGate':
      return [decision(scene, wait, temper, by)];
    case 'recordTests':
      return [tested(scene, wait, by)];
    case 'setGoLive':
      return [{ kind: 'setGoLive', on: dateOf(scene.now, view.calendar), by }];
    case 'recordCycle':
      return [cycleAct(scene.view, scene.now, by)];
    case 'answerFirstCycle':
      return [...finished(scene, wait, by), { kind: 'answerFirstCycle', onTrack: true, by }];
    case 'decideCheckInOwner':
      return [{ kind: 'decideCheckInOwner', owner: 'architect', by }];
    case 'recordCheckIn':
      return [{ kind: 'recordCheckIn', outcome: 'minor', note: 'A dashboard filter was changed', by }];
    case 'answerOffer':
      return [offered(view, temper, by)];
    case 'linkNextEngagement':
      return temper.startNext === undefined
        ? []
        : [{ kind: 'linkNextEngagement', engagement: temper.startNext(view), by }];
    case 'resume':
      return isFreeToGoOn(view, temper) ? [{ kind: 'resume', reason: 'What had to come first is done', by }] : [];
    default:
      return [];
  }
}

const target = (metric: string, by: string): Act => ({ kind: 'agreeTarget', metric, baseline: 65, target: 85, by });

export const personOf = (view: View, roles: readonly string[]): string =>
  Object.entries(view.people).find(([, person]) => person.roles.some((role) => roles.includes(role)))?.[0] ?? 'nobody';

function finished({ view, playbook }: Scene, wait: Wait, by: string): Act[] {
  const open = view.openTasks.filter(({ id, owner }) => wait.items.includes(id) && wait.who.includes(owner));
  const blocked = new Set(view.openTasks.map(({ key }) => key));
  const ready = open.filter(({ after }) => after.every((key) => !blocked.has(key)));
  if (ready.length === 0) return [];
  const tasks = ready.map(({ key }) => key);
  // The first round is read, metric by metric; in those after it nothing has changed.
  const metrics = tasks.some((key) => /^[a-z-]+-1\//.test(key)) ? metricsOf(playbook, ready) : [];
  const readings = metrics.map((metric): Act => ({
    kind: 'recordReading',
    metric,
    value: goodValue(playbook, metric),
    by,
  }));
  return [
    ...readings,
    { kind: 'completeTasks', tasks, by, ...(isRound(playbook, ready) && { note: 'Nothing has changed' }) },
  ];
}

const lineOf = ({ maintenance }: Outline, id: string) =>
  maintenance.rounds.flatMap(({ tasks }) => tasks).find((line) => line.id === id);

const isRound = (playbook: Outline, tasks: readonly { readonly id: string }[]): boolean =>
  tasks.some(({ id }) => lineOf(playbook, id) !== undefined);

const metricsOf = (playbook: Outline, tasks: readonly { readonly id: string }[]): string[] => [
  ...new Set(tasks.flatMap(({ id }) => lineOf(playbook, id)?.metrics ?? [])),
];

const valueOf = (playbook: Outline, term: string): { value?: string } => {
  const value = playbook.definitions.terms.find(({ id }) => id === term)?.value;
  return value === undefined ? {} : { value: value.options[0] ?? 'as agreed' };
};

const gateOf = ({ step }: View): '1d' | '2b' | '2d' | '3d' =>
  step === '2b' || step === '2d' || step === '3d' ? step : '1d';

/** What had to come first has ended. A hold of any other kind is not theirs to end. */
const isFreeToGoOn = ({ next }: View, { holdsOnce }: Temper): boolean =>
  holdsOnce === true && next.some(({ prerequisite, endedAt }) => prerequisite === true && endedAt !== undefined);

/** Tests that failed loop back to the build; a hold is put on once, where there is one; everything else goes on. */
function decision({ view, playbook }: Scene, wait: Wait, { holdsOnce }: Temper, by: string): Act {
  const gate = gateOf(view);
  const { decisions } = playbook.gates[gate];
  const hold =
    holdsOnce === true && view.holds.length === 0 ? decisions.find(({ effect }) => effect === 'hold') : undefined;
  if (hold !== undefined)
    return { kind: 'decideGate', gate, decision: hold.id, reason: 'What it rests on is not good enough yet', by };
  const effect = wait.key.includes('/failed-') ? 'loop' : 'advance';
  const chosen = decisions.find((choice) => choice.effect === effect)?.id ?? '';
  return {
    kind: 'decideGate',
    gate,
    decision: chosen,
    by,
    ...(effect === 'loop' && { reason: 'The tests showed what has to be fixed' }),
  };
}

/** The first time one technical test fails. */
function tested({ view }: Scene, wait: Wait, by: string): Act {
  const isFirst = wait.key.startsWith('2d.1/team') && wait.items.length > 2;
  const failed = isFirst && Object.keys(view.tests).length === 0 ? wait.items.slice(2, 3) : [];
  const passed = wait.items.filter((id) => !failed.includes(id));
  return { kind: 'recordTests', by, ...(passed.length > 0 && { passed }), ...(failed.length > 0 && { failed }) };
}

function offered(view: View, { answers }: Temper, by: string): Act {
  const offer =
    view.offers.upsell === undefined
      ? 'upsell'
      : view.offers.downsell === undefined && view.offers.upsell.answer === 'no'
        ? 'downsell'
        : 'retry';
  return { kind: 'answerOffer', offer, answer: answers[offer], by };
}
