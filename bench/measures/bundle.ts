import { resolve } from 'node:path';
import type { Measure } from '../figure.ts';
import { workflowBundle } from '../../worker/bundle.ts';

/** What a worker reads before it is ready, its source map included. */
export const bundle: Measure = {
  name: 'bundle',
  figures: ['bundleKiB'],
  run: async () => {
    const text = Buffer.from(await workflowBundle(resolve('.fairlead/bundle'), () => undefined));
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
  },
};
