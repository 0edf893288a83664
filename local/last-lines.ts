import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const TAIL_BYTES = 4_000;

/** The last lines of a log that may be large, or a word for why there are none. */
export function lastLinesOf(path: string, count = 10): string {
  try {
    return tailOf(path).split('\n').slice(-count).join('\n') || '(the log is empty)';
  } catch {
    return '(the log cannot be read)';
  }
}

function tailOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, tail, 0, tail.length, size - tail.length);
    return tail.toString('utf8').trimEnd();
  } finally {
    closeSync(file);
  }
}
