import { addDays, businessDayFrom, dateInWords, dateOf, daysBetween, morningOf } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { Probe, WorkOffering } from '../engagement/state.ts';
import { valueInWords } from '../health/rule.ts';
import { latestOf } from '../health/series.ts';
import { dayOf, nameOf } from './context.ts';
import type { Context } from './context.ts';
import { isNews, tell, tellPeople } from './duty.ts';
import type { Duty, MessageDuty } from './duty.ts';
import { checkInProbes } from './check-in.ts';
import { roundProbes } from './maintenance.ts';
import type { Wait } from './wait.ts';

/** What is watched, whatever the step, and what is wrong. */
export const watchOwes = (context: Context): Duty[] => [...probes(context), ...roundsRead(context), ...alarms(context)];

/** What is wrong is told on hold too: red flags, issues, attention items. */
export const alarms = (context: Context): MessageDuty[] => [
  ...redFlags(context),
  ...issues(context),
  ...changeRequests(context),
  ...attention(context),
];

/** The owner hears of a breach at once, with the readings that it rests on, and once for each time that it is raised. EV-194, EV-275. */
const redFlags = (context: Context): MessageDuty[] =>
  Object.entries(context.state.redFlags).flatMap(([id, { metric, rule, since, value, evidence, tell: roles }]) => {
    const unit = context.playbook.metrics.find((known) => known.id === metric)?.unit ?? 'count';
    const shown = valueInWords(value, unit);
    const readings = evidence.map(
      (point) => `${valueInWords(point.value, unit)} on ${dateInWords(dayOf(context, point.at))}`,
    );
    return tell(context, 'red-flag', {
      key: `red-flag/${id}-${since}`,
      to: roles,
      at: since,
      items: [metric],
      values: { rule, value: shown, flag: id, readings: readings.join(', ') },
      why: `${metric} is ${shown}, a red flag (the line: ${rule})`,
      urgent: true,
    });
  });

const issues = (context: Context): MessageDuty[] =>
  Object.entries(context.state.issues)
    .filter(([, { resolvedAt }]) => resolvedAt === undefined)
    .flatMap(([id, { handler, reportedAt, summary, severity, route, dueOn }]) =>
      tell(context, 'issue-routed', {
        key: `issue/${id}`,
        to: [handler],
        at: reportedAt,
        items: route === undefined ? [] : [route],
        values: { summary, severity, issue: id },
        why: `Issue ${id} goes to the ${handler}`,
        // What must be put right at once, or on the same day, waits for no morning. MK-253
        ...((severity === 'critical' || dueOn !== undefined) && { urgent: true }),
      }),
    );

/** What is out of scope goes to the architect, who answers it; whoever asked hears the answer while it is news. MK-258 */
const changeRequests = (context: Context): MessageDuty[] =>
  Object.entries(context.state.changeRequests).flatMap(([id, { summary, scope, requestedAt, by, answered }]) =>
    answered === undefined
      ? tell(context, 'change-requested', {
          key: `change-request/${id}`,
          to: ['architect'],
          at: requestedAt,
          items: [scope],
          values: { summary, request: id, by: nameOf(context, by) },
          why: `${id} is out of scope`,
        })
      : isNews(context, answered.at)
        ? tellPeople(context, [by], 'change-answered', {
            key: `change-request/${id}/answered`,
            at: answered.at,
            values: { summary, answer: answered.answer },
            why: `${id} was ${answered.answer}`,
          })
        : [],
  );

/** What could not be delivered is told to the architect; a failure to tell so is not told again. */
const attention = (context: Context): MessageDuty[] =>
  Object.entries(context.state.attention)
    .filter(([key]) => !key.startsWith('attention/'))
    .flatMap(([key, { since, problem }]) => {
      const telling = { key: `attention/${key}-${since}`, to: ['architect'], at: since, why: problem };
      const person = key.startsWith('slack/') ? key.slice('slack/'.length) : undefined;
      return person === undefined
        ? tell(context, 'attention', { ...telling, values: { problem, item: key } })
        : tell(context, 'not-in-slack', { ...telling, values: { problem, who: nameOf(context, person) } });
    });

