import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import { z } from 'zod';
import { replaceFile } from '../../stores/replace-file.ts';
import type { Sender } from './click.ts';

const senders = z.array(z.object({ user: z.string(), team: z.string(), home: z.string() }));

/** Who has opened their home tab, in a small file: it is shown anew after a restart too. */
export interface HomeFile {
  /** Whoever opened theirs last comes last. */
  read(): Promise<readonly Sender[]>;
  note(sender: Sender): Promise<void>;
  /** When all is written. */
  done(): Promise<void>;
}

/** So many are kept; whose tab is not is shown theirs when they open it. */
const mostHomes = 500;

/** What cannot be read or written is said: a tab is then shown anew when it is opened. */
export function homeFile(path: string, log: Logger): HomeFile {
  const read = async (): Promise<readonly Sender[]> => {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text === undefined) return [];
    try {
      return senders.parse(JSON.parse(text));
    } catch (error) {
      log.warn({ err: error, path }, 'Who has opened a home tab cannot be read; each is shown when it is opened again');
      return [];
    }
  };
  const write = async (sender: Sender): Promise<void> => {
    try {
      // Read again: another API may have noted somebody.
      const others = (await read()).filter(({ user }) => user !== sender.user);
      await mkdir(dirname(path), { recursive: true });
      await replaceFile(path, JSON.stringify([...others, sender].slice(-mostHomes)), { mode: 0o600 });
    } catch (error) {
      log.warn({ err: error }, 'That a home tab was opened could not be noted; after a restart it is not shown anew');
    }
  };
  let last = Promise.resolve();
  return { read, note: (sender) => (last = last.then(() => write(sender))), done: () => last };
}
