import { laterBy } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import { startBody } from '../src/engagement/start.ts';
import type { EngagementType, PlaybookPin } from '../src/engagement/state.ts';
import { render } from '../src/messages/render.ts';
import { letterOf } from '../src/method/letter-of.ts';
import { outlineOf } from '../src/playbook/outline.ts';
import type { Playbook } from '../src/playbook/schema.ts';
import { engagementInMemory } from './engagement-in-memory.ts';
import { live } from './live.ts';
import { isRehearsed, rehearsedBy, rehearsedDays, requestFor } from './script.ts';
import type { Lived } from './script.ts';
import type { Sent } from './sent.ts';

/** The day on which lives in memory begin: always the same, so that their calendars are. */
export const lifeBegins: Instant = '2027-01-04T09:00:00.000Z';

/** What a rehearsal plays, without a server: the same people, the same planner, from a fixed day on. */
export async function lifeInMemory(playbook: Playbook, pin: PlaybookPin, type: EngagementType): Promise<Lived> {
  const outline = outlineOf(playbook);
  const sides = new Map(playbook.roles.map(({ id, side }) => [id, side]));
  const sent: Sent[] = [];
  const steps: string[] = [];
  const body = startBody(outline, pin, requestFor(outline, 'sample', type, lifeBegins));
  const engagement = engagementInMemory(outline, body, lifeBegins, (duty, context) => {
    const letter = duty.kind === 'message' ? letterOf(context, duty) : undefined;
    if (letter === undefined) return;
    const { now: at, to, template, values } = letter;
    const via = to.roles.some((role) => sides.get(role) === 'internal') ? 'slack' : 'email';
    sent.push({
      engagement: 'sample',
      at,
      to: to.id,
      via,
      template,
      values,
      subject: render(playbook, letter).subject,
    });
  });
  const view = await live(engagement, {
    playbook: outline,
    temper: rehearsedBy(outline),
    until: laterBy(lifeBegins, rehearsedDays * 86_400_000),
    onStep: ({ step }) => void (steps.at(-1) !== step && steps.push(step)),
    enough: isRehearsed,
    onWaitless: async ({ next }) => {
      const other = next.find(({ endedAt }) => endedAt === undefined)?.id;
      if (other === undefined) return false;
      await engagement.act({ kind: 'recordNextEnded', engagement: other, by: `engagement:${other}` });
      return true;
    },
  });
  return { view, sent, steps };
}
