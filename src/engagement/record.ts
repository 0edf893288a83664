import type { EventBody, JournalEvent, Stamp } from './events.ts';
import { evolve } from './evolve.ts';
import { chained } from './journal.ts';
import type { State } from './state.ts';

/** A state, and the events that led to it. */
export interface Recorded {
  readonly state: State;
  readonly events: readonly JournalEvent[];
}

/** Puts events behind the journal and folds them into the state. */
export function record(state: State, bodies: readonly EventBody[], stamp: Stamp): Recorded {
  let folded = state;
  const events = bodies.map((body) => {
    const event = chained(folded.journal, body, stamp);
    folded = evolve(folded, event);
    return event;
  });
  return { state: folded, events };
}
