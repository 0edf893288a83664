import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Delivery, Letter, Messenger } from '../src/ports/messenger.ts';
import { replaceFile } from '../stores/replace-file.ts';
import { unlessMissing } from '../stores/unless-missing.ts';
import { letterId } from './letter.ts';

/**
 * Remembers, in a folder, what has been delivered: a retry after a lost acknowledgement sends nothing twice. Killed between sending and remembering,
 * a worker sends again, with the same Message-ID or client_msg_id: that cannot be helped without the other system's help.
 */
export function onceOnly(folder: string, messenger: Messenger, log: Logger): Messenger {
  const underWay = new Map<string, Promise<Delivery>>();
  return {
    deliver: (letter) => {
      const id = letterId(letter);
      // An attempt that Temporal gave up may still be talking to a slow mail server: the next one waits for it, rather than send beside it.
      const already = underWay.get(id);
      if (already !== undefined) return already;
      const delivery = deliverOnce(join(folder, `${id}.json`), letter).finally(() => underWay.delete(id));
      underWay.set(id, delivery);
      return delivery;
    },
  };

  async function deliverOnce(file: string, letter: Letter): Promise<Delivery> {
    const before = await remembered(file);
    if (before !== undefined) return before;
    // A disk that cannot be written to should show before anything is sent.
    await mkdir(folder, { recursive: true });
    const delivery = await messenger.deliver(letter);
    await remember(file, delivery).catch((error: unknown) => {
      // It has been sent. To fail now would send it again at every retry.
      log.error({ engagement: letter.engagement, key: letter.key, error: String(error) }, 'delivered, not remembered');
    });
    return delivery;
  }
}

async function remembered(file: string): Promise<Delivery | undefined> {
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  return text === undefined ? undefined : JSON.parse(text);
}

const remember = (file: string, delivery: Delivery): Promise<void> =>
  replaceFile(file, JSON.stringify(delivery), { flush: true });
