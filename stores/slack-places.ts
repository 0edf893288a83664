import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { replaceFile } from './replace-file.ts';
import { unlessMissing } from './unless-missing.ts';

const place = z.object({
  engagement: z.string(),
  channel: z.string(),
  /** The message whose thread is the engagement's, in a channel that engagements share. */
  root: z.string().optional(),
  /** The first message of each topic, in a channel of the engagement's own. */
  topics: z.record(z.string(), z.string()),
  /** Keys of what was said last, oldest first. */
  said: z.array(z.string()),
  /** What is to be said, oldest first. */
  unsaid: z.array(
    z.object({
      key: z.string(),
      topic: z.string(),
      text: z.string(),
      /** What the root says, where the channel is shared. */
      root: z.string().optional(),
    }),
  ),
});

/** Where in Slack an engagement is spoken of, and what was said there. */
export type SlackPlace = z.infer<typeof place>;

/** Places of engagements, a small file each, so that a restart or a year later the same threads go on. */
export interface SlackPlaces {
  find(engagement: string): Promise<SlackPlace | undefined>;
  keep(place: SlackPlace): Promise<void>;
  /** Engagements of which something is still to be said. */
  waiting(): Promise<readonly string[]>;
}

async function read(file: string): Promise<SlackPlace | undefined> {
  const text = await readFile(file, 'utf8').catch(unlessMissing);
  return text === undefined ? undefined : place.parse(JSON.parse(text));
}

export function openSlackPlaces(folder: string): SlackPlaces {
  const fileOf = (engagement: string): string =>
    join(folder, `${createHash('sha256').update(engagement).digest('hex').slice(0, 32)}.json`);
  return {
    find: (engagement) => read(fileOf(engagement)),
    keep: async (kept) => {
      await mkdir(folder, { recursive: true });
      await replaceFile(fileOf(kept.engagement), JSON.stringify(kept), { mode: 0o600, flush: true });
    },
    waiting: async () => {
      const names = (await readdir(folder).catch(unlessMissing)) ?? [];
      const all = await Promise.all(
        names.filter((name) => name.endsWith('.json')).map((name) => read(join(folder, name))),
      );
      return all.flatMap((one) => (one !== undefined && one.unsaid.length > 0 ? [one.engagement] : []));
    },
  };
}
