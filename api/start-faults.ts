import { instantOf } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import type { FieldFault } from '../src/engagement/rejection.ts';
import { named } from '../src/engagement/rejection.ts';
import { startFaults } from '../src/engagement/start.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { Outline } from '../src/playbook/outline.ts';
import type { Shelf, Shelved } from '../stores/playbook-shelf.ts';
import { holidayFaults, publicHolidays } from './holidays.ts';
import { readOrFaults } from './in-words.ts';
import { readableStart, startSchema } from './start-schema.ts';
import type { ReadableStart, StartInput } from './start-schema.ts';

export type StartAsked =
  | { readonly ok: true; readonly input: StartInput; readonly shelved: Shelved; readonly holidays: readonly string[] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/** What was asked for, or everything that is wrong with it, at once: what the schema finds, the shelf, the calendar of holidays, and the core. */
export function readStart(shelf: Shelf, body: unknown, now: Instant): StartAsked {
  const sent = readOrFaults(startSchema, body);
  const fields = readableStart.parse(body);
  const found = onShelf(shelf, fields);
  const unknownPlace = holidayFaults(fields.country, fields.region);
  const holidays = unknownPlace.length === 0 ? holidaysOf(fields, now) : (fields.holidays ?? []);
  const faults = [
    ...sent.faults,
    ...found.faults,
    ...unknownPlace,
    ...(found.shelved === undefined ? [] : coreFaults(found.shelved.outline, { ...fields, holidays }, now)),
  ];
  if (sent.ok && found.shelved !== undefined && faults.length === 0)
    return { ok: true, input: sent.value, shelved: found.shelved, holidays };
  return { ok: false, faults };
}

function holidaysOf({ country, region, holidays = [] }: ReadableStart, now: Instant): string[] {
  const free = country === undefined ? [] : publicHolidays(country, region, Number(now.slice(0, 4)));
  return [...new Set([...holidays, ...free])].toSorted();
}

/** Of an unknown version, the newest is at hand: what else is wrong shows by it. */
function onShelf(
  shelf: Shelf,
  { playbook, version }: ReadableStart,
): { readonly shelved?: Shelved; readonly faults: readonly FieldFault[] } {
  if (playbook === undefined) return { faults: [] };
  const latest = shelf.latest(playbook);
  if (latest === undefined) return { faults: [{ field: 'playbook', message: notOnShelf(shelf, playbook) }] };
  const shelved = version === undefined ? latest : shelf.find(playbook, version);
  if (shelved !== undefined) return { shelved, faults: [] };
  return { shelved: latest, faults: [{ field: 'version', message: noSuchVersion(shelf, playbook, version ?? '') }] };
}

/** Why a playbook cannot be found, and which can. */
export function notOnShelf(shelf: Shelf, playbook: string): string {
  const fault = shelf.faults.find(({ file }) => file.includes(`/${playbook}/`));
  const why = fault === undefined ? '' : ` ${fault.file} cannot be used: ${fault.message}`;
  return `There is no playbook "${playbook}". There are: ${named(shelf.ids)}.${why}`;
}

export function noSuchVersion(shelf: Shelf, playbook: string, version: string): string {
  const versions = shelf.all().flatMap(({ pin }) => (pin.id === playbook ? [pin.version] : []));
  return `There is no version ${version} of ${playbook}. There are: ${named(versions)}.`;
}

const types = ['single', 'dedicated'] as const;

/** What the core finds wrong with what could be read. Of what follows only from a field that could not be read, nothing is said. */
function coreFaults(outline: Outline, fields: ReadableStart, now: Instant): FieldFault[] {
  const [one, other] = types.map((type) =>
    startFaults(outline, requestOf(outline, { ...fields, type: fields.type ?? type }, now), now),
  );
  // Without a type, only what is wrong with either.
  const isWrongAnyhow = ({ field, message }: FieldFault): boolean =>
    (other ?? []).some((fault) => fault.field === field && fault.message === message);
  return (one ?? []).filter((fault) => isWrongAnyhow(fault) && !isGuess(fault, fields, now));
}

function isGuess({ field }: FieldFault, { kickoffAt, timeZone, people }: ReadableStart, now: Instant): boolean {
  if (field === 'kickoffAt') return kickoffAt === undefined || (timeZone === undefined && instantOf(kickoffAt) > now);
  if (field !== 'people') return false;
  return people === undefined || Object.values(people).some(({ roles }) => roles === undefined);
}

function requestOf(
  outline: Outline,
  fields: ReadableStart & { readonly type: StartRequest['type'] },
  now: Instant,
): StartRequest {
  const { type, methodology, flags = {}, timeZone = 'UTC', holidays = [], kickoffAt = now, people = {} } = fields;
  const byDefault = new Map(outline.flags.map((flag) => [flag.id, flag.default]));
  return {
    engagement: '',
    customer: '',
    type,
    ...(methodology !== undefined && { methodology }),
    flags: Object.fromEntries(
      Object.entries(flags).map(([flag, value]) => [flag, value ?? byDefault.get(flag) ?? false]),
    ),
    calendar: { timeZone, holidays },
    people: Object.fromEntries(
      Object.entries(people).map(([person, { roles = [] }]) => [person, { name: '', email: '', roles }]),
    ),
    kickoffAt,
  };
}
