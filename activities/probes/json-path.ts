import { JSONPathEnvironment, JSONPathError } from 'json-p3';
import type { Json } from './json-answer.ts';
import { unreadable } from './unreadable.ts';

const environment = new JSONPathEnvironment();

const mostFound = 10_000;

/** What a JSONPath (RFC 9535) finds, in order. */
export function foundBy(path: string, answer: Json): readonly unknown[] {
  mustBeCheap(path);
  try {
    const found = [];
    for (const { value } of environment.lazyQuery(path, answer)) {
      found.push(value);
      if (found.length > mostFound) throw unreadable(`"${path}" finds more than ${mostFound} values. Narrow it down.`);
    }
    return found;
  } catch (error) {
    if (!(error instanceof JSONPathError)) throw error;
    throw unreadable(`"${path}" cannot be followed: ${error.message}. Mend the probe's "select".`);
  }
}

/**
 * Whoever writes a path may be careless, and whoever answers hostile: what multiplies the work with every step is refused. So are regular expressions, which
 * can keep a worker busy for years.
 */
function mustBeCheap(path: string): void {
  const outsideQuotes = path.replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""');
  if (/,/.test(outsideQuotes) || outsideQuotes.split('..').length > 2 || outsideQuotes.indexOf('$', 1) !== -1)
    throw unreadable(
      `"${path}" may take too long: a JSONPath here has no "," (neither "[0, 1]" nor match and search), ".." once at most, and "$" at its beginning only.`,
    );
}

/** What stands at a JSON Pointer (RFC 6901). */
export function foundAt(pointer: string, answer: unknown): unknown {
  if (pointer !== '' && !pointer.startsWith('/')) return undefined;
  let here = answer;
  for (const part of pointer.split('/').slice(1)) {
    const name = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof here !== 'object' || here === null) return undefined;
    here = Object.entries(here).find(([key]) => key === name)?.[1];
  }
  return here;
}
