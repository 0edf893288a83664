import type { Instant } from '../calendar/calendar.ts';
import type { JournalPart } from '../engagement/events.ts';
import type { Probe } from '../engagement/state.ts';
import type { Delivery, Letter, LetterBody, Letterhead } from './messenger.ts';

/** What the workflow asks of the outside world. `activities/` implements it; the workflow knows no more than this. */
export interface EngagementActivities {
  readonly deliver: (letter: Letter) => Promise<Delivery>;
  /**
   * What is due at once, in one go: the journal so far is stored, and every letter is tried once, side by side. One that fails holds up no other; how each
   * fared is the answer.
   */
  readonly performTogether: (together: Together) => Promise<Performed>;
  readonly appendJournal: (order: { readonly engagement: string; readonly journal: JournalPart }) => Promise<void>;
  readonly takeReading: (order: {
    readonly engagement: string;
    readonly metric: string;
    readonly probe: Probe;
    readonly now: Instant;
  }) => Promise<{ readonly value: number; readonly source: string; readonly unit?: string }>;
}

export interface Together {
  /** Of all the letters: what they have in common is written to history once. */
  readonly letterhead: Letterhead;
  readonly letters: readonly LetterBody[];
  /** What is to be put into the records store; nothing, when somebody else is storing it. */
  readonly journal?: JournalPart;
}

export interface Performed {
  readonly isStored: boolean;
  readonly tried: readonly Tried[];
}

/** How a letter fared at its first try. `isFinal`: no retry can help. */
export type Tried = { readonly key: string } & (Delivery | { readonly problem: string; readonly isFinal: boolean });

/** Failures by which activities tell why they gave up. The non-retryable ones become attention items on the engagement. */
export const faults = {
  /** The address, channel or person does not exist, or refuses for good. */
  undeliverable: 'Undeliverable',
  /** Slack does not know the person, or not any more. */
  notInSlack: 'NotInSlack',
  /** The playbook version that the engagement is pinned to is not on the shelf. */
  playbookMissing: 'PlaybookMissing',
  /** The probe's target is not allowed, or does not answer with a number where one was expected. */
  unreadable: 'Unreadable',
  /** The journal that is stored is not the one that is appended to. */
  journalForked: 'JournalForked',
} as const;

export type Fault = (typeof faults)[keyof typeof faults];
