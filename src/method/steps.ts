import type { Stage } from '../engagement/state.ts';
import { stepCodes } from '../playbook/codes.ts';
import { preKickoff } from './1a-pre-kickoff.ts';
import { kickoffCall } from './1b-kickoff-call.ts';
import { alignmentLoop } from './1c-alignment-loop.ts';
import { strategicSignOff } from './1d-strategic-sign-off.ts';
import { techSpec } from './2a-tech-spec.ts';
import { engineeringHandoff } from './2b-engineering-handoff.ts';
import { build } from './2c-build.ts';
import { qaSignOff } from './2d-qa-sign-off.ts';
import { trainingPrep } from './3a-training-prep.ts';
import { trainingSessions } from './3b-training-sessions.ts';
import { hypercare } from './3c-hypercare.ts';
import { enablementSignOff } from './3d-enablement-sign-off.ts';
import { maintenanceSchedule } from './4a-maintenance-schedule.ts';
import { internalHandoff } from './4b-internal-handoff.ts';
import { externalHandoff } from './4c-external-handoff.ts';
import { projectClose } from './4d-project-close.ts';
import { actionTasks } from './actions.ts';
import { aftercare } from './aftercare.ts';
import { checkInTasks } from './check-in.ts';
import type { Context } from './context.ts';
import { hasReached } from './context.ts';
import { firstCycleTasks } from './first-cycle.ts';
import { maintenanceTasks } from './maintenance.ts';
import type { Step } from './step.ts';
import { waitsForTasks } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** The method: sixteen steps, then aftercare. */
export const steps: { readonly [Code in Stage]: Step<Stage> } = {
  '1a': preKickoff,
  '1b': kickoffCall,
  '1c': alignmentLoop,
  '1d': strategicSignOff,
  '2a': techSpec,
  '2b': engineeringHandoff,
  '2c': build,
  '2d': qaSignOff,
  '3a': trainingPrep,
  '3b': trainingSessions,
  '3c': hypercare,
  '3d': enablementSignOff,
  '4a': maintenanceSchedule,
  '4b': internalHandoff,
  '4c': externalHandoff,
  '4d': projectClose,
  aftercare,
};

/** The step that comes after another in the SOP's order. */
export const stepAfter = (code: Stage): Stage =>
  code === 'aftercare' ? code : (stepCodes[stepCodes.indexOf(code) + 1] ?? 'aftercare');

/** Everything that there is to do in steps that have opened, whether it is done or not: what a person may tick. */
export const openedTasks = (context: Context): Task[] => [
  ...stepCodes.filter((code) => hasReached(context, code)).flatMap((code) => steps[code].tasks(context)),
  ...actionTasks(context),
  ...maintenanceTasks(context),
  ...firstCycleTasks(context),
  ...checkInTasks(context),
];

/** What was reopened in a step that has been left: whoever owns it is asked once more, in whatever step the engagement is. */
export function reopenedWaits(context: Context): Wait[] {
  // Most engagements reopen nothing, and listing the tasks of every step is most of what planning costs.
  if (Object.keys(context.state.reopened).length === 0) return [];
  const left = stepCodes.filter((code) => hasReached(context, code) && code !== context.state.step);
  return left.flatMap((code) =>
    waitsForTasks(
      context,
      steps[code].tasks(context).filter(({ key }) => key in context.state.reopened && !isAskedAnyway(key)),
      { scope: `${code}/reopened`, chain: 'work', what: `Reopened in ${code} ${steps[code].name}` },
    ),
  );
}

/** Homework and prep have waits of their own, that end when nobody needs them any more. */
const isAskedAnyway = (key: string): boolean => /^(?:1a|1b|prep)\//.test(key);

/** What would open later, so that a refusal can say when. */
export const laterTasks = (context: Context): Task[] =>
  stepCodes.filter((code) => !hasReached(context, code)).flatMap((code) => [...steps[code].tasks(context)]);
