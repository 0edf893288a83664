import type { Letter } from '../../src/ports/messenger.ts';
import { pinOf, shelved } from '../support/play.ts';

const playbook = shelved('event-operations-platform');

export const playbookOf = () => playbook;

/** A letter to a made-up stakeholder. `to` in part is enough. */
export function letterWith({
  to,
  ...over
}: Partial<Omit<Letter, 'to'>> & { readonly to?: Partial<Letter['to']> } = {}): Letter {
  return {
    key: '1d/approval/1',
    engagement: 'acme-events',
    customer: 'Acme',
    playbook: pinOf(playbook),
    step: '1d',
    template: 'approval-request',
    items: [],
    values: { gate: '1d' },
    now: '2027-01-04T09:00:00.000Z',
    timeZone: 'Europe/Berlin',
    ...over,
    to: { id: 'the-vp', name: 'The VP', email: 'vp@customer.example', roles: ['vp-marketing'], ...to },
  };
}
