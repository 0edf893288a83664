import { isCancellation } from '@temporalio/workflow';
import { noted, stored } from '../src/engagement/engagement.ts';
import type { JournalEvent } from '../src/engagement/events.ts';
import { now } from './clock.ts';
import type { Desk } from './desk.ts';
import { appendJournal } from './perform.ts';

/** So many events wait for company before they are put into the records store by themselves. */
const journalBatch = 25;
/** A payload of Temporal's takes 2 MB; text may be three bytes a character. */
const journalBatchChars = 400_000;

/** Puts the journal into the records store, one batch at a time. */
export interface JournalKeeper {
  readonly keep: (now: boolean) => void;
  /** Hands out what is to be stored next, to be stored by another activity; nothing, when something is being stored. */
  readonly lend: () => readonly JournalEvent[];
  /** Takes back what was handed out. What was not stored is stored by itself, patiently. */
  readonly takeBack: (lent: readonly JournalEvent[], isStored: boolean) => void;
  readonly isWriting: () => boolean;
  /** Nothing is left to write, or nothing more can be done about it in this run. */
  readonly isIdle: () => boolean;
}

export function journalKeeper(desk: Desk): JournalKeeper {
  let isWriting = false;
  // After a failure that no retry can help, a run does not try again: the next one does, and somebody has been told.
  let gaveUp = false;
  const write = async (): Promise<void> => {
    const { outbox, state } = desk.engagement;
    const events = firstOf(outbox);
    const last = events.at(-1)?.seq ?? 0;
    isWriting = true;
    try {
      await appendJournal(state.id, events);
      desk.engagement = stored(desk.engagement, last);
    } catch (error) {
      gaveUp = true;
      // Cancelled with the workflow, which stores the rest itself.
      if (isCancellation(error)) return;
      const problem = `The journal could not be stored: ${error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error)}`;
      desk.engagement = noted(
        desk.engagement,
        [{ kind: 'dutyFailed', duty: `journal/${last}`, what: 'journal', problem }],
        now(),
      );
    }
    isWriting = false;
    desk.wake();
  };
  return {
    keep: (isDue) => {
      const { length } = desk.engagement.outbox;
      if (!isWriting && !gaveUp && length > 0 && (isDue || length >= journalBatch)) void write();
    },
    lend: () => {
      if (isWriting || gaveUp) return [];
      const lent = firstOf(desk.engagement.outbox);
      isWriting = lent.length > 0;
      return lent;
    },
    takeBack: (lent, isStored) => {
      isWriting = false;
      if (isStored) desk.engagement = stored(desk.engagement, lent.at(-1)?.seq ?? 0);
      else void write();
    },
    isWriting: () => isWriting,
    isIdle: () => gaveUp || (!isWriting && desk.engagement.outbox.length === 0),
  };
}

/** As many events as one payload holds; one, at least. */
export function firstOf(outbox: readonly JournalEvent[]): readonly JournalEvent[] {
  let chars = 0;
  const end = outbox.findIndex((event) => (chars += JSON.stringify(event).length) > journalBatchChars);
  return end === -1 ? outbox : outbox.slice(0, Math.max(1, end));
}
