import { dateOf, msBetween } from '../../calendar/calendar.ts';
import { dayOf, hasReached } from '../../method/context.ts';
import { refuse } from '../rejection.ts';
import { forTeam, holdInWords } from './decider.ts';
import type { Deciders } from './decider.ts';

/** The course of the engagement: holds, going live, live cycles, the end. */
export const course: Deciders<'hold' | 'resume' | 'setGoLive' | 'recordCycle' | 'endEngagement'> = {
  hold: ({ state, ...context }, { reason, by }) => {
    if (state.status === 'held')
      return refuse('conflict', `The engagement is on hold already, since ${holdInWords({ state })}.`);
    return forTeam({ state, ...context }, by, 'Putting an engagement on hold') ?? [{ kind: 'held', reason }];
  },

  // Approvals and everything else stay as they were; how long it was is recorded.
  resume: (context, { reason, by }) => {
    const hold = context.state.holds.at(-1);
    if (context.state.status !== 'held' || hold === undefined)
      return refuse('conflict', 'The engagement is not on hold, so there is nothing to resume.');
    const refusal = forTeam(context, by, 'Resuming an engagement');
    if (refusal !== undefined) return refusal;
    const resumed = { kind: 'resumed', reason, heldMs: msBetween(hold.since, context.now) } as const;
    const { step } = context.state;
    // The gate that put it on hold is evaluated again, afresh. RV-163.
    return hold.scopes === undefined ? [resumed] : [resumed, { kind: 'stepEntered', step, from: step }];
  },

  // Go-live is a fact with a date. What is reckoned from it moves with it: hypercare that has begun stays as it is.
  setGoLive: (context, { on, by }) => {
    const { state, now } = context;
    if (state.goLiveOn === on) return refuse('conflict', `Go-live is ${on} already.`);
    if (state.hypercare !== undefined && on > dateOf(now, state.calendar))
      return refuse(
        'conflict',
        `Hypercare began on ${dayOf({ state }, state.hypercare.startedAt)}; go-live cannot be moved into the future any more.`,
      );
    if (on < dateOf(state.startedAt, state.calendar))
      return refuse('invalid', `${on} is before the engagement began, on ${dateOf(state.startedAt, state.calendar)}.`);
    return forTeam(context, by, 'Setting go-live') ?? [{ kind: 'goLiveSet', on }];
  },

  recordCycle: (context, { name, on, outcome, pilot = false, by }) => {
    const { state, now, playbook } = context;
    const what = playbook.hypercare.cycle.name;
    if (!hasReached(context, '2d'))
      return refuse('conflict', `A ${what} is recorded from 2d on; the engagement is in ${state.step}.`);
    if (on > dateOf(now, state.calendar))
      return refuse('invalid', `${on} is still to come; a ${what} is recorded once it is over.`);
    if (!pilot && state.goLiveOn === undefined)
      return refuse(
        'conflict',
        `Go-live has no date yet, so "${name}" cannot be a live one. Set go-live first, or record it as a pilot.`,
      );
    if (!pilot && state.goLiveOn !== undefined && on < state.goLiveOn)
      return refuse(
        'conflict',
        `"${name}" ended on ${on}, before go-live on ${state.goLiveOn}. What runs before go-live is a pilot.`,
      );
    if (state.cycles.some((cycle) => cycle.name === name && cycle.on === on))
      return refuse('conflict', `"${name}" of ${on} is recorded already.`);
    return forTeam(context, by, `Recording a ${what}`) ?? [{ kind: 'cycleRecorded', name, on, outcome, pilot }];
  },

  endEngagement: (context, { reason, by }) =>
    forTeam(context, by, 'Ending an engagement') ?? [{ kind: 'engagementEnded', reason }],
};
