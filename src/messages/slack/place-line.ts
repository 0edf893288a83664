import type { JournalEvent } from '../../engagement/events.ts';
import type { State } from '../../engagement/state.ts';
import { dayInWords } from './engagement-words.ts';
import { happeningOf, isHappening } from './happenings.ts';
import { cut, markup } from './mrkdwn.ts';
import { isOverheard, overhearing } from './overheard.ts';
import type { PlaybookInFull } from './overheard.ts';

/** What is said of an engagement where all who work on it can read it. */
export interface PlaceLine {
  /** What it is about: lines of one topic stay in one thread. */
  readonly topic: string;
  /** Markup, escaped. */
  readonly text: string;
}

/** Whether an event may lead to a line. */
export const isSpokenOf = (event: JournalEvent): boolean =>
  event.kind === 'dutyPerformed' ? isOverheard(event) : isHappening(event);

/** As long as people read in a channel; all of it is in the journal. */
const mostText = 1500;

/** The line that an event leads to, in the engagement as it was just before it. Pure. */
export function placeLine(book: PlaybookInFull, state: State, event: JournalEvent): PlaceLine | undefined {
  const happening =
    event.kind === 'dutyPerformed' ? overhearing(book, state, event) : happeningOf(book.playbook, state, event);
  if (happening === undefined) return undefined;
  const text = [
    markup`*${happening.subject}* (${dayInWords(state, event.at)})`,
    ...happening.body.map((part) => markup`${part}`),
  ].join('\n');
  return { topic: topicOf(happening.topic), text: cut(text, mostText) };
}

/** Of these there are many at a time, and each is a topic: the second part of the key says which. */
const oneOfMany = new Set(['issue', 'red-flag', 'change-request', 'reading']);

/** A gate's attempt, a red flag, an issue, a check-in, the homework: what the first part of a key says. */
function topicOf(key: string): string {
  const [first = '', second = ''] = key.split('/');
  return oneOfMany.has(first) ? `${first}/${second}` : first;
}

/** The first message in a channel that engagements share: whose thread it is. */
export const placeRoot = ({ customer, id, playbook }: Pick<State, 'customer' | 'id' | 'playbook'>): string =>
  markup`*${customer}* · ${playbook.id} · ${id}`;
