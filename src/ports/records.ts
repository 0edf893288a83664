import type { JournalEvent, JournalPart } from '../engagement/events.ts';

/** Where journals outlive the engine's retention. One contract for every store; see test/records. */
export interface Records {
  /**
   * Appends events behind those that are there, with their hashes. Events that are there already, with the same hash, are taken as written: a repeated append
   * changes nothing. Rejects when a number is missing between the last event and the first given, when one differs from what is there, or when they were not
   * written behind those that are there, which the hash of the last one shows.
   */
  append(engagement: string, part: JournalPart): Promise<void>;
  /** The events of an engagement in order; none when it is not known. */
  read(engagement: string): Promise<readonly JournalEvent[]>;
}
