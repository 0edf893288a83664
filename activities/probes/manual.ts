import { probeKind } from './kind.ts';
import { manual as schema } from '../../src/probes/schema/manual.ts';
import { unreadable } from './unreadable.ts';

/** There is no system to read: the core asks the metric's owner, and no activity is needed. One that is tried all the same says so. */
export const manual = probeKind({
  schema,
  withinMs: 1_000,
  read: () =>
    Promise.reject(unreadable('No system holds this number: its owner is asked, and answers with recordReading.')),
});
