import type { Instant } from '../calendar/calendar.ts';
import type { Offering, PlaybookPin, State } from '../engagement/state.ts';
import type { TemplateId } from '../messages/templates.ts';

/** Somebody who is written to. */
export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly slack?: string;
  readonly roles: readonly string[];
}

/** What letters that are written at one moment have in common. */
export interface Letterhead {
  readonly engagement: string;
  readonly customer: string;
  readonly playbook: PlaybookPin;
  readonly step: State['step'];
  /** Who speaks for the team: the architect, to whom an answer goes. */
  readonly sender?: { readonly name: string; readonly email: string };
  /** The engagement's own time: on a skipped clock the wall clock is wrong. */
  readonly now: Instant;
  readonly timeZone: string;
}

/** What a letter says below its head. */
export interface LetterBody {
  /** The duty's key within the engagement: the same key is the same message, however often it is tried. */
  readonly key: string;
  readonly template: TemplateId;
  readonly to: Recipient;
  readonly items: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** What can be done from it, where it is a surface. */
  readonly offers?: Offering;
  /** What of the engagement shows with that, as it stood when the letter was written. */
  readonly shows?: Shown;
  /** The wait that it reminds of, by its key. */
  readonly wait?: string;
  /** For whom its reader stands in, and until when. */
  readonly onBehalfOf?: { readonly name: string; readonly until: Instant };
  /** The messages that were held for its reader, and go out together in this one. */
  readonly parts?: readonly LetterPart[];
  /** The message that this one takes the place of, where it is shown already: as the other system calls it. */
  readonly edits?: string;
}

/** One message to one person, not yet put into words: whoever delivers it renders it with the texts of the playbook. */
export interface Letter extends Letterhead, LetterBody {}

/** What a message would have said by itself. */
export type LetterPart = Pick<LetterBody, 'key' | 'template' | 'items' | 'values' | 'wait' | 'onBehalfOf'>;

/** Small: it is written to history with every letter that offers something, and with no other. */
export interface Shown {
  /** Who has approved the gate so far, by name. */
  readonly approvals?: readonly { readonly by: string; readonly at: Instant }[];
  /** Items of the gate that are not so, and what they lack; an empty text where nobody has confirmed one. */
  readonly lacks?: Readonly<Record<string, string>>;
  /** Where the documents are that the gate rests on, by their ids. */
  readonly links?: Readonly<Record<string, string>>;
  /** The items of the gate, where the letter does not list them itself. */
  readonly checklist?: readonly string[];
  /** What actions of meetings say, by their ids: the playbook has no lines for them. */
  readonly actions?: Readonly<Record<string, string>>;
  readonly done?: readonly DoneLine[];
}

/** What was asked for and is done: a task by its key, or a metric with the value that was read. */
export type DoneLine =
  | { readonly task: string; readonly by: string; readonly at: Instant }
  | { readonly metric: string; readonly value: number; readonly at: Instant };

/** How a message left. `id` is what the other system calls it. */
export interface Delivery {
  readonly via: 'slack' | 'email';
  readonly id: string;
  /** Why somebody who reads Slack was not found there, and was written to by mail. */
  readonly unmatched?: string;
}

/** Slack calls a message by its channel and its time, and lets it be edited; what the outbox keeps is shown to nobody and stays as it is. */
export const isEditable = ({ via, id }: Delivery): boolean => via === 'slack' && id.includes('/');

/** Delivers a letter once, by its key. Rejects with a failure of `DeliveryFault` type. */
export interface Messenger {
  deliver(letter: Letter): Promise<Delivery>;
}
