import { isDate } from '../../src/calendar/calendar.ts';
import { didYouMean } from '../../src/playbook/lint/nearest.ts';

/** What `/engagement …` asks for. */
export type Slash =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly page: number }
  | { readonly kind: 'show' | 'why'; readonly engagement: string }
  | { readonly kind: 'golive' | 'checkin'; readonly engagement: string; readonly on: string }
  | { readonly kind: 'issue' | 'hold' | 'resume'; readonly engagement: string; readonly text: string }
  | { readonly kind: 'reading'; readonly engagement: string; readonly metric: string; readonly value: number }
  | { readonly kind: 'unclear'; readonly message: string };

/** Each word, with what comes behind it and what it does. */
export const slashWords = {
  list: { args: '', does: 'your engagements' },
  show: { args: 'ID', does: 'how one stands, and what you can do' },
  why: { args: 'ID', does: 'who is waited for, since when, and what happens next if nobody acts' },
  golive: { args: 'ID DATE', does: 'sets the date on which the customer went, or will go, live' },
  issue: { args: 'ID TEXT', does: 'reports that something is wrong; begin the text with critical or major if it is' },
  reading: { args: 'ID METRIC VALUE', does: 'records a measured number' },
  hold: { args: 'ID REASON', does: 'puts it on hold: nobody is reminded meanwhile' },
  resume: { args: 'ID REASON', does: 'lets it go on' },
  checkin: { args: 'ID DATE', does: 'moves the next check-in' },
  hours: { args: '[ID]', does: 'your own time zone and quiet hours, by a form; in all of yours without an id' },
  start: { args: '', does: 'starts one, by a form' },
  help: { args: '', does: 'this' },
} as const;

type Word = keyof typeof slashWords;

const isWord = (word: string): word is Word => Object.hasOwn(slashWords, word);

const unclear = (message: string): Slash => ({ kind: 'unclear', message });
const usage = (word: Word): string => `/engagement ${word} ${slashWords[word].args}`.trim();

/** Reads what somebody typed behind `/engagement`. What cannot be read is answered with a sentence that says how it is written. */
export function parseSlash(text: string): Slash {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const word = first.toLowerCase();
  if (word === '') return { kind: 'help' };
  if (!isWord(word))
    return unclear(
      `There is no "${first}".${didYouMean(word, Object.keys(slashWords))} /engagement help lists what there is.`,
    );
  return argumentsOf(word, rest, text);
}

function argumentsOf(word: Word, rest: readonly string[], text: string): Slash {
  if (word === 'help') return { kind: 'help' };
  if (word === 'list') return listed(rest);
  if (word === 'start') return unclear('An engagement is started by a form: type /engagement start.');
  const [engagement, ...more] = rest;
  if (word === 'hours') return tooMuch(word, more);
  if (engagement === undefined)
    return unclear(`Which engagement? It is written ${usage(word)}. /engagement list shows the ids.`);
  switch (word) {
    case 'show':
    case 'why':
      return more.length === 0 ? { kind: word, engagement } : tooMuch(word, more);
    case 'golive':
    case 'checkin':
      return dated(word, engagement, more);
    case 'reading':
      return measured(engagement, more);
    default:
      return worded(word, engagement, text);
  }
}

const tooMuch = (word: Word, more: readonly string[]): Slash =>
  unclear(`"${more.join(' ')}" is too much: it is written ${usage(word)}.`);

function listed(rest: readonly string[]): Slash {
  const [page = '1', ...more] = rest;
  if (more.length > 0 || !/^[1-9]\d{0,2}$/.test(page))
    return unclear(`It is written /engagement list, or /engagement list 2 for the second page.`);
  return { kind: 'list', page: Number(page) };
}

function dated(kind: 'golive' | 'checkin', engagement: string, more: readonly string[]): Slash {
  const [on, ...rest] = more;
  if (on === undefined) return unclear(`On which date? It is written ${usage(kind)}, with a date such as 2027-02-23.`);
  if (rest.length > 0) return tooMuch(kind, rest);
  return isDate(on)
    ? { kind, engagement, on }
    : unclear(`"${on}" is no date. A date is written as 2027-02-23: year, month, day.`);
}

function measured(engagement: string, more: readonly string[]): Slash {
  const [metric, written, ...rest] = more;
  if (metric === undefined || written === undefined)
    return unclear(`Which metric, and which value? It is written ${usage('reading')}.`);
  if (rest.length > 0) return tooMuch('reading', rest);
  const value = numberIn(written);
  return value === undefined ? unclear(notANumber(written)) : { kind: 'reading', engagement, metric, value };
}

/** A number as people write it, where it can mean one thing only. */
export const numberIn = (written: string): number | undefined =>
  /^[+-]?\d{1,15}(\.\d{1,10})?$/.test(written.trim()) ? Number(written) : undefined;

export const notANumber = (written: string): string =>
  `"${written}" is no number. A number is written as 12.5: digits, and a point before the decimals.`;

/** The text is taken as it was typed, with its spaces and lines. */
function worded(kind: 'issue' | 'hold' | 'resume', engagement: string, text: string): Slash {
  const words = text.trim().replace(/^\S+\s+\S+\s*/, '');
  if (words !== '') return { kind, engagement, text: words };
  const asks = kind === 'issue' ? 'What is wrong?' : 'Why?';
  return unclear(`${asks} It is written ${usage(kind)}.`);
}
