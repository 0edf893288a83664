import type { Instant } from '../calendar/calendar.ts';
import type { CommandKind } from '../engagement/command-fields.ts';
import type { Offering } from '../engagement/state.ts';
import type { TemplateId } from '../messages/templates.ts';
import { dayOf, holdersOf, nameOf, withoutHolds } from './context.ts';
import type { Context } from './context.ts';
import { answersSince, inForce, standInFor } from './delegation.ts';
import { peopleFor, tellPeople } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { afterRest, noRest, restOf } from './heard.ts';
import type { Rest, Standing } from './heard.ts';

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
  /** What was heard, beside the answer, from those who are waited for. */
  readonly heard?: readonly Standing[];
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
  const values = { what: wait.what, since: wait.since, who: whoInWords(context, wait) };
  const why = `${wait.what}: nothing heard since ${dayOf(context, wait.since)}`;
  const owed: MessageDuty[][] = [];
  for (const occurrence of occurrencesOf(context, wait, asked.key).toReversed()) {
    const duties = remind(context, wait, occurrence, { asked: asked.key, values, why });
    owed.push(duties);
    if (occurrence.at <= context.now || duties.some(({ key }) => key in context.state.performed)) break;
  }
  return owed.toReversed().flat();
}

/**
 * When others answer than at first, for all who are waited for, their time begins then: what was sent to those before them does not count. They joined,
 * stand in for somebody, or are back.
 */
function forSuccessors(context: Context, wait: Wait): Wait {
  const [first = ''] = holdersOf(context, wait.who)
    .map((person) => answersSince(context, person))
    .toSorted();
  return first > wait.since ? { ...wait, since: first, key: `${wait.key}/from-${first}` } : wait;
}

interface Reminding {
  /** The key of the wait as it is listed. */
  readonly asked: string;
  readonly values: MessageDuty['values'];
  readonly why: string;
}

const remind = (
  context: Context,
  { key, items, offers }: Wait,
  { name, at, to, template }: Occurrence,
  { asked, values, why }: Reminding,
): MessageDuty[] =>
  tellPeople(context, to, template, {
    key: `${key}/${name}`,
    at,
    items,
    values,
    why,
    // Whoever is told of somebody else's silence has nothing to answer themselves.
    ...(template !== 'escalation' && { wait: asked, offers }),
  });

/** Who is waited for, by role and by name: "VP Marketing (Dan Sample)", or "VP Marketing (Dan Sample, for whom Eve Sample answers)". */
function whoInWords(context: Context, { who }: Wait): string {
  const delegations = inForce(context);
  return context.playbook.roles
    .filter(({ id }) => who.includes(id))
    .map(({ id, name }) => {
      const people = holdersOf(context, [id]).map((person) => {
        const standIn = standInFor(delegations, person);
        return standIn === person
          ? nameOf(context, person)
          : `${nameOf(context, person)}, for whom ${nameOf(context, standIn)} answers`;
      });
      return people.length === 0 ? name : `${name} (${people.join(', ')})`;
    })
    .join(', ');
}

function occurrencesOf(context: Context, wait: Wait, asked: string): Occurrence[] {
  const chain = wait.chain === undefined ? undefined : context.playbook.chains[wait.chain];
  if (chain === undefined) return [];
  const since = withoutHolds(context, wait.since);
  const delegations = inForce(context);
  const silent = peopleFor(context, wait.who);
  const rests = silent.map((person) => ({
    person,
    rest: restOf(context, asked, standInFor(delegations, person), since),
  }));
  const reminders = chain.remindAfter.flatMap((days, index) => {
    const due = rests
      .filter(({ rest }) => !rest.isOpen)
      .map(({ person, rest }) => ({ person, at: afterRest(context, since, days, rest) }));
    return [...new Set(due.map(({ at }) => at))].map((at) => ({
      name: `remind-${index + 1}`,
      at,
      to: due.filter((one) => one.at === at).map(({ person }) => person),
      template: wait.template ?? ('reminder' as const),
    }));
  });
  const longest = rests.map(({ rest }) => rest).reduce(longer, noRest);
  const told = above(context, silent, chain.escalateTo);
  // Nobody is told of a silence that is none: of somebody who is on it.
  const times = longest.isOpen ? 0 : chain.repeatTimes + 1;
  const escalations = Array.from({ length: times }, (_, time) => ({
    name: `escalate-${time + 1}`,
    at: afterRest(context, since, chain.escalateAfter + time * chain.repeatEvery, longest),
    to: told,
    template: 'escalation' as const,
  }));
  return [...reminders, ...escalations].toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

const longer = (one: Rest, other: Rest): Rest => ({
  isOpen: one.isOpen || other.isOpen,
  ms: Math.max(one.ms, other.ms),
  until: one.until > other.until ? one.until : other.until,
});

/** Up the chain, and past whoever is silent: nobody is told of their own silence, unless there is nobody else. */
function above(context: Context, silent: readonly string[], named: string): readonly string[] {
  const { chains, roles } = context.playbook;
  const internal = roles.filter(({ side }) => side === 'internal').map(({ id }) => id);
  const delegations = inForce(context);
  const asked = [...silent, ...silent.map((person) => standInFor(delegations, person))];
  for (const role of [named, chains['work']?.escalateTo ?? named, ...internal]) {
    const others = holdersOf(context, [role]).filter((person) => !asked.includes(standInFor(delegations, person)));
    if (others.length > 0) return others;
  }
  return peopleFor(context, [named]);
}
