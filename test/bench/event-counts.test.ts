import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

interface Recorded {
  readonly events: readonly { readonly eventType: string }[];
}

const folder = new URL('../histories/', import.meta.url);
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.json.gz'))
  .map((name) => name.replace('.json.gz', ''));

function eventCounts(name: string): Record<string, number> {
  const { events }: Recorded = JSON.parse(gunzipSync(readFileSync(new URL(`${name}.json.gz`, folder))).toString());
  const kinds = events.map(({ eventType }) => eventType.replace('EVENT_TYPE_', ''));
  const counts = [...new Set(kinds)].toSorted().map((kind) => [kind, kinds.filter((one) => one === kind).length]);
  return { all: events.length, ...Object.fromEntries(counts) };
}

// A change that adds events is a decision: `npx vitest run test/bench -u` writes the counts down anew, and the commit says why.
describe('a recorded life', () => {
  it.each(names)('%s has as many events of each kind as were decided on', async (name) => {
    const written = `${JSON.stringify(eventCounts(name), undefined, 2)}\n`;
    await expect(written).toMatchFileSnapshot(`event-counts/${name}.json`);
  });

  it('is there to be counted', () => {
    expect(names.length).toBeGreaterThan(0);
  });
});
