import type { EventBody, JournalEvent } from '../engagement/events.ts';
import { record } from '../engagement/record.ts';
import type { Recorded } from '../engagement/record.ts';
import type { Context } from './context.ts';
import { stepAfter, steps } from './steps.ts';

/**
 * What follows by itself: steps that are left because their conditions hold, hypercare that begins and ends by the clock, an engagement whose
 * last offer was answered. Goes on until nothing follows any more. No sign-off ever follows: gates are left by a decision alone.
 */
export function settle(context: Context): Recorded {
  let { state } = context;
  const events: JournalEvent[] = [];
  // Every step is entered at most once here, and has few consequences: the bound only guards against a fault of ours.
  for (let turn = 0; turn < 64; turn += 1) {
    const bodies = following(state === context.state ? context : { ...context, state });
    if (bodies.length === 0) return { state, events };
    const settled = record(state, bodies, { at: context.now });
    state = settled.state;
    events.push(...settled.events);
  }
  throw new Error(
    `The step ${state.step} of ${state.id} never comes to rest; this is a fault of the method, not of the engagement`,
  );
}

function following(context: Context): EventBody[] {
  const { state } = context;
  if (state.status === 'held' || state.status === 'ended') return [];
  const step = steps[state.step];
  const consequence = step.follows?.(context);
  if (consequence !== undefined) return [consequence];
  return step.leftWhen(context) ? entering(context) : [];
}

/** Leaving a step enters the next; leaving the last one closes the project. */
export function entering({ state }: Pick<Context, 'state'>): EventBody[] {
  const step = stepAfter(state.step);
  const entered: EventBody = { kind: 'stepEntered', step, from: state.step };
  return step === 'aftercare' ? [{ kind: 'engagementClosed' }, entered] : [entered];
}
