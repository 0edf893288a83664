import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Delivery, Messenger } from '../src/ports/messenger.ts';
import { letterId } from './slack-messenger.ts';

/**
 * Remembers, in a folder, what has been delivered: a retry after a lost acknowledgement sends nothing twice. Killed between sending and remembering,
 * a worker sends again, with the same Message-ID: that cannot be helped without the other system's help.
 */
export function onceOnly(folder: string, messenger: Messenger): Messenger {
  return {
    deliver: async (letter) => {
      const file = join(folder, `${letterId(letter)}.json`);
      const before = await readFile(file, 'utf8').catch(() => undefined);
      if (before !== undefined) {
        const delivery: Delivery = JSON.parse(before);
        return delivery;
      }
      const delivery = await messenger.deliver(letter);
      await mkdir(folder, { recursive: true });
      await writeFile(`${file}.${process.pid}`, JSON.stringify(delivery));
      await rename(`${file}.${process.pid}`, file);
      return delivery;
    },
  };
}
