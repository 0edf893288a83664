/** Slack cannot be asked now: whatever waits for its answer is done later. */
export class Later extends Error {
  override readonly name = 'Later';
  readonly afterMs: number;

  constructor(message: string, afterMs = 2000) {
    super(message);
    this.afterMs = afterMs;
  }
}
