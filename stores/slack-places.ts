import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import lockfile from 'proper-lockfile';
import { z } from 'zod';
import { codeOf } from './code-of.ts';
import { folderFor } from './folder-for.ts';
import { Later } from './later.ts';
import { replaceFile } from './replace-file.ts';
import { unlessMissing } from './unless-missing.ts';

const place = z.object({
  engagement: z.string(),
  /** Up to this event of the journal, everything has been said. */
  upTo: z.number(),
  /** What had happened by then, in milliseconds, has been said. */
  saidAt: z.number(),
  /** The channel in which the messages below are. */
  channel: z.string().optional(),
  /** The message whose thread is the engagement's, in a channel that engagements share. */
  root: z.string().optional(),
  /** The first message of each topic, in a channel of the engagement's own. */
  topics: z.record(z.string(), z.string()),
});

/** Where in Slack an engagement is spoken of, and how far it has been. */
export type SlackPlace = z.infer<typeof place>;

/** Places of engagements, a small file each, so that a restart or a year later the same threads go on. */
export interface SlackPlaces {
  find(engagement: string): Promise<SlackPlace | undefined>;
  keep(place: SlackPlace): Promise<void>;
  /** Only one process at a time acts for an engagement. Rejects with Later while another one does. */
  alone(engagement: string, act: () => Promise<void>): Promise<void>;
}

/** The lock of a process that was killed is taken over after this; whoever lives keeps theirs fresh. */
const staleMs = 30_000;

export function openSlackPlaces(folder: string): SlackPlaces {
  const fileOf = (engagement: string): string => join(folder, `${folderFor(engagement)}.json`);
  return {
    find: async (engagement) => {
      const text = await readFile(fileOf(engagement), 'utf8').catch(unlessMissing);
      return text === undefined ? undefined : place.parse(JSON.parse(text));
    },
    keep: (kept) => replaceFile(fileOf(kept.engagement), JSON.stringify(kept), { mode: 0o600, flush: true }),
    alone: async (engagement, act) => {
      await mkdir(folder, { recursive: true });
      let lost: Error | undefined;
      const release = await lockfile
        .lock(fileOf(engagement), {
          stale: staleMs,
          realpath: false,
          // Usually the other one has said it in a moment.
          retries: { retries: 5, minTimeout: 200, maxTimeout: 1000 },
          onCompromised: (error) => (lost = error),
        })
        .catch((error: unknown) => {
          throw codeOf(error) === 'ELOCKED'
            ? new Later(`Another process speaks of ${engagement}`, staleMs / 10)
            : error;
        });
      try {
        await act();
      } finally {
        // Lost where the process stood still for so long that another one took it over: what was said may have been said twice.
        await (lost === undefined ? release() : Promise.reject(lost));
      }
    },
  };
}
