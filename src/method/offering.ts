import type { Offering } from '../engagement/state.ts';

/** Whether a message offers anything: a list that came out empty offers nothing. */
export const offersAnything = (offering: Offering): boolean =>
  'gate' in offering || offering.tasks.length > 0 || (offering.metrics ?? []).length > 0;
