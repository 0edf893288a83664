import { dateOf } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { Outline } from '../playbook/outline.ts';
import { meets, ruleInWords } from '../health/rule.ts';
import { latestOf } from '../health/series.ts';
import type { StepCode } from '../playbook/codes.ts';
import { preKickoff } from './1a-pre-kickoff.ts';
import { build } from './2c-build.ts';
import { actionTasks } from './actions.ts';
import { assignApprovals } from './approvals.ts';
import { applicable, attemptOf } from './context.ts';
import type { Context } from './context.ts';
import { openTasks, stepTasks } from './task.ts';
import type { Task } from './task.ts';

type GateItem = Outline['gates']['1d']['items'][number];
type OneOrMore = NonNullable<GateItem['evidence']>;
type Evidence = Exclude<OneOrMore, readonly unknown[]>;

/** What an item of a gate rests on: nothing that the engagement knows itself, one thing, or several. */
export const evidencesOf = ({ evidence }: GateItem): readonly Evidence[] =>
  evidence === undefined ? [] : [evidence].flat();

/**
 * What is missing before an item of a gate may be called true, in words; undefined when nothing is. Readings from before `freshFrom` do not count:
 * what was measured before a loop-back was measured on another system.
 */
export function lackOf(context: Context, evidence: Evidence, freshFrom = ''): string | undefined {
  if ('terms' in evidence) return list('terms not yet answered with Yes', openTerms(context));
  if ('definitions' in evidence) return list('signatures missing', missingSignatures(context).map(inWords));
  if ('methodology' in evidence)
    return context.state.methodology === undefined ? 'no methodology has been chosen' : undefined;
  if ('actions' in evidence) return list('actions open', openActions(context));
  if ('targets' in evidence) return lackOfTargets(context);
  if ('facts' in evidence) return list('facts not CONFIRMED', unconfirmedFacts(context));
  if ('tests' in evidence) return list(`${evidence.tests} tests not passed`, unpassedTests(context, evidence.tests));
  if ('meetings' in evidence) return list('sessions not delivered', unheldMeetings(context, evidence.meetings));
  if ('tasks' in evidence)
    return list(
      'tasks open',
      openTasks(tasksOf(context, evidence.tasks)).map(({ id }) => id),
    );
  if ('documents' in evidence) return list('documents not at vFinal', unfinishedDocuments(context, evidence.documents));
  if ('cycle' in evidence)
    return completedCycles(context).some(({ outcome }) => outcome === 'succeeded') ? undefined : noCycle(context);
  if ('hypercare' in evidence)
    return context.state.hypercare?.endedAt === undefined ? 'hypercare has not ended' : undefined;
  if ('issues' in evidence) return list('critical issues open', criticalIssues(context));
  return lackOfReading(context, evidence, freshFrom);
}

/** When what an item rests on last changed: whoever puts it right has their time from then. Empty when that is not known. */
export function changedAt({ state }: Context, evidence: Evidence): Instant {
  if ('metric' in evidence) return latestOf(state.readings[evidence.metric])?.at ?? '';
  if ('issues' in evidence) return newest(Object.values(state.issues).map(({ reportedAt }) => reportedAt));
  if ('terms' in evidence || 'definitions' in evidence)
    return newest([...Object.values(state.terms), ...state.signatures].map(({ at }) => at));
  if ('actions' in evidence) return newest(Object.values(state.actions).map(({ at }) => at));
  if ('targets' in evidence) return newest(Object.values(state.targets).map(({ at }) => at));
  if ('facts' in evidence) return newest(Object.values(state.facts).map(({ at }) => at));
  if ('tests' in evidence) return newest(Object.values(state.tests).map(({ at }) => at));
  if ('tasks' in evidence) return newest(Object.values(state.reopened));
  return '';
}

const newest = (instants: readonly Instant[]): Instant =>
  instants.reduce((one, other) => (other > one ? other : one), '');

/** All that a step lists: components are tasks of 2c, homework and prep are tasks of 1a. */
function tasksOf(context: Context, step: StepCode): readonly Task[] {
  if (step === '1a') return preKickoff.tasks(context);
  return step === '2c' ? build.tasks(context) : stepTasks(context, step);
}

/** A document that this engagement does not have is not missing. */
function unfinishedDocuments(context: Context, ids: readonly string[]): string[] {
  const here = new Set(applicable(context, context.playbook.documents).map(({ id }) => id));
  return ids.filter((id) => here.has(id) && context.state.documents[id]?.version !== 'vFinal');
}

