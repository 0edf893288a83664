/** Slack cannot be asked now: whatever waits for its answer is done later. */
export class Later extends Error {
  override readonly name = 'Later';
  /** How long Slack asks to wait; undefined where it does not say. */
  readonly afterMs: number | undefined;

  constructor(message: string, afterMs?: number) {
    super(message);
    this.afterMs = afterMs;
  }
}
