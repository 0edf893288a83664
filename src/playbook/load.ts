import { LineCounter, parseDocument } from 'yaml';
import type { Document } from 'yaml';
import type { z } from 'zod';
import { digestOf } from '../canonical.ts';
import { danglingReferences } from './references.ts';
import { playbookSchema } from './schema.ts';
import type { Playbook } from './schema.ts';

/** What is wrong, and where. `path` is dotted ("gates.1d.items.0.text"); `line` and `column` count from 1. */
export interface PlaybookFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/**
 * `digest` is of what the file says (SHA-256 of its canonical JSON), not of what is made of it: comments and layout do not change it, and neither does a
 * later Fairlead that knows more fields.
 */
export type LoadedPlaybook =
  | { readonly ok: true; readonly playbook: Playbook; readonly digest: string }
  | { readonly ok: false; readonly faults: readonly PlaybookFault[] };

/** A playbook is a text that people write; what is larger was not written by people. */
const maxCharacters = 512 * 1024;

/** Reads one playbook from YAML. Every fault is reported at once, in the order of the file. Pure: the caller reads the file. */
export function loadPlaybook(file: string, source: string): LoadedPlaybook {
  if (source.length > maxCharacters) {
    const message = `The file has ${source.length} characters; a playbook has at most ${maxCharacters}. Nothing was loaded.`;
    return { ok: false, faults: [{ file, line: 1, column: 1, path: '', message }] };
  }
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  const at = (path: string, offset: number, message: string): PlaybookFault => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col, path, message };
  };
  if (document.errors.length > 0) {
    return { ok: false, faults: document.errors.map((error) => at('', error.pos[0], firstLine(error.message))) };
  }
  const plain = plainValue(document);
  if (!plain.ok) return { ok: false, faults: [at('', 0, plain.message)] };
  const parsed = playbookSchema.safeParse(plain.value, { reportInput: true });
  const found = parsed.success ? danglingReferences(parsed.data) : parsed.error.issues.flatMap(readIssue);
  const faults = found
    .map(({ path, message }) => at(path.join('.'), offsetOf(document, path), message))
    .toSorted((one, other) => one.line - other.line || one.column - other.column);
  return parsed.success && faults.length === 0
    ? { ok: true, playbook: parsed.data, digest: digestOf(plain.value) }
    : { ok: false, faults };
}

type Plain = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly message: string };

/** YAML aliases may multiply a small file into a huge value; playbooks need few. */
function plainValue(document: Document): Plain {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 50 }) };
  } catch {
    return {
      ok: false,
      message:
        'The aliases (*name) of this file multiply it too far, or name an anchor that is not there. Write out what they stand for.',
    };
  }
}

interface FoundFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Issue = z.core.$ZodIssue;

function readIssue(issue: Issue): FoundFault[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `"${key}" is not a field here. Remove it, or correct its spelling.`,
    }));
  }
  if (issue.code === 'invalid_union') return unionFault(path, issue);
  const found = 'input' in issue && issue.input !== undefined ? `; found ${shown(issue.input)}` : '; nothing is there';
  return [{ path, message: `${issue.message}${found}.` }];
}

/** Of a union, the branch that came closest says the most: the one with the fewest faults. */
function unionFault(path: (string | number)[], issue: Extract<Issue, { code: 'invalid_union' }>): FoundFault[] {
  const closest = issue.errors.toSorted((one, other) => one.length - other.length)[0] ?? [];
  const faults = closest
    .flatMap(readIssue)
    .map((fault) => ({ path: [...path, ...fault.path], message: fault.message }));
  return faults.length > 0 ? faults : [{ path, message: issue.message }];
}

/** Where a path stands in the file, or where its nearest parent does. */
function offsetOf(document: Document, path: readonly (string | number)[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range)) {
      const start: unknown = node.range[0];
      if (typeof start === 'number') return start;
    }
  }
  return 0;
}

const firstLine = (message: string): string => message.split('\n')[0] ?? message;

const shown = (value: unknown): string => {
  const written = JSON.stringify(value) ?? String(value);
  return written.length > 60 ? `${written.slice(0, 57)}...` : written;
};
