import type { SlackPeople } from '../../stores/slack-people.ts';

/** What an engagement must know of somebody: what they are called, and where mail reaches them. Undefined of whoever is not active, or has no confirmed address. */
export type NameOf = (user: string) => Promise<{ readonly name: string; readonly email: string } | undefined>;

/** Asked of Slack each time: engagements are not started often. Rejects with Later while Slack cannot be asked. */
export const naming =
  (people: Pick<SlackPeople, 'user' | 'team'>): NameOf =>
  async (user) => {
    const [found, workspace] = await Promise.all([people.user(user), people.team()]);
    if (found === undefined || !found.isActive || found.team !== workspace || found.email === undefined)
      return undefined;
    return { name: found.name ?? found.email, email: found.email };
  };
