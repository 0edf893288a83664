import { ExpressReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Receiver } from '@slack/bolt';
import type { Router } from 'express';
import type { Logger } from 'pino';
import { boltLog } from './bolt-log.ts';
import { notFromTheFuture } from './not-from-the-future.ts';

export interface ReceivingSettings {
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly apiUrl?: string;
  readonly log: Logger;
}

/** Where Slack sends everything: buttons, modals, commands and events. */
const endpoint = '/slack/events';
/** A click is a few kilobytes. */
const bodyLimit = 1_000_000;

/** How Slack's requests come in: by its calls, which are signed, else by Socket Mode. Undefined without a secret and a token. */
export function receiving(settings: ReceivingSettings): { receiver: Receiver; router?: Router } | undefined {
  const { signingSecret, appToken, apiUrl, log } = settings;
  const logger = boltLog(log);
  if (signingSecret !== undefined) {
    const receiver = new ExpressReceiver({
      signingSecret,
      logger,
      endpoints: endpoint,
      processBeforeResponse: false,
      bodyLimit,
    });
    return { receiver, router: notFromTheFuture(endpoint, receiver.router) };
  }
  if (appToken === undefined) return undefined;
  return { receiver: new SocketModeReceiver({ appToken, logger, installerOptions: clientAt(apiUrl) }) };
}

export const clientAt = (apiUrl: string | undefined) =>
  apiUrl === undefined ? {} : { clientOptions: { slackApiUrl: apiUrl } };
