import type { z } from 'zod';
import type { FieldFault } from '../src/engagement/rejection.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** What is read, or everything that is wrong with it. */
export type Sent<T> =
  | { readonly ok: true; readonly value: T; readonly faults: readonly [] }
  | { readonly ok: false; readonly faults: readonly FieldFault[] };

/**
 * Reads what was sent. The one place where faults of a schema become sentences: a schema's own messages, and those made here, say what was expected
 * ("a date such as 2027-02-23"). `whole` is the field's name when all of it is wrong.
 */
export function readOrFaults<T extends z.ZodType>(schema: T, input: unknown, whole = 'body'): Sent<z.infer<T>> {
  const lost = lostNames(input);
  const read = schema.safeParse(input, { error: expectation });
  if (read.success && lost.length === 0) return { ok: true, value: read.data, faults: [] };
  return {
    ok: false,
    faults: [...lost, ...(read.error?.issues ?? []).flatMap((issue) => faultsOf(issue, input, whole))],
  };
}

/** "__proto__" is no field to JavaScript: it would be lost without a word. No body of ours is deeper. */
function lostNames(input: unknown, path: readonly string[] = []): FieldFault[] {
  if (typeof input !== 'object' || input === null || path.length > 3) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    key === '__proto__'
      ? [{ field: [...path, key].join('.'), message: 'This name cannot be used. Choose another.' }]
      : lostNames(value, [...path, key]),
  );
}

function faultsOf(issue: Issue, input: unknown, whole: string): FieldFault[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys
      .filter((key) => key !== '__proto__')
      .map((key) => ({
        field: [...issue.path, key].join('.'),
        message: 'There is no such field. Is it misspelt?',
      }));
  const field = issue.path.join('.') || whole;
  const isKey = issue.code === 'invalid_key';
  const expected = isKey ? issue.issues.map(({ message }) => message) : [issue.message];
  // As it was sent: a query's number, say, is a text that was to become one.
  const found = isKey ? issue.path.at(-1) : valueAt(input, issue.path);
  return expected.map((words) => ({
    field,
    message: found === undefined ? `Missing. Expected ${words}.` : `Expected ${words}; found ${shown(found)}.`,
  }));
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined,
    input,
  );

function shown(value: unknown): string {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 80 ? `${written.slice(0, 77)}...` : written;
}

/** What was expected, where the schema itself does not say it. */
function expectation(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return kinds[issue.expected] ?? `something else (${issue.expected})`;
    case 'invalid_value':
      return issue.values.length === 1 ? String(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `${sized(issue.origin)} ${issue.minimum} or more${unitOf(issue.origin)}`;
    case 'too_big':
      return `${sized(issue.origin)} ${issue.maximum} or less${unitOf(issue.origin)}`;
    default:
      return 'something of another form';
  }
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object with fields',
  record: 'an object with fields',
};

const sized = (origin: string): string =>
  origin === 'string' ? 'a text of' : origin === 'array' ? 'a list of' : 'a number of';
const unitOf = (origin: string): string => (origin === 'string' ? ' characters' : origin === 'array' ? ' entries' : '');
