import { dateInWords, dateOf } from '../../calendar/calendar.ts';
import type { Playbook } from '../../playbook/schema.ts';
import type { Letter, LetterPart } from '../../ports/messenger.ts';
import { render } from '../render.ts';
import type { TemplateId } from '../templates.ts';
import { cut, markup } from './mrkdwn.ts';

/** What is said of a message where all can read it. */
export interface PlaceLine {
  /** The same for all who get the message: it is said once. */
  readonly key: string;
  /** What it is about: lines of one topic stay in one thread. */
  readonly topic: string;
  /** Markup, escaped. */
  readonly text: string;
}

/** Reminders, flags, issues, check-ins and decisions. Of reminders, a line says all: what is waited for, and who. */
const reminders: ReadonlySet<TemplateId> = new Set(['homework-reminder', 'reminder', 'approval-reminder']);
const spoken: ReadonlySet<TemplateId> = new Set([
  'escalation',
  'gate-opened',
  'changes-requested',
  'gate-decided',
  'held',
  'resumed',
  'red-flag',
  'issue-routed',
  'change-requested',
  'change-answered',
  'check-in-scheduled',
  'check-in-prep',
  'check-in-brief',
  'check-in-day',
]);

/** As long as people read in a channel; all of it is in the message. */
const mostText = 1500;

/** The lines that a letter leads to; of one that brings several messages, one each. Pure. */
export function placeLines(playbook: Playbook, letter: Letter): PlaceLine[] {
  if (letter.edits !== undefined) return [];
  const { parts: _parts, ...whole } = letter;
  return (letter.parts ?? [letter]).flatMap((part) => lineOf(playbook, whole, part));
}

function lineOf(playbook: Playbook, letter: Letter, { key, template, items, values }: LetterPart): PlaceLine[] {
  const isReminder = reminders.has(template);
  if (!isReminder && !spoken.has(template)) return [];
  // Other reminders speak to their reader, who is one of many here.
  const about = { ...letter, key, template: isReminder ? 'reminder' : template, items, values };
  const { subject, text } = render(playbook, about);
  const body = isReminder ? [values['who'] ?? ''] : text.split('\n\n').filter((part) => !part.startsWith('Hello '));
  const day = dateInWords(dateOf(letter.now, { timeZone: letter.timeZone, holidays: [] }));
  const said = markup`*${subject}* (${day})` + body.map((part) => markup`\n${part}`).join('');
  return [{ key: withoutReader(key, letter.to.id), topic: topicOf(key), text: cut(said, mostText) }];
}

/** The last part of a message's key is its reader. */
const withoutReader = (key: string, reader: string): string =>
  key.endsWith(`/${reader}`) ? key.slice(0, -reader.length - 1) : key;

/** Of these there are many at a time, and each is a topic: the second part of the key says which. */
const oneOfMany = new Set(['issue', 'red-flag', 'change-request', 'reading', 'probe']);

/** A gate's attempt, a red flag, an issue, a check-in, the homework: what the first part of a message's key says. */
function topicOf(key: string): string {
  const [first = '', second = ''] = key.split('/');
  return oneOfMany.has(first) ? `${first}/${second}` : first;
}

/** The first message in a channel that engagements share: whose thread it is. */
export const placeRoot = ({ customer, engagement, playbook }: Letter): string =>
  markup`*${customer}* · ${playbook.id} · ${engagement}`;
