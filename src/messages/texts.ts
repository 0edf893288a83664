import { onceFor } from '../once-for.ts';
import type { Playbook } from '../playbook/schema.ts';

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/**
 * What a person reads for an id of the playbook: its text, else its name. Ids are unique in their list only, so the part of the playbook that is
 * meant is looked through first. An id that is nowhere reads as its words.
 */
export function textOf(playbook: Playbook, id: string, first?: unknown): string {
  return search(first, id) ?? search(playbook, id) ?? reworkText(playbook, id) ?? id.replaceAll('-', ' ');
}

/** What a loop-back asks for has no line in a playbook: a fix of each failed test, or one rework. */
function reworkText(playbook: Playbook, id: string): string | undefined {
  if (id === 'rework' || id === 'fix') return 'Put right what did not work: the decision that led back here says what.';
  const failed = id.startsWith('fix-') ? search(playbook.tests, id.slice('fix-'.length)) : undefined;
  return failed === undefined ? undefined : `Put right what failed its test: ${failed}`;
}

/** What an id of the playbook is called, in a subject or within a sentence: its name, else its words. */
export const nameIn = (playbook: Playbook, id: string): string =>
  search(playbook, id, byName) ?? id.replaceAll('-', ' ');

const byName = ({ name }: Line): string | undefined => (typeof name === 'string' ? name : undefined);

type Line = Readonly<Record<string, unknown>>;

/** A line in full: what it is called, and what it says. */
function inFull({ name, label, text, title, definition }: Line): string | undefined {
  const texts = [name ?? label, text ?? title ?? definition].filter((part) => typeof part === 'string');
  return texts.length === 0 ? undefined : texts.join(': ');
}

type Read = (line: Line) => string | undefined;

/** The first of an id, in the playbook's order. A playbook never changes, and is looked through once. */
const search = (value: unknown, id: string, read: Read = inFull): string | undefined =>
  isRecord(value) ? indexOf(read)(value).get(id) : undefined;

const indexOf = onceFor((read: Read) =>
  onceFor((value: object): ReadonlyMap<string, string> => {
    const index = new Map<string, string>();
    collect(value, read, index);
    return index;
  }),
);

function collect(value: unknown, read: Read, index: Map<string, string>): void {
  if (!isRecord(value)) return;
  const id = value['id'];
  const here = typeof id === 'string' && !index.has(id) ? read(value) : undefined;
  if (typeof id === 'string' && here !== undefined) index.set(id, here);
  for (const child of Object.values(value)) collect(child, read, index);
}
