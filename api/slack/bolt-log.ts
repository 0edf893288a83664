import { LogLevel } from '@slack/bolt';
import type { Logger as BoltLogger } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's log as part of ours. What it debugs are bodies, which are nobody's business. */
export function boltLog(log: Logger): BoltLogger {
  return {
    debug: () => undefined,
    info: (...said: unknown[]) => log.debug(`Slack: ${words(said)}`),
    warn: (...said: unknown[]) => log.warn(`Slack: ${words(said)}`),
    error: (...said: unknown[]) => log.error(`Slack: ${words(said)}`),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  };
}

const words = (said: readonly unknown[]): string =>
  said.map((one) => (one instanceof Error ? one.message : String(one))).join(' ');
