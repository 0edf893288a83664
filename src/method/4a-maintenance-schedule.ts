import { taskStep } from './task-step.ts';

/** What needs attention after the project is written down. It is handed over at 4b or 4c, by engagement type (A39). EV-296 to EV-320. */
export const maintenanceSchedule = taskStep('4a', 'Maintenance Schedule');
