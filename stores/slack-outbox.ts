import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KnownBlock } from '@slack/types';
import { codeOf } from './code-of.ts';
import { inFolder } from './in-folder.ts';

/** A message as Slack would have got it. */
export interface OutboxMessage {
  /** The same id is the same message. */
  readonly id: string;
  readonly at: string;
  readonly key: string;
  readonly engagement: string;
  readonly to: string;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
}

/** What would have been sent to Slack, where there are no credentials for it. */
export interface SlackOutbox {
  /** Puts a message there; one whose id is there already changes nothing. */
  put(message: OutboxMessage): Promise<void>;
  /** Newest first. */
  list(query: { readonly engagement?: string; readonly limit: number }): Promise<readonly OutboxMessage[]>;
}

/** An outbox in a folder: a file a message, named so that names sort by time. */
export function openSlackOutbox(folder: string): SlackOutbox {
  const listed = (at: string, id: string): string => join(folder, `${at.replaceAll(':', '')}-${id}.json`);
  return {
    put: async (message) => {
      const id = createHash('sha256').update(message.id).digest('hex').slice(0, 32);
      const first = join(folder, byId, id);
      const draft = join(folder, byId, randomUUID());
      await inFolder(join(folder, byId), () => writeFile(draft, JSON.stringify(message), { flush: true }));
      if (await linked(draft, first)) return rename(draft, listed(message.at, id));
      await unlink(draft);
      // A second try after a crash in between has another time, and is listed under the first one's.
      await linked(first, listed((await messageIn(first)).at, id));
    },
    list: async ({ engagement, limit }) => {
      const found: OutboxMessage[] = [];
      for (const name of (await namesIn(folder)).toReversed()) {
        if (found.length >= limit) break;
        const message = await messageIn(join(folder, name));
        if (engagement === undefined || message.engagement === engagement) found.push(message);
      }
      return found;
    },
  };
}

/** The same messages by their ids: whether one is there is asked without reading the folder, which only grows. */
const byId = '.ids';

const messageIn = async (file: string): Promise<OutboxMessage> => JSON.parse(await readFile(file, 'utf8'));

async function namesIn(folder: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  return (await readdir(folder)).filter((name) => !name.startsWith('.')).toSorted();
}

/** True when it was put there, false when it was there already. */
const linked = (from: string, to: string): Promise<boolean> =>
  link(from, to).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    },
  );
