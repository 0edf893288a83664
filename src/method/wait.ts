import { businessDaysAfter } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { CommandKind } from '../engagement/command-fields.ts';
import type { TemplateId } from '../messages/templates.ts';
import { withoutHolds } from './context.ts';
import type { Context } from './context.ts';
import { tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';

/** Somebody is waited for. Silence is answered with reminders and escalation along a chain of the playbook, never by going on. */
export interface Wait {
  /** Changes when the wait is for something new, so that its reminders begin afresh. */
  readonly key: string;
  /** The roles that are waited for. */
  readonly who: readonly string[];
  readonly what: string;
  /** The command that settles it. */
  readonly answeredBy: CommandKind;
  readonly items: readonly string[];
  readonly since: Instant;
  readonly chain?: string;
  readonly template?: TemplateId;
}

interface Occurrence {
  readonly name: string;
  readonly at: Instant;
  readonly to: readonly string[];
  readonly template: TemplateId;
}

/**
 * The reminders and escalations of a wait, those to come included. Of several that are overdue (the worker was down for a week)
 * only the last is sent, and none before one that was sent.
 */
export function chase(context: Context, wait: Wait): MessageDuty[] {
  const all = occurrencesOf(context, wait);
  const duties = all.map((occurrence) => remind(context, wait, occurrence));
  const lastSent = duties.findLastIndex((group) => group.some(({ key }) => key in context.state.performed));
  const lastDue = all.findLastIndex(({ at }) => at <= context.now);
  return duties.slice(Math.max(lastSent, lastDue, 0)).flat();
}

function remind(context: Context, wait: Wait, { name, at, to, template }: Occurrence): MessageDuty[] {
  const values = { what: wait.what, since: wait.since, who: wait.who.join(', ') };
  return tell(context, template, {
    key: `${wait.key}/${name}`,
    to,
    at,
    items: wait.items,
    values,
    why: `${wait.what}: nothing heard since ${wait.since.slice(0, 10)}`,
  });
}

function occurrencesOf(context: Context, wait: Wait): Occurrence[] {
  const chain = wait.chain === undefined ? undefined : context.playbook.chains[wait.chain];
  if (chain === undefined) return [];
  const since = withoutHolds(context, wait.since);
  const on = (days: number): Instant => businessDaysAfter(since, days, context.state.calendar);
  const reminders = chain.remindAfter.map((days, index) => ({
    name: `remind-${index + 1}`,
    at: on(days),
    to: wait.who,
    template: wait.template ?? ('reminder' as const),
  }));
  const escalations = Array.from({ length: chain.repeatTimes + 1 }, (_, times) => ({
    name: `escalate-${times + 1}`,
    at: on(chain.escalateAfter + times * chain.repeatEvery),
    to: [chain.escalateTo],
    template: 'escalation' as const,
  }));
  return [...reminders, ...escalations].toSorted((one, other) => (one.at < other.at ? -1 : 1));
}