const list = (what: string, ids: readonly string[]): string | undefined =>
  ids.length === 0 ? undefined : `${what}: ${ids.join(', ')}`;

/** Definitions block 1d until every term is Yes, and has its value where it asks for one. */
export const openTerms = ({ playbook, state }: Context): string[] =>
  playbook.definitions.terms
    .filter(
      ({ id, value }) =>
        state.terms[id]?.answer !== 'yes' || (value !== undefined && state.terms[id]?.value === undefined),
    )
    .map(({ id }) => id);

type SignatureGroup = Outline['definitions']['signatures'][number];

/** Who signs the definition document of this engagement. */
export const requiredSignatures = (context: Context): readonly SignatureGroup[] =>
  applicable(context, context.playbook.definitions.signatures);

/** The signatures that the document lacks: each group of roles signs by a person of its own. */
export function missingSignatures(context: Context): (readonly string[])[] {
  const groups = requiredSignatures(context);
  const signed = assignApprovals(groups, context.state.signatures);
  return groups.filter((_, index) => signed[index] === undefined).map(({ anyOf }) => anyOf);
}

const inWords = (anyOf: readonly string[]): string => anyOf.join(' or ');

const openActions = (context: Context): string[] => openTasks(actionTasks(context)).map(({ id }) => id);

/** How many of the success criteria are agreed, and whether that is enough. RV-126, RV-159. */
export function lackOfTargets({ playbook, state }: Context): string | undefined {
  const { minimum } = playbook.successCriteria ?? { minimum: 0 };
  const agreed = Object.keys(state.targets).length;
  return agreed >= minimum ? undefined : `${agreed} of at least ${minimum} targets agreed`;
}

/** Facts that are ASSUMED or CONTESTED, and those that the prep should have found and that nobody has noted yet. EV-115, MK-148. */
export function unconfirmedFacts({ playbook, state }: Context): string[] {
  const asked = playbook.prep.facts.map(({ id }) => id);
  return [...new Set([...asked, ...Object.keys(state.facts)])].filter(
    (id) => state.facts[id]?.standing !== 'CONFIRMED',
  );
}

/** Results of an earlier attempt do not count: after a loop-back every test is run anew. */
export function unpassedTests(context: Context, by: 'team' | 'customer'): string[] {
  const attempt = attemptOf(context, '2d');
  return applicable(context, context.playbook.tests[by])
    .filter(({ id }) => {
      const result = context.state.tests[id];
      return result === undefined || !result.passed || result.attempt !== attempt;
    })
    .map(({ id }) => id);
}

export const meetingsOf = (context: Context, step: string): Outline['meetings'] =>
  applicable(context, context.playbook.meetings).filter((meeting) => meeting.step === step);

/** Meetings of a step that were not held, or not recorded where a recording is asked for. */
export const unheldMeetings = (context: Context, step: string): string[] =>
  meetingsOf(context, step)
    .filter(({ id, optional, recorded }) => {
      const held = context.state.meetings[id];
      return optional !== true && (held?.heldAt === undefined || (recorded === true && held.recorded !== true));
    })
    .map(({ id }) => id);

/** Live cycles that were run since go-live. The pilot of 2d is none. */
export function completedCycles({ state, now }: Context): Context['state']['cycles'] {
  const today = dateOf(now, state.calendar);
  return state.cycles.filter(
    ({ pilot, on }) => !pilot && state.goLiveOn !== undefined && on >= state.goLiveOn && on <= today,
  );
}

const noCycle = ({ playbook }: Context): string =>
  `no ${playbook.hypercare.cycle.name} completed successfully since go-live`;

const criticalIssues = ({ state }: Context): string[] =>
  Object.entries(state.issues)
    .filter(([, issue]) => issue.severity === 'critical' && issue.resolvedAt === undefined)
    .map(([id]) => id);

function lackOfReading(
  { playbook, state }: Context,
  { metric, rule }: Extract<Evidence, { metric: string }>,
  freshFrom: string,
): string | undefined {
  const unit = playbook.metrics.find(({ id }) => id === metric)?.unit ?? 'count';
  const asked = `${metric} must be ${ruleInWords(rule, unit)}`;
  const reading = latestOf(state.readings[metric]);
  if (reading === undefined || reading.at < freshFrom)
    return `${asked}; no reading ${reading === undefined ? 'yet' : 'since the loop-back'}`;
  return meets(rule, reading.value) ? undefined : `${asked}; the last reading is ${reading.value}`;
}
