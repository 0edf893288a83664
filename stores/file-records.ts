import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JournalEvent, JournalPart } from '../src/engagement/events.ts';
import { behind, journalStart } from '../src/engagement/journal.ts';
import type { Records } from '../src/ports/records.ts';
import { folderFor } from './folder-for.ts';
import { inFolder } from './in-folder.ts';
import { placeOnce } from './place-once.ts';
import { unlessMissing } from './unless-missing.ts';

/** What is appended does not continue what is stored. Nothing was written. */
export class JournalForked extends Error {
  override readonly name = 'JournalForked';
}

/**
 * Journals in a folder, on one machine: a folder for each engagement, and in it a segment for each append, named after its first event. A segment is
 * written under another name, flushed, and linked into place, which fails when it is there: a kill leaves no half of one, and of two writers one wins.
 * See docs/adr/0004.
 */
export function openFileRecords(folder: string): Records {
  const folderOf = (engagement: string): string => join(folder, folderFor(engagement));
  return {
    read: (engagement) => readFrom(folderOf(engagement), 1),
    append: async (engagement, part) => {
      const into = folderOf(engagement);
      // Another writer may have put its segment there between our look and our link: then we look again.
      while (!(await appendTo(into, engagement, part)));
    },
  };
}

const segmentName = /^\d{9}\.jsonl$/;
const segmentOf = (first: number): string => `${String(first).padStart(9, '0')}.jsonl`;

/** The events from the segment on that holds the given one. */
async function readFrom(folder: string, seq: number): Promise<JournalEvent[]> {
  const names = (await namesIn(folder)).filter((name) => segmentName.test(name)).toSorted();
  const first = Math.max(
    0,
    names.findLastIndex((name) => name <= segmentOf(seq)),
  );
  return (await Promise.all(names.slice(first).map((name) => readSegment(join(folder, name))))).flat();
}

async function readSegment(file: string): Promise<JournalEvent[]> {
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
  try {
    return lines.map((line): JournalEvent => JSON.parse(line));
  } catch (error) {
    throw new Error(`${file} is not as it was written. Put it back from a backup; the other segments are unharmed.`, {
      cause: error,
    });
  }
}

const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(unlessMissing)) ?? [];

/** True when the events are there; false when somebody else was faster. */
async function appendTo(folder: string, engagement: string, part: JournalPart): Promise<boolean> {
  const first = part.events[0]?.seq ?? 1;
  const stored = await readFrom(folder, first - 1);
  const head = stored.at(-1) ?? journalStart;
  const hashes = new Map([journalStart, ...stored].map(({ seq, hash }) => [seq, hash]));
  const before = hashes.get(first - 1);
  const given = before === undefined ? undefined : behind(before, part);
  if (given === undefined)
    throw new JournalForked(
      `The journal of ${engagement} ends at event ${head.seq}; what was given does not continue it at event ${first}. Look for missing segments in its folder before anything is changed.`,
    );
  const differing = given.find(({ seq, hash }) => seq <= head.seq && hashes.get(seq) !== hash);
  if (differing !== undefined)
    throw new JournalForked(
      `Event ${differing.seq} of ${engagement} is stored with other contents than were given. Two engagements may have used one id: look at the stored journal before anything is changed.`,
    );
  const fresh = given.filter(({ seq }) => seq > head.seq);
  if (fresh.length === 0) return true;
  const lines = fresh.map((event) => `${JSON.stringify(event)}\n`).join('');
  return inFolder(folder, () => placeOnce(folder, segmentOf(head.seq + 1), lines));
}
