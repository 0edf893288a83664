import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { Later } from './later.ts';

export interface SlackAccess {
  readonly token: string;
  /** Elsewhere than at Slack, for tests. */
  readonly apiUrl?: string;
  readonly timeoutMs: number;
}

/** What Slack answers: a value, or its own word for why not. */
export type Answered<T> = { readonly value: T } | { readonly refused: string };

/** Slack's Web API. It is asked once: whoever asks knows how long trying again is worth it. */
export interface SlackClient {
  /** Rejects with Later when the next try may go better. */
  readonly asked: <T>(call: (client: WebClient) => Promise<T>) => Promise<Answered<T>>;
}

/** Of these errors the next try may go better. */
const passing = new Set(['ratelimited', 'internal_error', 'fatal_error', 'service_unavailable', 'request_timeout']);

export function slackClient({ token, apiUrl, timeoutMs }: SlackAccess): SlackClient {
  const client = new WebClient(token, {
    ...(apiUrl !== undefined && { slackApiUrl: apiUrl }),
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: timeoutMs,
    // It warns of what is thrown anyway, past the log.
    logLevel: LogLevel.ERROR,
  });
  let quietUntilMs = 0;
  return {
    asked: async (call) => {
      // Slack means all of us when it asks one call to wait: calls meanwhile would prolong it.
      const quietMs = quietUntilMs - Date.now();
      if (quietMs > 0) throw new Later(`Slack asked for quiet, for another ${Math.ceil(quietMs / 1000)} s`, quietMs);
      try {
        return { value: await call(client) };
      } catch (error) {
        const refused = refusalOf(error);
        if (typeof refused === 'string') return { refused };
        if (refused.isQuietAsked) quietUntilMs = Date.now() + (refused.later.afterMs ?? 0);
        throw refused.later;
      }
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Slack's own word for why not; else what may pass. */
function refusalOf(error: unknown): string | { readonly later: Later; readonly isQuietAsked: boolean } {
  const { code, data, retryAfter, message } = isRecord(error) ? error : {};
  if (code === ErrorCode.RateLimitedError && typeof retryAfter === 'number')
    return { later: new Later(`Slack asks to wait for ${retryAfter} s`, retryAfter * 1000), isQuietAsked: true };
  const reason = isRecord(data) ? data['error'] : undefined;
  // A proxy's page in place of an answer comes here too.
  if (typeof reason === 'string' && !passing.has(reason) && code === ErrorCode.PlatformError)
    return reason.slice(0, 100);
  return { later: new Later(`Slack could not be reached: ${String(message).slice(0, 200)}`), isQuietAsked: false };
}
