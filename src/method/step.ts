import type { Instant } from '../calendar/calendar.ts';
import type { EventBody } from '../engagement/events.ts';
import type { StepCode } from '../playbook/codes.ts';
import type { Context } from './context.ts';
import type { Duty } from './duty.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** One step of the method, read from top to bottom: what it owes, whom it waits for, what it lists, when it is left. */
export interface Step<Code extends string = StepCode> {
  readonly code: Code;
  readonly name: string;
  readonly owes: (context: Context) => readonly Duty[];
  readonly waits: (context: Context) => readonly Wait[];
  /** What there is to do. A gate lists its items instead. */
  readonly tasks: (context: Context) => readonly Task[];
  /** Whether the step is left without a decision. A gate is left only by one. */
  readonly leftWhen: (context: Context) => boolean;
  /** When the clock alone will change something here, if it will. */
  readonly opensNext?: (context: Context) => { readonly at: Instant; readonly why: string } | undefined;
  /** What follows by itself from what happened: an event that nobody has to ask for. */
  readonly follows?: (context: Context) => EventBody | undefined;
}
