import { businessDaysAfter } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { CommandKind } from '../engagement/command-fields.ts';
import type { Offering } from '../engagement/state.ts';
import type { TemplateId } from '../messages/templates.ts';
import { dayOf, holdersOf, nameOf, withoutHolds } from './context.ts';
import type { Context } from './context.ts';
import { peopleFor, tellPeople } from './duty.ts';
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
  /** What can be done from a reminder of it. */
  readonly offers?: Offering;
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
export function chase(context: Context, asked: Wait): MessageDuty[] {
  const wait = forSuccessors(context, asked);
  const all = occurrencesOf(context, wait);
  const isSent = ({ name, to }: Occurrence): boolean =>
    to.some((person) => `${wait.key}/${name}/${person}` in context.state.performed);
  const lastDue = all.findLastIndex(({ at }) => at <= context.now);
  return all
    .slice(Math.max(all.findLastIndex(isSent), lastDue, 0))
    .flatMap((occurrence) => remind(context, wait, occurrence));
}

/** When all who are waited for have joined since, their time begins then: what was sent to those before them does not count. */
function forSuccessors(context: Context, wait: Wait): Wait {
  const joined = holdersOf(context, wait.who).map((person) => context.state.people[person]?.joinedAt ?? '');
  const [first = ''] = joined.toSorted();
  return first > wait.since ? { ...wait, since: first, key: `${wait.key}/from-${first}` } : wait;
}

function remind(context: Context, wait: Wait, { name, at, to, template }: Occurrence): MessageDuty[] {
  const values = { what: wait.what, since: wait.since, who: whoInWords(context, wait) };
  return tellPeople(to, template, {
    key: `${wait.key}/${name}`,
    at,
    items: wait.items,
    values,
    why: `${wait.what}: nothing heard since ${dayOf(context, wait.since)}`,
    // Whoever is told of somebody's silence has nothing to answer themselves.
    offers: template === 'escalation' ? undefined : wait.offers,
  });
}

/** Who is waited for, by role and by name: "VP Marketing (Dan Sample)". */
const whoInWords = (context: Context, { who }: Wait): string =>
  context.playbook.roles
    .filter(({ id }) => who.includes(id))
    .map(({ id, name }) => {
      const people = holdersOf(context, [id]).map((person) => nameOf(context, person));
      return people.length === 0 ? name : `${name} (${people.join(', ')})`;
    })
    .join(', ');

function occurrencesOf(context: Context, wait: Wait): Occurrence[] {
  const chain = wait.chain === undefined ? undefined : context.playbook.chains[wait.chain];
  if (chain === undefined) return [];
  const since = withoutHolds(context, wait.since);
  const on = (days: number): Instant => businessDaysAfter(since, days, context.state.calendar);
  const silent = peopleFor(context, wait.who);
  const reminders = chain.remindAfter.map((days, index) => ({
    name: `remind-${index + 1}`,
    at: on(days),
    to: silent,
    template: wait.template ?? ('reminder' as const),
  }));
  const told = above(context, silent, chain.escalateTo);
  const escalations = Array.from({ length: chain.repeatTimes + 1 }, (_, times) => ({
    name: `escalate-${times + 1}`,
    at: on(chain.escalateAfter + times * chain.repeatEvery),
    to: told,
    template: 'escalation' as const,
  }));
  return [...reminders, ...escalations].toSorted((one, other) => (one.at < other.at ? -1 : 1));
}

/** Up the chain, and past whoever is silent: nobody is told of their own silence, unless there is nobody else. */
function above(context: Context, silent: readonly string[], named: string): readonly string[] {
  const { chains, roles } = context.playbook;
  const internal = roles.filter(({ side }) => side === 'internal').map(({ id }) => id);
  for (const role of [named, chains['work']?.escalateTo ?? named, ...internal]) {
    const others = holdersOf(context, [role]).filter((person) => !silent.includes(person));
    if (others.length > 0) return others;
  }
  return peopleFor(context, [named]);
}
