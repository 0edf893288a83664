import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { Later } from './later.ts';

/** What people read: `text` is markup that was escaped, and stands alone where there are no blocks. */
export interface Said {
  readonly text: string;
  readonly blocks?: readonly KnownBlock[];
}

export interface SlackUser {
  readonly team: string;
  readonly isActive: boolean;
  readonly name?: string;
  readonly email?: string;
}

/** Slack's Web API, as far as it is asked. Whatever may pass is rejected with Later. */
export interface SlackWeb {
  /** The workspace of the installation. */
  team(): Promise<string>;
  /** Undefined when there is no such user. */
  user(id: string): Promise<SlackUser | undefined>;
  openModal(trigger: string, view: ModalView): Promise<void>;
  publishHome(user: string, view: HomeView): Promise<void>;
  /** A direct message. False when Slack will never take it. */
  tell(user: string, said: Said): Promise<boolean>;
}

/** The methods, each with the scopes that it takes of the bot; a test holds them against slack-manifest.json. */
export const scopesOf = {
  'auth.test': [],
  'users.info': ['users:read', 'users:read.email'],
  'views.open': [],
  'views.publish': [],
  'chat.postMessage': ['chat:write'],
} as const;

/** Of these errors the next try may go better. */
const passing = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

export function slackWeb(token: string, apiUrl?: string): SlackWeb {
  const client = new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 10_000,
    logLevel: LogLevel.ERROR,
  });
  let quietUntilMs = 0;
  /** The value, or what Slack refuses it with. Slack means all of us when it asks one call to wait. */
  const asked = async <T>(call: () => Promise<T>): Promise<{ value: T } | { refused: string }> => {
    const quietMs = quietUntilMs - Date.now();
    if (quietMs > 0) throw new Later('Slack asked for quiet', quietMs);
    try {
      return { value: await call() };
    } catch (error) {
      const refused = refusalOf(error);
      if (typeof refused === 'string') return { refused };
      if (refused.code === ErrorCode.RateLimitedError) quietUntilMs = Date.now() + refused.afterMs;
      throw new Later(refused.message, refused.afterMs);
    }
  };
  const must = async <T>(call: () => Promise<T>): Promise<T> => {
    const answer = await asked(call);
    if ('value' in answer) return answer.value;
    throw new Error(`Slack refused it: ${answer.refused}`);
  };
  return {
    team: async () => (await must(() => client.auth.test())).team_id ?? '',
    user: async (id) => {
      const answer = await asked(() => client.users.info({ user: id }));
      if ('refused' in answer) return unknownUser(answer.refused);
      const { team_id: team = '', deleted = false, is_email_confirmed: isConfirmed, profile } = answer.value.user ?? {};
      // An address that nobody has confirmed is whatever its owner says.
      const email = isConfirmed === false ? undefined : profile?.email;
      const name = profile?.real_name || undefined;
      return { team, isActive: !deleted, ...(email !== undefined && { email }), ...(name !== undefined && { name }) };
    },
    openModal: async (trigger, view) => void (await must(() => client.views.open({ trigger_id: trigger, view }))),
    publishHome: async (user, view) => void (await must(() => client.views.publish({ user_id: user, view }))),
    tell: async (user, { text, blocks }) => {
      const answer = await asked(() =>
        client.chat.postMessage({ channel: user, text, ...(blocks !== undefined && { blocks: [...blocks] }) }),
      );
      return 'value' in answer;
    },
  };
}

function unknownUser(refused: string): undefined {
  // Anything else is about our token or its scopes, and whoever runs this can mend it.
  if (refused !== 'user_not_found' && refused !== 'user_not_visible')
    throw new Error(`Slack refused users.info: ${refused}`);
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

interface Passing {
  readonly code: unknown;
  readonly message: string;
  readonly afterMs: number;
}

/** Slack's own word for why not; else how long to wait. */
function refusalOf(error: unknown): string | Passing {
  const { code, data, retryAfter, message } = isRecord(error) ? error : {};
  const afterS = code === ErrorCode.RateLimitedError && typeof retryAfter === 'number' ? retryAfter : 2;
  const reason = isRecord(data) ? data['error'] : undefined;
  if (typeof reason === 'string' && !passing.has(reason) && code === ErrorCode.PlatformError) return reason;
  return { code, message: `Slack could not be asked: ${String(message)}`, afterMs: afterS * 1000 };
}
