import type { Instant } from '../src/calendar/calendar.ts';
import { begin, noted, settled, submit } from '../src/engagement/engagement.ts';
import type { Engagement, StartBody } from '../src/engagement/engagement.ts';
import { readCommand } from '../src/engagement/read-command.ts';
import { viewOf } from '../src/engagement/view.ts';
import type { Context } from '../src/method/context.ts';
import type { Duty } from '../src/method/duty.ts';
import { nextMoment, planFor } from '../src/method/plan.ts';
import type { Outline } from '../src/playbook/outline.ts';
import type { EngagementOnServer } from './engagement-on-server.ts';

export interface InMemory extends EngagementOnServer {
  readonly engagement: () => Engagement;
}

/** What a workflow does with an engagement, without Temporal: every due message counts as sent, and `onDuty` hears of it. */
export function engagementInMemory(
  playbook: Outline,
  body: StartBody,
  startedAt: Instant,
  onDuty: (duty: Duty, context: Context) => void = () => undefined,
): InMemory {
  let now = startedAt;
  let commands = 0;
  let engagement = begin(playbook, body, now);
  const performDue = (): Instant | undefined => {
    for (;;) {
      engagement = settled(playbook, engagement, now);
      const context = { playbook, state: engagement.state, now };
      const plan = planFor(context);
      if (plan.due.length === 0) return nextMoment(plan);
      for (const duty of plan.due) onDuty(duty, context);
      const performed = plan.due.map(({ key, why }) => ({ kind: 'dutyPerformed', duty: key, what: why }) as const);
      engagement = { ...noted(engagement, performed, now), outbox: [] };
    }
  };
  performDue();
  return {
    id: body.engagement,
    engagement: () => engagement,
    now: () => Promise.resolve(now),
    view: () => Promise.resolve(viewOf({ playbook, state: engagement.state, now })),
    act: ({ kind, by = 'nobody', ...fields }) => {
      const read = readCommand(kind, { ...fields, by, surface: 'api', commandId: `c${(commands += 1)}` });
      if (!read.ok) return Promise.reject(new Error(read.rejection.message));
      const submitted = submit(playbook, engagement, read.command, now);
      if ('rejection' in submitted) return Promise.reject(new Error(`${kind}: ${submitted.rejection.message}`));
      engagement = submitted.engagement;
      performDue();
      return Promise.resolve();
    },
    skipTo: (instant) => {
      for (let next = performDue(); next !== undefined && next <= instant; next = performDue()) now = next;
      if (instant > now) now = instant;
      performDue();
      return Promise.resolve();
    },
  };
}
