import type { Letter, LetterBody, Letterhead } from '../../src/ports/messenger.ts';
import { pinOf, shelved } from '../support/play.ts';

const playbook = shelved('event-operations-platform');

export const playbookOf = () => playbook;

export const letterhead: Letterhead = {
  engagement: 'acme-events',
  customer: 'Acme',
  playbook: pinOf(playbook),
  step: '1d',
  now: '2027-01-04T09:00:00.000Z',
  timeZone: 'Europe/Berlin',
};

const body: LetterBody = {
  key: '1d/approval/1',
  template: 'approval-request',
  to: { id: 'the-vp', name: 'The VP', email: 'vp@customer.example', roles: ['vp-marketing'] },
  items: [],
  values: { gate: '1d' },
};

/** What a letter to a made-up stakeholder says, one for each key. */
export const bodyWith = (key: string): LetterBody => ({ ...body, key });

/** A letter to a made-up stakeholder. `to` in part is enough. */
export const letterWith = ({
  to,
  ...over
}: Partial<Omit<Letter, 'to'>> & { readonly to?: Partial<Letter['to']> } = {}): Letter => ({
  ...letterhead,
  ...body,
  ...over,
  to: { ...body.to, ...to },
});
