import type { KnownUser, MemberFile } from './slack-member-file.ts';
import type { SlackPeople } from './slack-people.ts';

/** What Slack says of its users, asked once a day. Rejects with Later while it cannot be asked. */
export interface SlackMembers {
  /** The workspace of the installation. */
  workspace(): Promise<string>;
  member(user: string): Promise<KnownUser>;
  /** The active user of the workspace who has an address, confirmed; else why there is none. */
  userOf(email: string): Promise<Found>;
}

type Found = { readonly user: string } | { readonly missing: string };

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const isFresh = ({ at }: { readonly at: string }, forMs = dayMs): boolean => Date.now() - Date.parse(at) < forMs;
const nowInUtc = (): string => new Date().toISOString();

export function slackMembers(people: SlackPeople, file: MemberFile): SlackMembers {
  const [teams, seen, found] = [sharing<string>(), sharing<KnownUser>(), sharing<Found>()];
  const workspace = (): Promise<string> =>
    teams('ours', async () => {
      const { team } = await file.read();
      if (team !== undefined && isFresh(team)) return team.id;
      const id = await people.team();
      await file.noteTeam({ id, at: nowInUtc() });
      return id;
    });
  const miss = async (address: string, why: string): Promise<{ missing: string }> => {
    await file.noteMiss(address, { at: nowInUtc(), why });
    return { missing: why };
  };
  const lookedUp = async (email: string, address: string): Promise<Found> => {
    const ours = await workspace();
    const isTheirs = (known: Omit<KnownUser, 'at'>): boolean =>
      known.email?.toLowerCase() === address && known.isActive && known.team === ours;
    const { users, misses } = await file.read();
    const [known] = Object.entries(users).find(([, user]) => isFresh(user) && isTheirs(user)) ?? [];
    if (known !== undefined) return { user: known };
    const missed = misses[address];
    // Somebody may join, or confirm their address, at any time: that is looked at sooner.
    if (missed !== undefined && isFresh(missed, hourMs)) return { missing: missed.why };
    const answer = await people.userOf(email);
    if ('refused' in answer)
      return answer.refused === 'users_not_found'
        ? miss(address, 'nobody in the workspace has their address')
        : { missing: `Slack does not say who has their address (${answer.refused})` };
    const { id, name: _name, timeZone: _timeZone, ...user } = answer.value;
    await file.noteUser(id, { at: nowInUtc(), ...user });
    return isTheirs(user) ? { user: id } : miss(address, whyNot(user, ours));
  };
  return {
    workspace,
    member: (user) =>
      seen(user, async () => {
        const before = (await file.read()).users[user];
        if (before !== undefined && isFresh(before)) return before;
        const { team = '', isActive = false, email } = (await people.user(user)) ?? {};
        const now = { at: nowInUtc(), team, isActive, ...(email !== undefined && { email }) };
        await file.noteUser(user, now);
        return now;
      }),
    userOf: (email) => {
      const address = email.toLowerCase();
      return found(address, () => lookedUp(email, address));
    },
  };
}

/** What is asked for again while it is looked up is looked up once: two letters to one person go out at the same instant. A failure is nobody's but theirs who asked. */
function sharing<Answer>(): (key: string, lookUp: () => Promise<Answer>) => Promise<Answer> {
  const underWay = new Map<string, Promise<Answer>>();
  return (key, lookUp) => {
    const before = underWay.get(key);
    if (before !== undefined) return before;
    const now = lookUp().finally(() => underWay.delete(key));
    underWay.set(key, now);
    return now;
  };
}

function whyNot({ team, isActive, email }: Omit<KnownUser, 'at'>, ours: string): string {
  if (team !== ours) return 'whoever has their address belongs to another workspace';
  if (!isActive) return 'the account that has their address is not active';
  return email === undefined
    ? 'their address is not confirmed in Slack'
    : 'the account of their address has another one';
}
