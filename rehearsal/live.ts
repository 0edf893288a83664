import type { Instant } from '../src/calendar/calendar.ts';
import type { View } from '../src/engagement/view.ts';
import type { Outline } from '../src/playbook/outline.ts';
import type { EngagementOnServer } from './engagement-on-server.ts';
import { answerAt, answerTo } from './people.ts';
import type { Scene, Temper } from './scene.ts';

export interface Life {
  readonly playbook: Outline;
  readonly temper: Temper;
  readonly until: Instant;
  /** Ends the rehearsal early. */
  readonly enough?: (view: View) => boolean;
  /** Called when a next engagement is linked and nobody is waited for; true when it has moved something. */
  readonly onWaitless?: (view: View) => Promise<boolean>;
  readonly onStep?: (view: View, now: Instant) => void;
}

/** Lets scripted people live through an engagement: whoever is waited for answers when it is their day, and the clock runs to the next thing that happens. */
export async function live(engagement: EngagementOnServer, life: Life): Promise<View> {
  for (;;) {
    const [view, now] = await Promise.all([engagement.view(), engagement.now()]);
    life.onStep?.(view, now);
    if (view.status === 'ended' || now >= life.until || life.enough?.(view) === true) return view;
    const scene = { playbook: life.playbook, view, now };
    const first = nextAnswer(scene, life.temper);
    if (
      first === undefined &&
      view.next.some(({ endedAt }) => endedAt === undefined) &&
      (await life.onWaitless?.(view)) === true
    )
      continue;
    const upcoming = view.upcoming.find(({ at }) => at > now)?.at ?? life.until;
    if (first === undefined || upcoming < first.at)
      await engagement.skipTo(upcoming < life.until ? upcoming : life.until);
    else await answer(engagement, life, first);
  }
}

interface Answer {
  readonly key: string;
  readonly at: Instant;
}

function nextAnswer(scene: Scene, temper: Temper): Answer | undefined {
  return scene.view.waits
    .map((wait) => ({ key: wait.key, wait, at: answerAt(scene, wait, temper) }))
    .filter(({ wait, at }) => answerTo({ ...scene, now: at > scene.now ? at : scene.now }, wait, temper).length > 0)
    .toSorted((one, other) => (one.at < other.at ? -1 : 1))[0];
}

async function answer(engagement: EngagementOnServer, { playbook, temper }: Life, { key, at }: Answer): Promise<void> {
  await engagement.skipTo(at);
  const [view, now] = await Promise.all([engagement.view(), engagement.now()]);
  const wait = view.waits.find((open) => open.key === key);
  if (wait === undefined) return;
  for (const act of answerTo({ playbook, view, now }, wait, temper)) await engagement.act(act);
}
