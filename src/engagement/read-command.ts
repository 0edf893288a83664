import { isDate, isInstant } from '../calendar/calendar.ts';
import { commandFields, surfaces } from './command-fields.ts';
import type { Command, CommandField, CommandKind } from './command-fields.ts';
import type { FieldFault, Rejection } from './rejection.ts';

const maxText = 4000;
const maxList = 300;
/** So many unknown fields are named in a refusal. */
const maxUnknown = 10;

export const isCommandKind = (kind: string): kind is CommandKind => Object.hasOwn(commandFields, kind);

type Read = { readonly ok: true; readonly command: Command } | { readonly ok: false; readonly rejection: Rejection };

/**
 * Reads a command from whatever was sent: the guard of the workflow, which gets commands by Update and Signal from programs and people alike.
 * Every fault of it is listed at once. Unknown fields are refused, so that a misspelt one is not lost.
 */
export function readCommand(kind: CommandKind, input: unknown): Read {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return invalid(kind, [{ field: '', message: 'A command is an object with fields.' }]);
  const fields: Record<string, unknown> = { ...input };
  const specs: Readonly<Record<string, CommandField>> = commandFields[kind];
  const faults = [
    ...senderFaults(fields),
    ...Object.entries(specs).flatMap(([field, spec]) => faultsOf(field, spec, fields[field])),
    ...Object.keys(fields)
      .filter((field) => !Object.hasOwn(specs, field) && !senderFields.includes(field))
      .slice(0, maxUnknown)
      .map((field) => ({
        field: field.slice(0, 80),
        message: `${kind} has no field ${shown(field)}. Its fields: ${Object.keys(specs).join(', ')}.`,
      })),
  ];
  return faults.length === 0 && isRead(kind, fields) ? { ok: true, command: fields } : invalid(kind, faults);
}

/** Checked just above, field by field, against the very table that its type is made of. */
const isRead = (kind: CommandKind, fields: Record<string, unknown>): fields is Command & Record<string, unknown> =>
  Object.assign(fields, { kind })['kind'] === kind;

const senderFields = ['commandId', 'by', 'surface', 'kind'];

function senderFaults(fields: Record<string, unknown>): FieldFault[] {
  const ids = ['commandId', 'by'].flatMap((field) => faultsOf(field, { is: 'text', about: '' }, fields[field]));
  const isKnown = surfaces.some((surface) => surface === fields['surface']);
  return isKnown
    ? ids
    : [
        ...ids,
        { field: 'surface', message: `Expected one of ${surfaces.join(', ')}; found ${shown(fields['surface'])}.` },
      ];
}

const invalid = (kind: string, faults: readonly FieldFault[]): Read => ({
  ok: false,
  rejection: {
    rejected: 'invalid',
    message: `${kind} is not well formed: ${faults.map(({ field, message }) => `${field}: ${message}`).join(' ')}`,
    faults,
  },
});

function faultsOf(field: string, spec: CommandField, value: unknown): FieldFault[] {
  if (value === undefined) return spec.optional ? [] : [{ field, message: `Missing. ${spec.about}`.trim() }];
  const expected = expectation(spec, value);
  return expected === undefined ? [] : [{ field, message: `Expected ${expected}; found ${shown(value)}.` }];
}

/** What was expected, when the value is not that. */
function expectation(spec: CommandField, value: unknown): string | undefined {
  switch (spec.is) {
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'a finite number';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'true or false';
    case 'source':
      return isSmallObject(value) ? undefined : `an object of at most ${maxText} characters as JSON`;
    case 'list':
      return isListOfTexts(value) ? undefined : `a list of 1 to ${maxList} texts, each once`;
    default:
      return typeof value === 'string' ? textExpectation(spec, value) : 'a text';
  }
}

const isSmallObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && JSON.stringify(value).length <= maxText;

const isListOfTexts = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= maxList &&
  new Set(value).size === value.length &&
  value.every((entry) => typeof entry === 'string' && entry !== '' && entry.length <= 200);

function textExpectation(spec: CommandField, value: string): string | undefined {
  if (value.trim() === '' || value.length > maxText) return `a text of 1 to ${maxText} characters`;
  if (spec.is === 'id')
    // Names that every object has ("constructor") would be found in every record.
    return /^[A-Za-z0-9][\w.:-]{0,119}$/.test(value) && !(value in {})
      ? undefined
      : 'an id: a letter or digit, then letters, digits, "-", "_", "." or ":"';
  if (spec.is === 'date') return isDate(value) ? undefined : 'a date such as 2027-02-23';
  if (spec.is === 'instant')
    return isInstant(value) ? undefined : 'an instant with its offset, such as 2027-02-23T09:00:00Z';
  if (spec.is === 'email')
    return /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;"]+$/.test(value) ? undefined : 'an e-mail address';
  if (spec.is === 'choice') return spec.of.includes(value) ? undefined : `one of ${spec.of.join(', ')}`;
  return undefined;
}

const shown = (value: unknown): string => {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 80 ? `${written.slice(0, 77)}...` : written;
};
