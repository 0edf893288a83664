import { LineCounter, parseDocument, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Document } from 'yaml';
import type { Path } from './lint/finding.ts';

/** A line and a column of the file, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

export interface SyntaxFault extends Place {
  readonly message: string;
}

/** What a file says, and where it says it. `value` is undefined where the file is no YAML, or too much of it. */
export interface ReadYaml {
  readonly value: unknown;
  readonly faults: readonly SyntaxFault[];
  readonly placeOf: (path: Path) => Place;
}

/** A playbook is a text that people write; what is larger was not written by people. */
const most = { characters: 512 * 1024, lines: 8000, ids: 3000, depth: 500 };

/** Reads YAML within limits. Whatever is wrong comes out as sentences; nothing is thrown. */
export function readYaml(source: string): ReadYaml {
  const tooMuch = excess(source);
  if (tooMuch !== undefined) return nothing(`${tooMuch} Nothing was loaded.`);
  try {
    return read(source);
  } catch (error) {
    const isUnknown = error instanceof ReferenceError && error.message.startsWith('Unresolved');
    return nothing(isUnknown ? 'An alias (*name) names an anchor (&name) that is not there.' : tooMuchOfIt);
  }
}

const tooMuchOfIt =
  'This is nested too deeply, or its aliases (*name) multiply it too far. Write out what they stand for.';

const nothing = (message: string): ReadYaml => ({
  value: undefined,
  faults: [{ line: 1, column: 1, message }],
  placeOf: () => ({ line: 1, column: 1 }),
});

function excess(source: string): string | undefined {
  if (source.length > most.characters)
    return `The file has ${source.length} characters; a playbook has at most ${most.characters}.`;
  const lines = source.split('\n').length;
  if (lines > most.lines) return `The file has ${lines} lines; a playbook has at most ${most.lines}.`;
  const ids = source.match(/\bid["']?\s*:/g)?.length ?? 0;
  if (depthOf(source) > most.depth) return tooMuchOfIt;
  return ids > most.ids
    ? `The file defines ${ids} tasks and other things with an id; a playbook has at most ${most.ids}.`
    : undefined;
}

/** How deep brackets lie in each other, roughly: those in texts count too, and close again. */
function depthOf(source: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of source.matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

function read(source: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  if (document.errors.some(({ message }) => message.includes('call stack'))) return nothing(tooMuchOfIt);
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  const faults = document.errors.map(({ pos, code, message }) => ({
    ...at(pos[0]),
    message: sentences[code] ?? firstLine(message),
  }));
  const placeOf = (path: Path): Place => at(offsetOf(document, path));
  // A key that is there twice leaves the rest readable; after any other fault, what is read is a guess.
  const isReadable = document.errors.every(({ code }) => code === 'DUPLICATE_KEY');
  return { value: isReadable ? plainValue(document) : undefined, faults, placeOf };
}

/** YAML aliases may multiply a small file into a huge value; playbooks need few. */
const plainValue = (document: Document): unknown => document.toJS({ maxAliasCount: 50 });

/** Where a path stands in the file, or where its nearest parent does: the key of a field, the beginning of a list's entry. */
function offsetOf(document: Document, path: Path): number {
  let node: unknown = document.contents;
  let offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
  for (const part of path) {
    const next = isSeq(node) && typeof part === 'number' ? node.items[part] : undefined;
    const pair = isMap(node)
      ? node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part))
      : undefined;
    const place = pair?.key ?? next;
    if (!isNode(place)) return offset;
    offset = place.range?.[0] ?? offset;
    node = pair === undefined ? next : pair.value;
  }
  return offset;
}

/** What authors get wrong most often, in words of ours. */
const sentences: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'This key is there twice. Keep one of the two.',
  BLOCK_AS_IMPLICIT_KEY:
    'There is a colon in this text, or the line is indented wrongly. Put text with a colon in quotes.',
  TAB_AS_INDENT: 'YAML is indented with spaces, never with tabs.',
  BAD_INDENT: 'This line is indented otherwise than its neighbours.',
};

const firstLine = (message: string): string =>
  `${(message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '')}.`;
