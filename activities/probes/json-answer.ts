import { unreadable } from './unreadable.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** What a system answered, as JSON. Nothing of it is quoted when it is none: it may be anybody's. */
export function jsonOf(body: string, host: string): Json {
  try {
    const json: Json = JSON.parse(body);
    return json;
  } catch {
    throw unreadable(`${host} does not answer with JSON (it is ${looksOf(body)}). Look at the probe's address.`);
  }
}

function looksOf(body: string): string {
  if (body.trim() === '') return 'empty';
  if (/^\s*<(!doctype|html)/i.test(body)) return 'a page, HTML: perhaps its log-in';
  return body.trimStart().startsWith('<') ? 'XML' : 'cut off, or another format';
}

/** What stands where a number should: its kind, not its value, which may be somebody's name. */
export function kindInWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'string')
    return value.trim() !== '' && Number.isFinite(Number(value)) ? 'a number in quotes' : 'a text';
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
