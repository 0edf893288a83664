import { isDate } from '../../../src/calendar/calendar.ts';

/** What a form asks for about an engagement. */
export const formWords = ['show', 'why', 'golive', 'checkin', 'issue', 'hold', 'resume', 'reading'] as const;
export type FormWord = (typeof formWords)[number];

/** The form that `/engagement …` is answered with, because something is left to be chosen. */
export type FormAsked =
  | { readonly kind: 'start'; readonly customer?: string }
  | { readonly kind: 'hours'; readonly engagement?: string }
  | { readonly kind: 'about'; readonly word: FormWord; readonly engagement?: string; readonly on?: string };

const isFormWord = (word: string): word is FormWord => formWords.some((one) => one === word);

/** Undefined when what was typed is whole, or wrong: then it is answered with words. */
export function formAsked(text: string): FormAsked | undefined {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const word = first.toLowerCase();
  const [only, ...more] = rest;
  if (word === 'start') return only === undefined ? { kind: 'start' } : { kind: 'start', customer: rest.join(' ') };
  if (word === 'hours' && more.length === 0)
    return only === undefined ? { kind: 'hours' } : { kind: 'hours', engagement: only };
  if (!isFormWord(word) || more.length > 0) return undefined;
  if (only === undefined) return { kind: 'about', word };
  if (word === 'show' || word === 'why') return undefined;
  const isDated = word === 'golive' || word === 'checkin';
  return isDated && isDate(only) ? { kind: 'about', word, on: only } : { kind: 'about', word, engagement: only };
}
