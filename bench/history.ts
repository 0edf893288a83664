import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import proto from '@temporalio/proto';

export type History = ReturnType<typeof historyFromJSON>;
export type HistoryEvent = NonNullable<History['events']>[number];

/** The histories that tests replay, by name. */
export async function recordedHistories(): Promise<ReadonlyMap<string, History>> {
  const folder = resolve('test/histories');
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json.gz')).toSorted();
  const read = files.map(async (file) => {
    const text = gunzipSync(await readFile(join(folder, file))).toString();
    return [file.replace('.json.gz', ''), historyFromJSON(JSON.parse(text))] as const;
  });
  return new Map(await Promise.all(read));
}

/** What happened, as the attributes of an event are called: "timerStarted". */
export function kindOf(event: HistoryEvent): string {
  const found = Object.entries(event).find(([key, value]) => key.endsWith('EventAttributes') && value !== null);
  return found?.[0].replace('EventAttributes', '') ?? 'unknown';
}

/** As the server stores and sends it. */
export const bytesOf = (events: readonly HistoryEvent[]): number =>
  proto.temporal.api.history.v1.History.encode({ events: [...events] }).finish().length;
