import { dateInWords, dateOf, daysBetween, isDate } from '../../calendar/calendar.ts';
import type { View } from '../../engagement/view.ts';
import { nameIn, textOf } from '../texts.ts';
import { steps } from '../../method/steps.ts';
import type { Wait } from '../../method/wait.ts';
import type { GateCode } from '../../playbook/codes.ts';
import type { Playbook } from '../../playbook/schema.ts';

/** What of an engagement is looked at, with the playbook that it runs by; that is absent when it is on no shelf here. */
export interface Seen<Parts extends keyof View> {
  readonly view: Pick<View, Parts>;
  readonly playbook?: Playbook;
  readonly now: string;
}

/** An engagement as it stands. */
export type Standing = Seen<keyof View>;

/** "1d Strategic Sign-Off". */
export const gateName = (gate: GateCode): string => `${gate} ${steps[gate].name}`;
export const stepName = ({ step, stepName: name }: Pick<View, 'step' | 'stepName'>): string =>
  step === 'aftercare' ? 'Aftercare' : `${step} ${name}`;

/** People as far as they are called by their names. */
export interface Named {
  readonly people: Readonly<Record<string, { readonly name: string }>>;
}

export const personName = ({ people }: Named, person: string): string => people[person]?.name ?? person;

/** Roles, and who holds them: "VP Marketing (Dan Sample)". */
export function rolesInWords({ view, playbook }: Seen<'people'>, roles: readonly string[]): string {
  const words = roles.map((role) => {
    const name = playbook?.roles.find(({ id }) => id === role)?.name ?? role;
    const holders = Object.values(view.people).filter((person) => person.roles.includes(role));
    return holders.length === 0
      ? `${name} (nobody yet)`
      : `${name} (${holders.map((person) => person.name).join(', ')})`;
  });
  return words.join(' or ');
}

const withGateName = (text: string): string =>
  text.replace(/^(1d|2b|2d|3d): /, (_, gate: GateCode) => `${gateName(gate)}: `);

/** What is waited for, with the names of gates. */
export const waitInWords = ({ what }: Pick<Wait, 'what'>): string => withGateName(what);

/** Why something will happen, with the names of gates, and dates as people write them. */
export const reasonInWords = ({ why }: { readonly why: string }): string =>
  withGateName(why).replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (date) => (isDate(date) ? dateInWords(date) : date));

/** "1 engagement", "2 engagements". */
export const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;

export const itemsInWords = ({ playbook }: Seen<never>, items: readonly string[]): string[] =>
  items.map((item) => (playbook === undefined ? item.replaceAll('-', ' ') : textOf(playbook, item)));

export const metricInWords = ({ playbook }: Seen<never>, metric: string): string =>
  playbook === undefined ? metric.replaceAll('-', ' ') : nameIn(playbook, metric);

/** A date, or the day of an instant where the engagement is: "Tue 23 Feb 2027". */
export const dayInWords = ({ calendar }: Pick<View, 'calendar'>, at: string): string =>
  dateInWords(isDate(at) ? at : dateOf(at, calendar));

/** "since Tue 23 Feb 2027, 3 days". */
export function sinceInWords({ view: { calendar }, now }: Seen<'calendar'>, since: string): string {
  const days = daysBetween(dateOf(since, calendar), dateOf(now, calendar));
  const long = days <= 0 ? 'today' : days === 1 ? '1 day' : `${days} days`;
  return `since ${dayInWords({ calendar }, since)}, ${long}`;
}
