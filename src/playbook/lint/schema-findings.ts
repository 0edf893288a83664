import type { z } from 'zod';
import { playbookSchema } from '../schema.ts';
import { error } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { didYouMean, nearest } from './nearest.ts';
import { fieldsOf, isRecord, shapesAt, valuesOf } from './shape.ts';

type Issue = z.core.$ZodIssue;

/** What the schema finds, and the places that it can therefore say nothing about: all of a union whose branch is not known. */
export interface SchemaFindings {
  readonly findings: readonly Finding[];
  readonly disturbed: readonly Path[];
}

/** What the schema finds, in sentences. A field that is missing because its name is misspelt is one mistake, and said once. */
export function schemaFindings(issues: readonly Issue[]): SchemaFindings {
  const flat = issues.flatMap((issue) => branches(issue, []));
  const misspelt = new Set(flat.flatMap(({ issue, path }) => meantBy(issue, path)));
  return {
    findings: flat
      .filter(({ issue, path }) => !(isMissing(issue) && misspelt.has(path.join('.'))))
      .flatMap(({ issue, path }) => said(issue, path)),
    disturbed: flat.map(({ place }) => place),
  };
}

interface Flat {
  readonly issue: Issue;
  readonly path: Path;
  readonly place: Path;
}

/** Of a union, the branch that came closest says the most: the one with the fewest faults. */
function branches(issue: Issue, above: Path, union?: Path): Flat[] {
  const path = [...above, ...issue.path.map((part) => (typeof part === 'number' ? part : String(part)))];
  // A field too many says nothing about the others.
  const own = issue.code === 'unrecognized_keys' ? [...path, ...issue.keys.slice(0, 1)] : path;
  if (issue.code !== 'invalid_union') return [{ issue, path, place: union ?? own }];
  // Where no branch is meant by the discriminator, the path ends with it.
  if (issue.errors.length === 0) return [{ issue, path, place: union ?? path.slice(0, -1) }];
  const [closest = []] = issue.errors.toSorted((one, other) => weight(one) - weight(other));
  return closest.flatMap((inner) => branches(inner, path, union ?? path));
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
      if (/\s/.test(key))
        return error(
          [...path, key],
          `"${key}" is read as a field. If it is text, put all of it in quotes: inside { } a comma ends it.`,
        );
      const known = namesAt(path);
      const near = didYouMean(key, known);
      return error(
        [...path, key],
        `"${key}" is not a field here.${near === '' ? ` There is ${inWords(known)}.` : near}`,
      );
    });
  const [message] = sentence(issue, path);
  if (isMissing(issue)) return [error(path, `"${path.at(-1) ?? ''}" is missing here. It takes ${message}.`)];
  const found = 'input' in issue && issue.code !== 'custom' ? `, not ${shown(inputOf(issue))}` : '';
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
function sentence(issue: Issue, path: Path): [string] {
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
      return [`one of ${inWords(shapesAt(playbookSchema, path).flatMap(valuesOf))}`];
    case 'invalid_key':
      return [issue.issues.map((inner) => sentence(inner, path)[0]).join('; ')];
    case 'custom':
      return [issue.message];
    default:
      return [issue.message];
  }
}

const entries = (origin: string): string => (origin === 'array' ? ' entries' : '');

const suggestion = (issue: Issue): string =>
  issue.code === 'invalid_value' && typeof issue.input === 'string'
    ? didYouMean(issue.input, issue.values.map(String))
    : '';

/** Of a union that is told apart by one field, what stands in that field. */
function inputOf(issue: Issue): unknown {
  if (issue.code !== 'invalid_union' || issue.discriminator === undefined) return issue.input;
  return isRecord(issue.input) ? issue.input[issue.discriminator] : issue.input;
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return 'a block of fields';
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 60 ? `${written.slice(0, 57)}… (${written.length} characters)` : written;
}
