import type { Playbook } from '../schema.ts';
import { after } from './after.ts';
import { front } from './front.ts';
import { page } from './markdown.ts';
import { phases } from './steps.ts';

/** The SOP printed for a person, as markdown: what it is, the phases step by step, and what comes after them. */
export const show = (playbook: Playbook): string => page([...front(playbook), ...phases(playbook), ...after(playbook)]);
