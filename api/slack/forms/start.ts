import { z } from 'zod';
import type { Shelf } from '../../../stores/playbook-shelf.ts';
import type { FieldFault } from '../../../src/engagement/rejection.ts';
import type { Playbook } from '../../../src/playbook/schema.ts';
import { readStart } from '../../start-faults.ts';
import { readValue } from '../click.ts';
import { flagField, roleField, startPeopleForm } from '../views/start-form.ts';
import { fieldsOf } from './filled.ts';
import type { Fields, Filled } from './filled.ts';
import { lostForm } from './sent-form.ts';
import type { SentForm } from './sent-form.ts';
import { startBasics } from './start-form-fields.ts';
import type { StartBasics, StartFields } from './start-form-fields.ts';
import { startBody } from './start-body.ts';

const carried = z.strictObject({ responseUrl: z.string().optional() });
const carriedOn = carried.extend({ basics: startBasics });

const firstPage = ['customer', 'playbook', 'type', 'kickoffAt', 'timeZone', 'country', 'previous', 'slackChannel'];

/** Reads the first page, and answers with the second, or with what is wrong. Nothing slow is asked. */
export function readStartForm(shelf: Shelf, filled: Filled, user: string, now: string): SentForm {
  const kept = readValue(carried, filled.private_metadata);
  if (kept === undefined) return { errors: { customer: lostForm } };
  const fields = fieldsOf(filled);
  const playbook = shelf.latest(fields.chosen('playbook') ?? '');
  const [country, previous, slackChannel] = [
    fields.chosen('country'),
    fields.chosen('previous'),
    fields.channel('slackChannel'),
  ];
  const body = {
    customer: fields.text('customer') ?? '',
    playbook: fields.chosen('playbook'),
    version: playbook?.pin.version,
    type: fields.chosen('type'),
    timeZone: fields.chosen('timeZone'),
    kickoffAt: fields.instant('kickoffAt'),
    ...(country !== undefined && { country }),
    ...(previous !== undefined && { previous }),
    ...(slackChannel !== undefined && { slackChannel }),
  };
  const asked = readStart(shelf, { ...body, people: {} }, now);
  // Who takes part is asked on the next page.
  const faults = asked.ok ? [] : asked.faults.filter(({ field }) => firstPage.includes(field));
  if (faults.length > 0) return { errors: byField(faults, firstPage) };
  const basics = startBasics.safeParse(body);
  if (!basics.success || playbook === undefined) return { errors: { customer: lostForm } };
  return { view: startPeopleForm(playbook.playbook, { basics: basics.data, responseUrl: kept.responseUrl, user }) };
}

/** Reads the second page: asks for the start, or says what is wrong with which field, as the start itself would. Nothing slow is asked. */
export function readStartPeople(shelf: Shelf, filled: Filled, user: string, now: string): SentForm {
  const kept = readValue(carriedOn, filled.private_metadata);
  const playbook = kept && shelf.find(kept.basics.playbook, kept.basics.version)?.playbook;
  if (kept === undefined || playbook === undefined) return { errors: { [roleField('architect')]: lostForm } };
  const read = startFieldsOf(playbook, kept.basics, fieldsOf(filled));
  if ('errors' in read) return read;
  const errors = { ...faultsOf(shelf, playbook, read.fields, now), ...strangerIn(read.fields, user) };
  if (Object.keys(errors).length > 0) return { errors };
  // The form is one start, however often it is sent.
  const identity = ['start', filled.id];
  return { ask: { kind: 'start', ...read.fields }, responseUrl: kept.responseUrl, identity };
}

type Read = { readonly fields: StartFields } | { readonly errors: Record<string, string> };

function startFieldsOf(playbook: Playbook, basics: StartBasics, fields: Fields): Read {
  const errors: Record<string, string> = {};
  const [team, customers]: [StartFields['team'], StartFields['customers']] = [{}, {}];
  for (const { id, side } of playbook.roles) {
    const name = roleField(id);
    if (side === 'internal') {
      if (fields.people(name).length > 0) team[id] = [...fields.people(name)];
    } else {
      const written = (fields.text(name) ?? '').split('\n').map((line) => line.trim());
      const people = written.filter((line) => line !== '').map(personIn);
      const known = people.flatMap((person) => person ?? []);
      if (known.length < people.length) errors[name] = 'Write each as Name <address>, a line each.';
      else if (known.length > 0) customers[id] = known.slice(0, 20);
    }
  }
  if (Object.keys(errors).length > 0) return { errors };
  const methodology = fields.chosen('methodology');
  const flags = Object.fromEntries(
    playbook.flags.map(({ id, default: isSo }) => {
      const chosen = fields.chosen(flagField(id));
      return [id, chosen === undefined ? isSo : chosen === 'yes'];
    }),
  );
  return { fields: { basics, flags, team, customers, ...(methodology !== undefined && { methodology }) } };
}

/** "Dan Sample <dan@customer.example>". */
function personIn(line: string): { readonly name: string; readonly email: string } | undefined {
  const [, name, email] = /^([^<>]{1,400}?)\s*<\s*([^<>\s]{3,320})\s*>$/.exec(line) ?? [];
  return name === undefined || email === undefined ? undefined : { name, email };
}

const unnamed = (user: string) => ({ name: user, email: `${user.toLowerCase()}@example.com` });

/** What the start would be refused with, at the fields of this page. Names of the team are not known yet, and wrong in nothing. */
function faultsOf(shelf: Shelf, playbook: Playbook, fields: StartFields, now: string): Record<string, string> {
  const asked = readStart(shelf, startBody(fields, unnamed), now);
  const names = playbook.roles.map(({ id }) => roleField(id));
  const others = ['methodology', ...playbook.flags.map(({ id }) => flagField(id))];
  return asked.ok ? {} : byField(asked.faults, [...names, ...others]);
}

/** Somebody who takes no part would start what is none of their business, and could not see it afterwards. */
const strangerIn = ({ team }: StartFields, user: string): Record<string, string> =>
  Object.values(team).some((people) => people.includes(user))
    ? {}
    : { [roleField('architect')]: 'Whoever starts it is one of the team: choose yourself for one of its roles.' };

/** Each fault at the field that it is about; those of no field of this page at its first one, with their names. */
function byField(faults: readonly FieldFault[], fields: readonly string[]): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const { field, message } of faults) {
    const at = fieldOf(field, message, fields);
    const said = at === undefined ? `${field}: ${message}` : message;
    const name = at ?? fields[0] ?? field;
    errors[name] = errors[name] === undefined ? said : `${errors[name]} ${said}`;
  }
  return errors;
}

/** A person is called after the first of their roles: see start-body.ts. Of a role that nobody holds, the fault names it. */
function fieldOf(field: string, message: string, fields: readonly string[]): string | undefined {
  const [part = '', of = ''] = field.split('.');
  const role = part === 'people' ? of || (/^Nobody holds the role ([\w-]+)/.exec(message)?.[1] ?? '') : '';
  const name = part === 'people' ? roleField(role) : part === 'flags' && of !== '' ? flagField(of) : field;
  return fields.includes(name) ? name : undefined;
}
