/**
 * Why a command is refused. `message` says what, why, and what to do, in the words of the SOP.
 * invalid: a field is wrong. not-allowed: not this person's to decide. not-there: names something that is not there.
 * conflict: right in itself, but not now, or settled already. reused: its id was used for something else.
 */
export interface Rejection {
  readonly rejected: 'invalid' | 'not-allowed' | 'not-there' | 'conflict' | 'reused';
  readonly message: string;
  /** The fields at fault, when it is invalid. */
  readonly faults?: readonly FieldFault[];
}

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export const refuse = (rejected: Rejection['rejected'], message: string): Rejection => ({ rejected, message });

/** Names for a sentence: "a, b and c". */
export const named = (ids: readonly string[]): string =>
  ids.length < 2 ? (ids[0] ?? 'none') : `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}`;
