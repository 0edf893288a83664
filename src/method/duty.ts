import { dateOf, daysBetween } from '../calendar/calendar.ts';
import type { Instant } from '../calendar/calendar.ts';
import type { Offering } from '../engagement/state.ts';
import type { TemplateId } from '../messages/templates.ts';
import type { DoneLine } from '../ports/messenger.ts';
import { holdersOf } from './context.ts';
import type { Context } from './context.ts';
import { inForce, standInFor } from './delegation.ts';

/** Something that the engagement owes at an instant. `key` is stable, so that it is performed once; `why` says it to people. */
interface Owed {
  readonly key: string;
  readonly at: Instant;
  readonly why: string;
}

/** A message to one person. `items` are ids of the playbook; whoever renders the message looks their texts up. */
export interface MessageDuty extends Owed {
  readonly kind: 'message';
  readonly template: TemplateId;
  readonly to: string;
  readonly items: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** What can be done from the message, where it is a surface. */
  readonly offers?: Offering;
  /** What of the work that was asked for is done, where it tells of that. */
  readonly done?: readonly DoneLine[];
  /** The message that it takes the place of, and the surface that shows its outcome by it. */
  readonly edits?: { readonly ref: string; readonly settles?: string };
  /** The wait that it reminds of. */
  readonly wait?: string;
  /** For whom its reader stands in. */
  readonly onBehalfOf?: string;
  /** It goes out at any hour. */
  readonly urgent?: true;
  /** Since when it is held, or was, because its reader is not to be disturbed; see quiet.ts. */
  readonly heldSince?: Instant;
}

/** A reading to take from a system. */
export interface ProbeDuty extends Owed {
  readonly kind: 'probe';
  readonly metric: string;
}

/** Tells the engagement before this one that its next project has closed. */
export interface TellPreviousDuty extends Owed {
  readonly kind: 'tell-previous';
  readonly engagement: string;
}

/** A step that opens by the clock: nothing to perform, but something that happens. */
export interface MomentDuty extends Owed {
  readonly kind: 'moment';
}

export type Duty = MessageDuty | ProbeDuty | TellPreviousDuty | MomentDuty;

/** For so long something that happened is told. Who joins later, or a worker that was away for longer, does not bring it up again. */
const newsDays = 30;
export const isNews = ({ state, now }: Context, at: Instant): boolean =>
  daysBetween(dateOf(at, state.calendar), dateOf(now, state.calendar)) < newsDays;

interface Telling {
  readonly key: string;
  readonly at: Instant;
  readonly why: string;
  readonly items?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
  readonly offers?: Offering | undefined;
  readonly wait?: string;
  readonly urgent?: true;
}

/** Everybody who holds one of the roles; the architect when nobody does, so that nothing falls between chairs. */
export function peopleFor(context: Context, roles: readonly string[]): readonly string[] {
  const holders = holdersOf(context, roles);
  return holders.length > 0 ? holders : holdersOf(context, ['architect']);
}

/** Who reads what goes to some people: whoever stands in for them, and each once. */
export function readersOf(
  context: Context,
  people: readonly string[],
): { readonly to: string; readonly onBehalfOf?: string }[] {
  const delegations = inForce(context);
  const readers = people.map((person) => standInFor(delegations, person));
  return [...new Set(readers)].map((to) => {
    const principal = people.includes(to) ? undefined : people[readers.indexOf(to)];
    return { to, ...(principal !== undefined && { onBehalfOf: principal }) };
  });
}

/** One message to each of some people, or to whoever stands in for them. */
export const tellPeople = (
  context: Context,
  people: readonly string[],
  template: TemplateId,
  { key, items = [], values = {}, offers, ...telling }: Telling,
): MessageDuty[] =>
  readersOf(context, people).map((reader) => ({
    kind: 'message',
    template,
    key: `${key}/${reader.to}`,
    items,
    values,
    ...reader,
    ...telling,
    ...(offers !== undefined && { offers }),
  }));

/** A message to everybody who holds one of the roles. */
export const tell = (
  context: Context,
  template: TemplateId,
  { to, ...telling }: Telling & { readonly to: readonly string[] },
): MessageDuty[] => tellPeople(context, peopleFor(context, to), template, telling);
