import type { z } from 'zod';
import { playbookSchema } from '../schema.ts';
import { error } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { didYouMean, nearest } from './nearest.ts';
import { fieldsOf, shapesAt } from './shape.ts';

type Issue = z.core.$ZodIssue;

/** What the schema finds, in sentences. A field that is missing because its name is misspelt is one mistake, and said once. */
export function schemaFindings(issues: readonly Issue[]): Finding[] {
  const flat = issues.flatMap((issue) => branches(issue, []));
  const misspelt = new Set(flat.flatMap(({ issue, path }) => meantBy(issue, path)));
  return flat
    .filter(({ issue, path }) => !(isMissing(issue) && misspelt.has(path.join('.'))))
    .flatMap(({ issue, path }) => said(issue, path));
}

interface Flat {
  readonly issue: Issue;
  readonly path: Path;
}

/** Of a union, the branch that came closest says the most: the one with the fewest faults. */
function branches(issue: Issue, above: Path): Flat[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  if (issue.code !== 'invalid_union' || issue.errors.length === 0) return [{ issue, path }];
  const [closest = []] = issue.errors.toSorted((one, other) => weight(one) - weight(other));
  return closest.flatMap((inner) => branches(inner, path));
}

/** A branch for another kind of value altogether is far away, whatever the number of its faults. */
const weight = (issues: readonly Issue[]): number =>
  issues.reduce((sum, { code, path }) => sum + (code === 'invalid_type' && path.length === 0 ? 100 : 1), 0);

const isMissing = (issue: Issue): boolean => ('input' in issue ? issue.input === undefined : false);

const namesAt = (path: Path): string[] =>
  shapesAt(playbookSchema, path).flatMap((shape) => fieldsOf(shape).map(([name]) => name));

const meantBy = (issue: Issue, path: Path): string[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.flatMap((key) => {
        const name = nearest(key, namesAt(path));
        return name === undefined ? [] : [[...path, name].join('.')];
      })
    : [];

function said(issue: Issue, path: Path): Finding[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const known = namesAt(path);
      const near = didYouMean(key, known);
      return error(
        [...path, key],
        `"${key}" is not a field here.${near === '' ? ` There is ${inWords(known)}.` : near}`,
      );
    });
  const [message] = sentence(issue);
  if (isMissing(issue)) return [error(path, `"${path.at(-1) ?? ''}" is missing here. It takes ${message}.`)];
  const found = 'input' in issue ? `, not ${shown(issue.input)}` : '';
  return [error(path, `This takes ${message}${found}.${suggestion(issue)}`)];
}

const inWords = (names: readonly string[]): string => [...new Set(names)].join(', ');

const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a block of fields',
  record: 'a block of fields',
};

/** What would be right, so that "This takes …" is a sentence. */
function sentence(issue: Issue): [string] {
  switch (issue.code) {
    case 'invalid_type':
      return [kinds[issue.expected] ?? issue.expected];
    case 'invalid_value':
      return [
        issue.values.length === 1 ? JSON.stringify(issue.values[0]) : `one of ${issue.values.map(String).join(', ')}`,
      ];
    case 'too_small':
      return [issue.origin === 'string' ? issue.message : `at least ${issue.minimum}${entries(issue.origin)}`];
    case 'too_big':
      return [`at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : entries(issue.origin)}`];
    case 'invalid_union':
      return [`${issue.discriminator ?? 'a value'} that is known here`];
    case 'invalid_key':
      return [issue.issues.map((inner) => sentence(inner)[0]).join('; ')];
    case 'custom':
      return [`a ${issue.message}`];
    default:
      return [issue.message];
  }
}

const entries = (origin: string): string => (origin === 'array' ? ' entries' : '');

const suggestion = (issue: Issue): string =>
  issue.code === 'invalid_value' && typeof issue.input === 'string'
    ? didYouMean(issue.input, issue.values.map(String))
    : '';

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a block of fields';
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 60 ? `${written.slice(0, 57)}… (${written.length} characters)` : written;
}
