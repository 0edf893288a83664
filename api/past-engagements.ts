import { laterBy } from '../src/calendar/calendar.ts';
import { foldJournal } from '../src/engagement/evolve.ts';
import { viewOf } from '../src/engagement/view.ts';
import type { View } from '../src/engagement/view.ts';
import type { Context } from '../src/method/context.ts';
import { planFor } from '../src/method/plan.ts';
import type { Plan } from '../src/method/plan.ts';
import type { Records } from '../src/ports/records.ts';
import type { Shelf } from '../stores/playbook-shelf.ts';
import { Problem } from './problem.ts';

/** Engagements that have come to an end, from their records: as they stood then. Undefined when there are none. */
export interface PastEngagements {
  view(id: string): Promise<View | undefined>;
  plan(id: string): Promise<Plan | undefined>;
}

export function pastEngagements(records: Records, shelf: Shelf): PastEngagements {
  const contextOf = async (id: string): Promise<Context | undefined> => {
    const events = await records.read(id);
    const [state, last] = [foldJournal(events), events.at(-1)];
    if (state === undefined || last === undefined) return undefined;
    const shelved = shelf.byDigest(state.playbook.digest);
    if (shelved === undefined)
      throw new Problem(
        503,
        'unavailable',
        `${state.playbook.id} ${state.playbook.version}, which "${id}" ran, is not on the shelf. Put its file back.`,
      );
    return { playbook: shelved.outline, state, now: laterBy(last.at, 0) };
  };
  return {
    view: async (id) => {
      const context = await contextOf(id);
      return context && viewOf(context);
    },
    plan: async (id) => {
      const context = await contextOf(id);
      return context && planFor(context);
    },
  };
}
