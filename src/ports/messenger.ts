import type { Instant } from '../calendar/calendar.ts';
import type { PlaybookPin, State } from '../engagement/state.ts';
import type { GateCode } from '../playbook/codes.ts';
import type { TemplateId } from '../messages/templates.ts';

/** Somebody who is written to. */
export interface Recipient {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly slack?: string;
  readonly roles: readonly string[];
}

/** One message to one person, not yet put into words: whoever delivers it renders it with the texts of the playbook. */
export interface Letter {
  /** The duty's key within the engagement: the same key is the same message, however often it is tried. */
  readonly key: string;
  readonly engagement: string;
  readonly customer: string;
  readonly playbook: PlaybookPin;
  readonly step: State['step'];
  readonly template: TemplateId;
  readonly to: Recipient;
  /** Who speaks for the team: the architect, to whom an answer goes. */
  readonly sender?: { readonly name: string; readonly email: string };
  readonly items: readonly string[];
  readonly values: Readonly<Record<string, string>>;
  /** The gate whose decision it offers, where it is a surface. */
  readonly offers?: { readonly gate: GateCode; readonly attempt: number };
  /** The wait that it reminds of, by its key. */
  readonly wait?: string;
  /** For whom its reader stands in, and until when. */
  readonly onBehalfOf?: { readonly name: string; readonly until: Instant };
  /** The messages that were held for its reader, and go out together in this one. */
  readonly parts?: readonly LetterPart[];
  /** The message that this one takes the place of, where it is shown already: as the other system calls it. */
  readonly edits?: string;
  /** The engagement's own time: on a skipped clock the wall clock is wrong. */
  readonly now: Instant;
  readonly timeZone: string;
}

/** What a message would have said by itself. */
export type LetterPart = Pick<Letter, 'key' | 'template' | 'items' | 'values' | 'wait' | 'onBehalfOf'>;

/** How a message left. `id` is what the other system calls it. */
export interface Delivery {
  readonly via: 'slack' | 'email';
  readonly id: string;
}

/** Delivers a letter once, by its key. Rejects with a failure of `DeliveryFault` type. */
export interface Messenger {
  deliver(letter: Letter): Promise<Delivery>;
}
