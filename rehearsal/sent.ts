import { render } from '../src/messages/render.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import type { EngagementActivities } from '../src/ports/activities.ts';
import type { Letter } from '../src/ports/messenger.ts';
import type { Playbook } from '../src/playbook/schema.ts';

/** A message that went out, and when by the engagement's own clock. */
export interface Sent {
  readonly engagement: string;
  readonly at: Instant;
  readonly to: string;
  readonly via: string;
  readonly template: string;
  readonly subject: string;
  readonly values: Readonly<Record<string, string>>;
}

/** The activities as they are, and a list of what they delivered. */
export const remembering = (
  activities: EngagementActivities,
  playbook: Playbook,
  sent: Sent[],
): EngagementActivities => ({
  ...activities,
  deliver: async (letter) => {
    const delivery = await activities.deliver(letter);
    sent.push(sentOf(playbook, letter, delivery.via));
    return delivery;
  },
  performTogether: async (together) => {
    const performed = await activities.performTogether(together);
    for (const body of together.letters) {
      const fared = performed.tried.find(({ key }) => key === body.key);
      if (fared !== undefined && 'via' in fared)
        sent.push(sentOf(playbook, { ...together.letterhead, ...body }, fared.via));
    }
    return performed;
  },
});

const sentOf = (playbook: Playbook, letter: Letter, via: string): Sent => {
  const { engagement, now: at, template, values, to } = letter;
  return { engagement, at, to: to.id, via, template, values, subject: render(playbook, letter).subject };
};
