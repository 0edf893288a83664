import { answerTo } from '../../rehearsal/people.ts';
import type { Act, Temper } from '../../rehearsal/scene.ts';
import { engagementInMemory } from '../../rehearsal/engagement-in-memory.ts';
import type { InMemory } from '../../rehearsal/engagement-in-memory.ts';
import { requestFor } from '../../rehearsal/script.ts';
import { startBody } from '../../src/engagement/start.ts';
import type { View } from '../../src/engagement/view.ts';
import type { Shelved } from '../../stores/playbook-shelf.ts';

const hasty: Temper = { daysFor: () => 0, answers: { upsell: 'no', downsell: 'yes', retry: 'yes' } };

/** What people decide in an engagement when nobody waits for a day to come, in order: from homework through three gates and a loop-back to hypercare. */
export async function script({ outline, pin }: Shelved): Promise<readonly Act[]> {
  const now = new Date().toISOString();
  const engagement = engagementInMemory(
    outline,
    startBody(outline, pin, requestFor(outline, 'script', 'dedicated', now)),
    now,
  );
  const acts: Act[] = [];
  for (;;) {
    const view = await engagement.view();
    const done = await firstTaken(engagement, [
      ...view.waits.flatMap((wait) => answerTo({ playbook: outline, view, now }, wait, hasty)),
      ...heldAtOnce(view),
    ]);
    if (done === undefined) return acts;
    acts.push(done);
  }
}

/** Meetings take place before their day. */
const heldAtOnce = ({ meetings, stepMeetings }: View): Act[] =>
  [...Object.entries(meetings).map(([id, meeting]) => ({ id, ...meeting })), ...stepMeetings]
    .filter(({ heldAt }) => heldAt === undefined)
    .map(({ id: meeting }) => ({ kind: 'recordMeeting', meeting, recorded: true, by: 'the-architect' }));

async function firstTaken(engagement: InMemory, acts: readonly Act[]): Promise<Act | undefined> {
  for (const act of acts) {
    const isTaken = await engagement.act(act).then(
      () => true,
      () => false,
    );
    if (isTaken) return act;
  }
  return undefined;
}
