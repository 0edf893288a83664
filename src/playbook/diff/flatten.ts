import { isRecord } from '../lint/shape.ts';

/** Something of a playbook that can change by itself: a line with an id, or one field of it. Ids say which one it is, positions do not. */
export interface Piece {
  /** Keys and ids from the top: "tasks.2a.spec-platform.text". */
  readonly path: readonly string[];
  readonly value: unknown;
  /** A line of a list, as opposed to a field. */
  readonly isLine: boolean;
}

/** Fields that are one thing to a person, whatever they are made of. */
const whole = new Set(['when', 'needed', 'rule', 'target', 'evidence', 'value', 'minutes', 'range', 'percent', 'over']);

/** All pieces by their path. */
export function piecesOf(playbook: unknown): ReadonlyMap<string, Piece> {
  const pieces = new Map<string, Piece>();
  flatten(playbook, [], pieces);
  return pieces;
}

function flatten(value: unknown, path: readonly string[], pieces: Map<string, Piece>): void {
  const field = path.at(-1) ?? '';
  const isWhole = whole.has(field) || isRange(value) || !(isRecord(value) || isListOfLines(value));
  if (isWhole) {
    if (value !== undefined) add(pieces, { path, value, isLine: false });
  } else if (Array.isArray(value)) for (const [index, entry] of value.entries()) line(entry, index, path, pieces);
  else if (isRecord(value)) for (const [key, entry] of Object.entries(value)) flatten(entry, [...path, key], pieces);
}

const add = (pieces: Map<string, Piece>, piece: Piece): unknown => pieces.set(piece.path.join('\n'), piece);

const isListOfLines = (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isRecord);

const isRange = (value: unknown): boolean =>
  isRecord(value) && Object.keys(value).every((key) => key === 'min' || key === 'max');

function line(entry: unknown, index: number, above: readonly string[], pieces: Map<string, Piece>): void {
  if (!isRecord(entry)) return;
  // The groups of a step are headings: a task that moves from one to another stays the same task.
  const isGroup = above.length === 2 && above[0] === 'tasks';
  const name = isGroup ? `group ${nameOf(entry, index)}` : nameOf(entry, index);
  const isTaken = pieces.has([...above, name].join('\n'));
  const path = [...above, isTaken ? `${name}, number ${index + 1}` : name];
  add(pieces, { path, value: entry, isLine: true });
  const { id: _, tasks, ...fields } = entry;
  flatten(fields, path, pieces);
  if (tasks !== undefined) flatten(tasks, isGroup ? [...above, ''] : [...path, 'tasks'], pieces);
}

/** What names a line: its id, else what it is about. */
function nameOf({ anyOf, stages, ...entry }: Readonly<Record<string, unknown>>, index: number): string {
  if (Array.isArray(anyOf)) return anyOf.join(' or ');
  if (Array.isArray(stages)) return `red flag (${stages.join(', ')})`;
  const [named] = ['id', 'number', 'role', 'milestone', 'topic', 'context'].flatMap((key) => {
    const value = entry[key];
    return typeof value === 'string' || typeof value === 'number' ? [`${value}`] : [];
  });
  return named ?? `${index + 1}`;
}
