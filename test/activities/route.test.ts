import { describe, expect, it } from 'vitest';
import { later, permanent } from '../../activities/failures.ts';
import { route } from '../../activities/route.ts';
import { faults } from '../../src/ports/activities.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';

const via = (name: 'slack' | 'email'): Messenger => ({ deliver: () => Promise.resolve({ via: name, id: name }) });
const failing = (failure: Error): Messenger => ({ deliver: () => Promise.reject(failure) });
const ways = (slackNeedsId: boolean, slack = via('slack')): Messenger =>
  route({ slack, email: via('email'), slackNeedsId }, playbookOf);

const engineer = { id: 'the-engineer', roles: ['engineer'] };
const engineerOnSlack = { ...engineer, slack: 'U1' };

describe('a letter', () => {
  it.each([
    ['a customer', { roles: ['vp-marketing'] }, true, 'email'],
    ['a customer with a Slack id', { roles: ['vp-marketing'], slack: 'U9' }, true, 'email'],
    ['a team member on Slack', engineerOnSlack, true, 'slack'],
    ['a team member without a Slack id', engineer, true, 'email'],
    ['a team member without a Slack id, where there is the outbox only', engineer, false, 'slack'],
    ['somebody without a role', { roles: [] }, true, 'email'],
  ] as const)('to %s goes there', async (_, to, slackNeedsId, way) => {
    expect(await ways(slackNeedsId).deliver(letterWith({ to }))).toMatchObject({ via: way });
  });

  it('is mailed to a team member whom Slack does not know any more', async () => {
    const gone = failing(permanent(faults.undeliverable, 'Slack refused it: user_not_found'));
    expect(await ways(true, gone).deliver(letterWith({ to: engineerOnSlack }))).toMatchObject({ via: 'email' });
  });

  it('waits while Slack is out, rather than go out by both', async () => {
    const out = failing(later('Slack could not be reached'));
    await expect(ways(true, out).deliver(letterWith({ to: engineerOnSlack }))).rejects.toThrow('could not be reached');
  });
});
