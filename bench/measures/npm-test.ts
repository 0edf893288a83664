import { spawn } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import type { Measure } from '../figure.ts';

/** The wall time of `npm test`. */
export const npmTest: Measure = {
  name: 'npm-test',
  figures: ['npmTestSeconds'],
  onlyAskedFor: true,
  run: async ({ say }) => {
    say('npm test …');
    const began = performance.now();
    const code = await new Promise<number | null>((resolve) =>
      spawn('npm', ['test'], { stdio: 'ignore' }).once('exit', resolve),
    );
    const seconds = (performance.now() - began) / 1000;
    return code === 0
      ? [{ name: 'npmTestSeconds', unit: 's', value: seconds }]
      : [
          {
            name: 'npmTestSeconds',
            refused: `npmTestSeconds is not told: npm test failed after ${seconds.toFixed(0)} s.`,
          },
        ];
  },
};
