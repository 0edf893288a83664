import { taskStep } from './task-step.ts';

/** Scripts, guides and a draft FAQ, made from the package, the specs and the configured system. EV-252 to EV-258. */
export const trainingPrep = taskStep('3a', 'Training Prep');
