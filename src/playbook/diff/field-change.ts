import type { Playbook } from '../schema.ts';
import type { Change } from './change.ts';
import { placeInWords } from './place.ts';
import { isText, rolesInWords, valueInWords } from './value-in-words.ts';

/** A field of what stayed, as it was and as it is. Undefined where it was, or is, not there. */
export interface Changed {
  readonly before: Playbook;
  readonly after: Playbook;
  readonly path: readonly string[];
  readonly old: unknown;
  readonly now: unknown;
}

const personFields = new Set([
  'owner',
  'customerOwner',
  'escalateTo',
  'responder',
  'askWhom',
  'of',
  'signers',
  'audience',
  'tell',
  'needed',
  'side',
  'single',
  'dedicated',
]);
const figureFields = new Set(['rule', 'target', 'minutes', 'range', 'remindAfter', 'days']);
const wordFields = new Set(['text', 'purpose', 'label', 'resumesWhen', 'scopes', 'unlessAgreed']);

export function fieldChange(changed: Changed): Change {
  const { path, old, now } = changed;
  const field = path.at(-1) ?? '';
  const place = placeInWords(path.slice(0, -1));
  const topic = topicOf(changed);
  const rewritten = topic === 'Texts' ? textChange(field, place, old, now) : undefined;
  if (rewritten !== undefined) return { topic, words: rewritten };
  const [is, was] = [sayNow(changed), sayOld(changed)];
  if (field === 'when')
    return {
      topic,
      words: `${place} applies ${now === undefined ? 'always' : `only where ${is}`}; before: ${old === undefined ? 'always' : `only where ${was}`}.`,
    };
  if (field === 'after') return { topic, words: `${place} comes after ${is} instead of ${was}.` };
  if (path.join('.') === 'hypercare.days') return { topic, words: `hypercare lasts ${is} days instead of ${was}.` };
  return { topic, words: `${place === '' ? field : `${place}: ${field}`} is ${is} instead of ${was}.` };
}

const isPerson = ({ path }: Changed): boolean =>
  personFields.has(path.at(-1) ?? '') || (path.at(-1) === 'to' && path[0] === 'escalation');

const sayNow = (changed: Changed): string =>
  isPerson(changed) ? rolesInWords(changed.after, changed.now) : valueInWords(changed.now);
const sayOld = (changed: Changed): string =>
  isPerson(changed) ? rolesInWords(changed.before, changed.old) : valueInWords(changed.old);

function topicOf(changed: Changed): Change['topic'] {
  const { path, old, now } = changed;
  const field = path.at(-1) ?? '';
  if (path[0] === 'gates' && !wordFields.has(field)) return 'Gates';
  if (isPerson(changed)) return 'People';
  if (field === 'after' && path[0] !== 'alignment') return 'Order';
  if (figureFields.has(field) || typeof (now ?? old) === 'number') return 'Dates and figures';
  return lines(now ?? old).length > 0 ? 'Texts' : 'Work';
}

/** A text paragraph by paragraph, so that of a long message only what changed is shown; a list entry by entry. */
const lines = (value: unknown): string[] =>
  [value]
    .flat()
    .filter(isText)
    .flatMap((text) => text.split('\n'))
    .filter((line) => line.trim() !== '');

/** What was taken out of a text, or of a list of texts, and what was put in. */
function textChange(field: string, place: string, old: unknown, now: unknown): string | undefined {
  const [was, is] = [lines(old), lines(now)];
  const marked = [
    ...was.filter((line) => !is.includes(line)).map((line) => `  - ${line}`),
    ...is.filter((line) => !was.includes(line)).map((line) => `  + ${line}`),
  ];
  if (marked.length === 0) return undefined;
  return `${field} of ${place === '' ? 'the playbook' : place} changed:\n${marked.join('\n')}`;
}