/** Probes run on their days since they were configured: the last day that has come, and the next. Days that were missed are gaps. */
const probes = (context: Context): Duty[] =>
  Object.entries(context.state.probes).flatMap(([metric, probe]) =>
    probeDays(context, probe).flatMap(({ day, at }): Duty[] => {
      const why = `${metric} is read every ${probe.everyDays} day${probe.everyDays === 1 ? '' : 's'}`;
      const key = `probe/${metric}-${day}`;
      if (probe.owner === undefined) return [{ kind: 'probe', key, at, metric, why }];
      // No system to read: whoever owns the metric is asked, and answers with a number.
      const values = { on: dateOf(at, context.state.calendar) };
      const offers = readingOf(metric, at);
      return tell(context, 'readings-asked', { key, to: [probe.owner], at, items: [metric], values, why, offers });
    }),
  );

const readingOf = (metric: string, askedAt: Instant): WorkOffering => ({ tasks: [], metrics: [metric], askedAt });

/** The last day that has come and the next one. Configured anew, it is read anew, on the same day as well. */
function probeDays(
  { state: { calendar }, now }: Context,
  { since, everyDays, owner }: Probe,
): { day: string; at: Instant }[] {
  const first = dateOf(since, calendar);
  const passed = daysBetween(first, dateOf(now, calendar));
  const current = addDays(first, passed - (passed % everyDays));
  return [current, addDays(current, everyDays)].map((date) => {
    // A person is asked on a day on which people work.
    const morning = morningOf(owner === undefined ? date : businessDayFrom(date, calendar), calendar);
    return { day: date === first ? since : date, at: morning < since ? since : morning };
  });
}

/** A person who was asked for a reading is waited for until there is one. */
export const readingWaits = (context: Context): Wait[] =>
  Object.entries(context.state.probes).flatMap(([metric, probe]) => {
    const [last] = probeDays(context, probe);
    if (probe.owner === undefined || last === undefined || last.at > context.now) return [];
    const read = latestOf(context.state.readings[metric])?.at ?? '';
    if (read >= last.at) return [];
    return [
      {
        key: `reading/${metric}-${last.day}`,
        who: [probe.owner],
        what: `A reading of ${metric}`,
        answeredBy: 'recordReading',
        items: [metric],
        since: last.at,
        chain: context.playbook.maintenance.chain,
        offers: readingOf(metric, last.at),
      },
    ];
  });

/** As a maintenance round begins, and a day before a check-in is prepared, the metrics that a probe can read are read. */
const roundsRead = (context: Context): Duty[] =>
  [...roundProbes(context), ...checkInProbes(context)]
    .filter(({ metric }) => context.state.probes[metric]?.owner === undefined)
    .map(({ metric, round, at }) => ({
      kind: 'probe',
      key: `probe/${metric}-${round}`,
      at,
      metric,
      why: `${metric} is read for ${round}`,
    }));

/** Issues that are open wait for whoever handles them. A critical one is chased, and so is one that was to be resolved on the same day. EV-276, MK-253 */
export const issueWaits = ({ playbook, state }: Context): Wait[] =>
  Object.entries(state.issues)
    .filter(([, { resolvedAt }]) => resolvedAt === undefined)
    .map(([id, { handler, reportedAt, severity, dueOn }]) => {
      const chain =
        severity === 'critical' ? 'work' : dueOn === undefined ? undefined : playbook.hypercare.sameDay?.chain;
      return {
        key: `issue/${id}/open`,
        who: [handler],
        what: `${severity} issue to be resolved${dueOn === undefined ? '' : `, by the end of ${dateInWords(dueOn)}`}`,
        answeredBy: 'resolveIssue',
        items: [id],
        since: reportedAt,
        ...(chain !== undefined && { chain }),
      };
    });

/** A change request waits for the architect's answer. It holds nothing up. */
export const changeRequestWaits = ({ state }: Context): Wait[] =>
  Object.entries(state.changeRequests)
    .filter(([, { answered }]) => answered === undefined)
    .map(([id, { summary, requestedAt }]) => ({
      key: `change-request/${id}/open`,
      who: ['architect'],
      what: `A change request to be answered: ${summary}`,
      answeredBy: 'answerChangeRequest',
      items: [id],
      since: requestedAt,
      chain: 'work',
    }));
