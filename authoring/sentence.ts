/** What somebody asked for and cannot have, in sentences for people: printed without a stack. */
export class Sentence extends Error {
  override readonly name = 'Sentence';
}

/** What a verb prints, and the exit code that it leaves with. */
export interface Said {
  readonly text: string;
  readonly code: 0 | 1;
}
