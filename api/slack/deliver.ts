import type { Click } from './click.ts';
import { Later } from '../../stores/later.ts';
import type { Said, SlackWeb } from './slack-web.ts';
import type { Logger } from 'pino';

/** Answers somebody, for their eyes only. Rejects with Later when that may go better later. */
export type Deliver = (click: Pick<Click, 'user' | 'responseUrl' | 'at' | 'message'>, said: Said) => Promise<void>;

/** Slack takes answers at a response_url for 30 minutes, and five of them. */
const answeredForMs = 29 * 60_000;
/** An answer that could not be given for so long is given up: what was asked for is done all the same. */
const givenUpMs = 24 * 3_600_000;

/** By the response_url, where the click was; after half an hour, or where there is none, as a direct message. */
export function delivering(web: SlackWeb, log: Logger): Deliver {
  const clear = clearing(web, log);
  return async ({ user, responseUrl, at, message }, said) => {
    const ageMs = Date.now() - Date.parse(at);
    try {
      const isAnswered = responseUrl !== undefined && ageMs < answeredForMs && (await isTaken(responseUrl, said));
      if (!isAnswered && !(await web.tell(user, said))) log.warn({ user }, 'Slack takes no answer for this user');
    } catch (error) {
      if (ageMs < givenUpMs) throw error;
      log.error({ err: error, user }, 'An answer could not be given for a day, and is given up');
    }
    if (said.isOver === true && message !== undefined) await clear(message, said.text);
  };
}

/** So many messages are remembered as cleared. */
const mostCleared = 1000;

/**
 * The engagement edits every message that it knows of. One that went out twice, as when a worker was killed between sending it and noting so, is known to nobody
 * but whoever clicks it: then it shows that it is over. Once a message, however often it is clicked; what fails is done at the next click.
 */
function clearing(web: SlackWeb, log: Logger): (message: NonNullable<Click['message']>, text: string) => Promise<void> {
  const cleared = new Set<string>();
  return async (message, text) => {
    const name = `${message.channel}/${message.ts}`;
    if (cleared.has(name)) return;
    cleared.add(name);
    const [oldest] = cleared;
    if (cleared.size > mostCleared && oldest !== undefined) cleared.delete(oldest);
    await web.replace(message, text).catch((error: unknown) => {
      cleared.delete(name);
      log.warn({ err: error }, 'A message that is over could not be edited; it is when it is clicked again');
    });
  };
}

/** False when nothing is taken there any more. */
async function isTaken(url: string, { text, blocks }: Said): Promise<boolean> {
  const body = { response_type: 'ephemeral', replace_original: false, text, ...(blocks !== undefined && { blocks }) };
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    redirect: 'error',
    signal: AbortSignal.timeout(10_000),
  }).catch((error: unknown) => {
    throw new Later(`Slack could not be answered: ${String(error)}`);
  });
  await answer.body?.cancel();
  if (answer.status === 429)
    throw new Later('Slack asks to wait', Number(answer.headers.get('retry-after') ?? 1) * 1000);
  if (answer.status >= 500) throw new Later(`Slack could not be answered: ${answer.status}`);
  return answer.ok;
}
