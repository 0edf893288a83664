import { businessDayFrom, dateOf, instantOf, laterBy } from '../../calendar/calendar.ts';
import type { Instant, LocalDate } from '../../calendar/calendar.ts';
import { judgeReading } from '../../health/judge-reading.ts';
import { misfitOf } from '../../health/units.ts';
import { latestOf } from '../../health/series.ts';
import { dayOf } from '../../method/context.ts';
import type { Context } from '../../method/context.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';
import { among, forTeam, notThere } from './decider.ts';
import type { Deciders } from './decider.ts';

/** Readings and issues. */
export const care: Deciders<
  'recordReading' | 'configureProbe' | 'reportIssue' | 'resolveIssue' | 'answerChangeRequest'
> = {
  // One that comes late, or corrects another, is put in its place: what is raised follows from all of them.
  recordReading: (context, { metric, value, takenAt, source, unit, by }) => {
    const at = takenAt === undefined ? unheard(context, metric) : instantOf(takenAt);
    if (takenAt !== undefined && at > context.now)
      return refuse('invalid', `${takenAt} is still to come; a reading is of the past.`);
    return (
      notReadable(context, metric, value, unit) ??
      judgeReading(context, { metric, value, takenAt: at, source: source ?? `told by ${by}` })
    );
  },

  configureProbe: (context, { metric, source, everyDays, owner, by }) => {
    const refusal = knownMetric(context, metric) ?? forTeam(context, by, 'Configuring a probe');
    if (refusal !== undefined) return refusal;
    const fault = sourceFault(context, source, owner);
    if (fault !== undefined) return refuse('invalid', fault);
    if (!Number.isInteger(everyDays) || everyDays < 1 || everyDays > 366)
      return refuse('invalid', 'everyDays is a whole number of days, from 1 to 366.');
    return [{ kind: 'probeConfigured', metric, source, everyDays, ...(owner !== undefined && { owner }) }];
  },

  // An issue is routed by the playbook's table. What matches no row goes to the architect, who decides. What is out of scope is no issue.
  reportIssue: (context, { summary, severity, route, scope }) => {
    const { routes } = context.playbook.escalation;
    const row = routes.find(({ id }) => id === route);
    if (route !== undefined && row === undefined)
      return notThere(
        route,
        routes.map(({ id }) => id),
        'row of the escalation table',
      );
    const lines = context.playbook.hypercare.scope;
    const inside = lines?.in.map(({ id }) => id) ?? [];
    const outside = lines?.out.map(({ id }) => id) ?? [];
    if (scope !== undefined && outside.includes(scope)) {
      const request = `change-${Object.keys(context.state.changeRequests).length + 1}`;
      return [{ kind: 'changeRequested', request, summary, scope }];
    }
    if (scope !== undefined && !inside.includes(scope))
      return notThere(scope, [...inside, ...outside], "line of hypercare's scope");
    const issue = `issue-${Object.keys(context.state.issues).length + 1}`;
    const handler = row?.to ?? 'architect';
    const routed = row === undefined ? {} : { route: row.id };
    return [{ kind: 'issueReported', issue, summary, severity, handler, ...routed, ...sameDay(context, scope) }];
  },

  answerChangeRequest: (context, { request: id, answer, by, note }) => {
    const request = context.state.changeRequests[id];
    if (request === undefined) return notThere(id, Object.keys(context.state.changeRequests), 'change request');
    if (request.answered !== undefined)
      return refuse(
        'conflict',
        `"${id}" was ${request.answered.answer} on ${dayOf(context, request.answered.at)} by ${request.answered.by}.`,
      );
    return (
      forTeam(context, by, 'Answering a change request') ?? [
        { kind: 'changeRequestAnswered', request: id, answer, ...(note !== undefined && { note }) },
      ]
    );
  },

  resolveIssue: (context, { issue: id, by, note }) => {
    const issue = context.state.issues[id];
    if (issue === undefined)
      return refuse('not-there', `There is no issue "${id}". There is: ${named(Object.keys(context.state.issues))}.`);
    if (issue.resolvedAt !== undefined)
      return refuse('conflict', `"${id}" was resolved on ${dayOf(context, issue.resolvedAt)}.`);
    return (
      forTeam(context, by, 'Resolving an issue') ?? [
        { kind: 'issueResolved', issue: id, ...(note !== undefined && { note }) },
      ]
    );
  },
};

/** In hypercare, where the playbook promises it: resolved on the day of its report, or on the next one on which people work. MK-253. */
function sameDay({ playbook, state, now }: Context, scope?: string): { readonly dueOn?: LocalDate } {
  const promised = playbook.hypercare.sameDay;
  if (promised === undefined || state.step !== '3c') return {};
  if (promised.scopes !== undefined && (scope === undefined || !promised.scopes.includes(scope))) return {};
  return { dueOn: businessDayFrom(dateOf(now, state.calendar), state.calendar) };
}

const knownMetric = ({ playbook }: Pick<Context, 'playbook'>, metric: string): Rejection | undefined =>
  among(
    metric,
    playbook.metrics.map(({ id }) => id),
    'metric',
  );

/** Now; a moment later, when there is a reading of this very instant: what is not called a correction is none. */
function unheard({ state, now }: Context, metric: string): Instant {
  const last = latestOf(state.readings[metric])?.at ?? '';
  return last < now ? now : laterBy(last, 1);
}

/** What is wrong with a source, as far as the core can tell: the rest is its kind's. Secrets would be kept in the history for ever. */
function sourceFault(
  { playbook }: Context,
  source: Readonly<Record<string, unknown>>,
  owner?: string,
): string | undefined {
  const { kind } = source;
  if (typeof kind !== 'string') return 'A source says its "kind", such as "http-json" or "manual".';
  if (/:\/\/[^/\s"]*:[^/\s"]*@|"(?:password|secret|token|apikey)"/i.test(JSON.stringify(source)))
    return 'A source holds no password and no token, which would be kept in the history. Give the name of a credential instead.';
  if (kind !== 'manual') return owner === undefined ? undefined : 'Only a manual source has an "owner".';
  const roles = playbook.roles.map(({ id }) => id);
  return owner !== undefined && roles.includes(owner)
    ? undefined
    : `A manual source says which role is asked, in "owner": ${named(roles)}.`;
}

function notReadable({ playbook }: Context, metric: string, value: number, given?: string): Rejection | undefined {
  const known = playbook.metrics.find(({ id }) => id === metric);
  const misfit = known === undefined ? undefined : misfitOf(known, value, given);
  return misfit === undefined ? knownMetric({ playbook }, metric) : refuse('invalid', misfit);
}
