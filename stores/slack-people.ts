import type { Answered, SlackClient } from './slack-client.ts';

export interface SlackUser {
  readonly id: string;
  readonly team: string;
  readonly isActive: boolean;
  readonly name?: string;
  /** As an IANA time zone. */
  readonly timeZone?: string;
  /** Only where Slack says that it is confirmed: any other is whatever its owner says. */
  readonly email?: string;
}

/** Who is in the workspace, as Slack says. Rejects with Later while it cannot be asked. */
export interface SlackPeople {
  /** The workspace of the installation. */
  team(): Promise<string>;
  /** Undefined when there is no such user. */
  user(id: string): Promise<SlackUser | undefined>;
  /** By an e-mail address. */
  userOf(email: string): Promise<Answered<SlackUser>>;
}

/** The methods, each with the scopes that it takes of the bot; a test holds them against slack-manifest.json. */
export const peopleScopes = {
  'auth.test': [],
  'users.info': ['users:read', 'users:read.email'],
  'users.lookupByEmail': ['users:read', 'users:read.email'],
} as const;

export function slackPeople({ asked }: SlackClient): SlackPeople {
  return {
    team: async () => {
      const answer = await asked((client) => client.auth.test());
      if ('refused' in answer) throw new Error(`Slack refused auth.test: ${answer.refused}`);
      return answer.value.team_id ?? '';
    },
    user: async (id) => {
      const answer = await asked((client) => client.users.info({ user: id }));
      if ('value' in answer) return userIn(answer.value.user);
      // Anything else is about our token or its scopes, and whoever runs this can mend it.
      if (answer.refused !== 'user_not_found' && answer.refused !== 'user_not_visible')
        throw new Error(`Slack refused users.info: ${answer.refused}`);
      return undefined;
    },
    userOf: async (email) => {
      const answer = await asked((client) => client.users.lookupByEmail({ email }));
      return 'refused' in answer ? answer : { value: userIn(answer.value.user) };
    },
  };
}

interface UserThere {
  readonly id?: string;
  readonly team_id?: string;
  readonly deleted?: boolean;
  readonly tz?: string;
  readonly is_bot?: boolean;
  readonly is_email_confirmed?: boolean;
  readonly profile?: { readonly email?: string; readonly real_name?: string };
}

function userIn(there: UserThere = {}): SlackUser {
  const { id = '', team_id: team = '', deleted = false, is_bot: isBot = false, profile } = there;
  const email = there.is_email_confirmed === false ? undefined : profile?.email;
  const name = profile?.real_name || undefined;
  const timeZone = there.tz || undefined;
  return {
    id,
    team,
    isActive: !deleted && !isBot,
    ...(name !== undefined && { name }),
    ...(timeZone !== undefined && { timeZone }),
    ...(email !== undefined && { email }),
  };
}
