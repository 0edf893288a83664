/** What a pair of runs measured: bare Temporal, and Fairlead, right after one another. */
export interface Pair {
  readonly floor: number;
  readonly value: number;
}

/** A number that was measured. */
export interface Figure {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** What bare Temporal needed for the same, in the same run, or what the formula says. */
  readonly floor?: number;
  /** Fairlead's part by the floor's. */
  readonly ratio?: number;
  /** The quartiles of what several runs gave. */
  readonly spread?: readonly [low: number, high: number];
  readonly note?: string;
}

/** A number that is not told, and why. */
export interface Refusal {
  readonly name: string;
  readonly refused: string;
}

export type Outcome = Figure | Refusal;

/** What pairs of runs are asked for: Fairlead's part by the floor's, or how much more it is. */
export interface Paired {
  readonly name: string;
  readonly unit: string;
  readonly by: 'ratio' | 'difference';
  readonly pairs: readonly Pair[];
  readonly note?: string;
}

/** How large a run is. */
export interface Scale {
  readonly isQuick: boolean;
  readonly say: (line: string) => void;
  /** Where decisions are made, when not on a server of the bench's own. */
  readonly temporal?: RunningTemporal;
}

/** A Temporal that runs already, on another database than SQLite, say. */
export interface RunningTemporal {
  readonly address: string;
  /** Its processes, by what they are: each counts with those that it started. */
  readonly pids: Readonly<Record<string, number>>;
}

/** A part of the bench: the figures that it makes, and how. */
export interface Measure {
  readonly name: string;
  readonly figures: readonly string[];
  /** Takes long, or needs what a machine may not have: only when it is asked for. */
  readonly onlyAskedFor?: true;
  /** Takes longer than a quick run may: it is in one only when it is asked for. */
  readonly notQuick?: true;
  /** Can be had on a Temporal that runs already. */
  readonly anywhere?: true;
  readonly run: (scale: Scale) => Promise<readonly (Outcome | Paired)[]>;
}
