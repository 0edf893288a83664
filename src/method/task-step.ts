import type { StepCode } from '../playbook/codes.ts';
import { attemptOf } from './context.ts';
import type { Context } from './context.ts';
import type { Step } from './step.ts';
import { allDone, stepTasks, tellOpened, waitsForTasks } from './task.ts';

/** The scope of a step's waits and messages: a loop-back comes again, and its messages with it. */
export const scopeOf = (context: Context, code: StepCode): string => `${code}.${attemptOf(context, code)}`;

/** A step that is a list: its owners hear of it when it opens, are waited for, and it is left when all of it is done. */
export const taskStep = (code: StepCode, name: string): Step => ({
  code,
  name,
  owes: (context) => tellOpened(context, stepTasks(context, code), scopeOf(context, code), context.state.stepSince),
  waits: (context) =>
    waitsForTasks(context, stepTasks(context, code), { scope: scopeOf(context, code), chain: 'work', what: name }),
  tasks: (context) => stepTasks(context, code),
  leftWhen: (context) => allDone(stepTasks(context, code)),
});
