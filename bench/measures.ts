import type { Measure } from './figure.ts';
import { bundle } from './measures/bundle.ts';
import { decisions } from './measures/decisions.ts';
import { health } from './measures/health.ts';
import { life } from './measures/life.ts';
import { lists } from './measures/lists.ts';
import { npmTest } from './measures/npm-test.ts';
import { planning } from './measures/planning.ts';
import { replay } from './measures/replay.ts';
import { slack } from './measures/slack.ts';
import { waiting } from './measures/waiting.ts';
import { workerReady } from './measures/worker-ready.ts';

/** The whole bench, what is short first. */
export const measures: readonly Measure[] = [
  planning,
  health,
  bundle,
  replay,
  workerReady,
  slack,
  decisions,
  life,
  lists,
  waiting,
  npmTest,
];
