import type { Engagement, StartBody } from '../src/engagement/engagement.ts';
import type { Forecast } from '../src/engagement/forecast.ts';
import type { JournalEvent } from '../src/engagement/events.ts';
import type { Answer } from '../src/engagement/memory.ts';
import type { View } from '../src/engagement/view.ts';
import type { Plan } from '../src/method/plan.ts';
import type { Outline } from '../src/playbook/outline.ts';

export { searchAttributes, searchAttributeTypes } from './search-attributes.ts';

/** The names by which the outside speaks to an engagement. The workflow id is the engagement's id. */
export const workflowType = 'engagement';
export const taskQueue = 'engagements';

/** With what a run begins: a new engagement, or what the run before carried on. */
export interface EngagementInput {
  readonly playbook: Outline;
  readonly begin: StartBody | Engagement;
  /** Continue as new after so many signals, which never suggest it by themselves, or (tests) after so many events of history. */
  readonly continueAfter?: { readonly signals?: number; readonly historyEvents?: number };
}

/**
 * An Update for each kind of command, named after it, answered with this. It is refused with an ApplicationFailure of type `rejected`,
 * whose first detail is the Rejection. The same command by Signal has the same name; what it leads to is in the journal.
 */
export type CommandAnswer = Answer;
export const rejected = 'Rejected';

/** Queries. The journal query answers with the events that are not in the records store yet. */
export const queries = { view: 'view', plan: 'plan', journal: 'journal', forecast: 'forecast' } as const;
export interface QueryAnswers {
  readonly view: View;
  readonly plan: Plan;
  readonly journal: readonly JournalEvent[];
  readonly forecast: readonly Forecast[];
}
