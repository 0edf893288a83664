import { addDays, businessDayFrom, morningOf } from '../calendar/calendar.ts';
import type { Context } from './context.ts';
import { isNews, tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { openTasks, tasksFrom } from './task.ts';
import type { Task } from './task.ts';
import type { Wait } from './wait.ts';

/** The look back after the first business cycle, 30 to 60 days after go-live, once, and the follow-ups. EV-309 to EV-312. */
export function firstCycleOwes(context: Context): MessageDuty[] {
  const { playbook, state } = context;
  const { firstCycle } = playbook.maintenance;
  const at = afterGoLive(context, firstCycle.fromDays);
  if (at === undefined) return [];
  const look = tell(context, 'first-cycle', {
    key: 'first-cycle/opened',
    to: [firstCycle.owner],
    at,
    items: firstCycle.tasks.map(({ id }) => id),
    why: 'The first business cycle after go-live is over',
    offers: { tasks: openTasks(firstCycleTasks(context)).map(({ key }) => key) },
  });
  return [...(state.firstCycle === undefined ? look : []), ...followUps(context)];
}

/** Follow-ups where the playbook has them, so many days after go-live: those that come, and those of late. A33, A44. */
export const followUps = (context: Context): MessageDuty[] =>
  context.playbook.maintenance.followUps.flatMap(({ id, afterDays, owner }) => {
    const at = afterGoLive(context, afterDays);
    return at === undefined || !isNews(context, at)
      ? []
      : tell(context, 'follow-up', {
          key: `follow-up/${id}`,
          to: [owner],
          at,
          items: [id],
          why: `${afterDays} days after go-live`,
        });
  });

export function firstCycleTasks(context: Context): Task[] {
  const { firstCycle } = context.playbook.maintenance;
  const at = afterGoLive(context, firstCycle.fromDays);
  return at === undefined || at > context.now
    ? []
    : tasksFrom(context, firstCycle.tasks, 'first-cycle', 'aftercare', firstCycle.owner);
}

/** The key question waits for an answer until it has one. */
export function firstCycleWaits(context: Context): Wait[] {
  const { firstCycle, chain } = context.playbook.maintenance;
  const at = afterGoLive(context, firstCycle.fromDays);
  if (at === undefined || at > context.now || context.state.firstCycle !== undefined) return [];
  const items = firstCycleTasks(context)
    .filter(({ done }) => done === undefined)
    .map(({ id }) => id);
  return [
    {
      key: 'first-cycle/answer',
      who: [firstCycle.owner],
      what:
        firstCycle.question === undefined
          ? 'The look back at the first business cycle'
          : 'The key question of the first business cycle',
      answeredBy: 'answerFirstCycle',
      items,
      since: at,
      chain,
    },
  ];
}

function afterGoLive({ state }: Context, days: number): string | undefined {
  if (state.goLiveOn === undefined) return undefined;
  return morningOf(businessDayFrom(addDays(state.goLiveOn, days), state.calendar), state.calendar);
}
