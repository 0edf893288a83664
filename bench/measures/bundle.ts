import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measure } from '../figure.ts';
import { writeBundle } from '../../worker/bundle.ts';

/** What a worker reads before it is ready, its source map included. */
export const bundle: Measure = {
  name: 'bundle',
  figures: ['bundleKiB'],
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-bench-bundle-'));
    try {
      const file = join(folder, 'bundle.js');
      await writeBundle(file);
      const text = await readFile(file);
      // The source map travels in the last line.
      const code = text.lastIndexOf('//# sourceMappingURL');
      return [
        {
          name: 'bundleKiB',
          unit: 'KiB',
          value: text.length / 1024,
          note: `${Math.round(code / 1024)} KiB of it code`,
        },
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
