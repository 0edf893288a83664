import type { EventBodyOf, EventKind, JournalEvent, Stamp } from '../events.ts';
import type { Done, State } from '../state.ts';

export type EventOf<Kind extends EventKind> = EventBodyOf<Kind> & Stamp;
export type Evolver<Kind extends EventKind> = (state: State, event: EventOf<Kind>) => State;
export type Evolvers<Kinds extends EventKind> = { readonly [Kind in Kinds]: Evolver<Kind> };

/** Who did it and when. What follows by itself is nobody's doing. */
export const doneBy = ({ by, at }: Pick<JournalEvent, 'by' | 'at'>): Done => ({ by: by ?? '', at });

/** In whose place it was done, if in anybody's. */
export const inPlace = ({ onBehalfOf }: { readonly onBehalfOf?: string }): { readonly onBehalfOf?: string } =>
  onBehalfOf === undefined ? {} : { onBehalfOf };

/** A record without one of its keys. */
export const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
