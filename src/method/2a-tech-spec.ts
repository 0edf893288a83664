import { taskStep } from './task-step.ts';

/** The signed-off package becomes a draft spec, section by section. EV-160 to EV-175. */
export const techSpec = taskStep('2a', 'Tech Spec');
