import type { ApplicationFailure } from '@temporalio/common';
import { faults } from '../../src/ports/activities.ts';
import { permanent } from '../failures.ts';

/** No retry helps: somebody has to mend the probe, the worker's settings or the system. Says what, where, and what to do. */
export const unreadable = (message: string): ApplicationFailure => permanent(faults.unreadable, message);
