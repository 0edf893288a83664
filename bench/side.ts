/** One of the two that are held against each other: bare Temporal, or Fairlead. */
export interface Side {
  readonly name: string;
  /** Processes whose CPU time is counted, by what they are. */
  readonly pids: Readonly<Record<string, number>>;
  /** Whether whoever calls is part of it: a native client must be had, an HTTP caller is a browser somewhere. */
  readonly countsCaller: boolean;
  /** Starts one; resolves when that was acknowledged. */
  start(id: string): Promise<void>;
  /** The next decision of one that was started; resolves when it was acknowledged. */
  decide(id: string): Promise<void>;
}
