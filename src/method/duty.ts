import type { Instant } from '../calendar/calendar.ts';
import type { TemplateId } from '../messages/templates.ts';
import { holdersOf } from './context.ts';
import type { Context } from './context.ts';

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

interface Telling {
  readonly key: string;
  readonly to: readonly string[];
  readonly at: Instant;
  readonly why: string;
  readonly items?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
}

/** A message to everybody who holds one of the roles; to the architect when nobody does, so that nothing falls between chairs. */
export function tell(context: Context, template: TemplateId, telling: Telling): MessageDuty[] {
  const { key, at, why, items = [], values = {} } = telling;
  const holders = holdersOf(context, telling.to);
  const people = holders.length > 0 ? holders : holdersOf(context, ['architect']);
  return people.map((to) => ({ kind: 'message', template, key: `${key}/${to}`, to, at, why, items, values }));
}
