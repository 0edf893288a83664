import { watch } from 'node:fs';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { folderFor } from './folder-for.ts';
import { inFolder } from './in-folder.ts';
import { unlessMissing } from './unless-missing.ts';

/** In which engagements something has changed, told across the processes that share the state folder. A hint: what is told of is looked at where it is kept. */
export interface Changes {
  note(engagement: string): Promise<void>;
  /** What was ever noted, and when the last time was, in milliseconds. */
  known(): Promise<readonly { readonly engagement: string; readonly at: number }[]>;
  /** Calls back at every note from now on, once or more. The answer ends it. Rejects when the folder cannot be watched. */
  watch(heard: (engagement: string) => void, failed: (error: Error) => void): Promise<() => void>;
}

/** In a folder: a small file an engagement, written anew at each change. The system tells of it; nobody looks again and again. */
export function openChanges(folder: string): Changes {
  return {
    note: async (engagement) => {
      await inFolder(folder, () => writeFile(join(folder, folderFor(engagement)), engagement));
    },
    known: async () => {
      const files = ((await readdir(folder).catch(unlessMissing)) ?? []).map((name) => join(folder, name));
      const all = await Promise.all(
        files.map(async (file) => ({ engagement: await readFile(file, 'utf8'), at: (await stat(file)).mtimeMs })),
      );
      return all.filter(({ engagement }) => engagement !== '');
    },
    watch: async (heard, failed) => {
      await mkdir(folder, { recursive: true });
      const tell = async (name: string): Promise<void> => {
        const engagement = await readFile(join(folder, name), 'utf8');
        // Just being written, it is empty: another event follows.
        if (engagement !== '') heard(engagement);
      };
      const watcher = watch(folder, (_, name) => {
        if (name !== null) void tell(name).catch(failed);
      });
      watcher.on('error', failed);
      return () => watcher.close();
    },
  };
}
