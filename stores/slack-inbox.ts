import { createHash } from 'node:crypto';
import { readdir, readFile, rename, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import { inFolder } from './in-folder.ts';
import { placeOnce } from './place-once.ts';
import { unlessMissing } from './unless-missing.ts';

/** What people did in Slack and what has not been applied yet. It outlives the process that was told of it. */
export interface SlackInbox {
  /** Keeps a click, flushed. `identity` is what Slack repeats identically: the same identity is the same click, and the first one stays. Answers with its name. */
  put(identity: readonly string[], click: object): Promise<string>;
  /** The names of all that are kept. */
  names(): Promise<readonly string[]>;
  /** What was kept, as text; undefined when it is there no more. */
  read(name: string): Promise<string | undefined>;
  /** It was applied. */
  remove(name: string): Promise<void>;
  /** It cannot be read or applied: it stays in the folder for people to look at, and is not taken again. */
  setAside(name: string): Promise<void>;
}

const ending = '.json';
/** A draft so old is of a process that was killed before it said that it had the click: Slack told the person. */
const staleDraftMs = 3_600_000;

/** An inbox in a folder: a file a click. APIs that share the folder share their clicks. */
export function openSlackInbox(folder: string): SlackInbox {
  const placeOf = (name: string): string => join(folder, `${name}${ending}`);
  // What is in it may be used to answer in Slack for half an hour: it is nobody else's business.
  const mode = 0o700;
  // Of many at once, the first are done first: each waits for a few, not for all.
  const oneOf = pLimit(16);
  return {
    put: (identity, click) =>
      oneOf(async () => {
        const name = createHash('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 40);
        await inFolder(folder, () => placeOnce(folder, `${name}${ending}`, JSON.stringify(click)), mode);
        return name;
      }),
    names: async () => {
      const files = await inFolder(folder, () => readdir(folder), mode);
      await forgetDrafts(folder, files);
      return files.filter((file) => file.endsWith(ending)).map((file) => file.slice(0, -ending.length));
    },
    read: (name) => readFile(placeOf(name), 'utf8').catch(unlessMissing),
    remove: (name) => unlink(placeOf(name)).catch(unlessMissing),
    setAside: async (name) => {
      await rename(placeOf(name), join(folder, `${name}.set-aside`)).catch(unlessMissing);
    },
  };
}

async function forgetDrafts(folder: string, files: readonly string[]): Promise<void> {
  for (const draft of files.filter((file) => file.endsWith('.draft'))) {
    const found = await stat(join(folder, draft)).catch(unlessMissing);
    if (found !== undefined && Date.now() - found.mtimeMs > staleDraftMs)
      await rm(join(folder, draft), { force: true });
  }
}
