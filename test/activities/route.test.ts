import { describe, expect, it } from 'vitest';
import { later, permanent } from '../../activities/failures.ts';
import type { FindInSlack } from '../../activities/find-in-slack.ts';
import { route } from '../../activities/route.ts';
import { faults } from '../../src/ports/activities.ts';
import type { Messenger } from '../../src/ports/messenger.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';

const via = (name: 'slack' | 'email'): Messenger => ({ deliver: () => Promise.resolve({ via: name, id: name }) });
const failing = (failure: Error): Messenger => ({ deliver: () => Promise.reject(failure) });
/** As Slack finds people: by the id that is noted, else nobody. */
const find: FindInSlack = ({ slack }) =>
  Promise.resolve(slack === undefined ? { missing: 'nobody has their address' } : { user: slack });
const ways = (isReal: boolean, slack = via('slack')): Messenger =>
  route({ slack, email: via('email'), ...(isReal && { find }) }, playbookOf);

const engineer = { id: 'the-engineer', roles: ['engineer'] };
const engineerOnSlack = { ...engineer, slack: 'U1' };

describe('a letter', () => {
  it.each([
    ['a customer', { roles: ['vp-marketing'] }, true, 'email'],
    ['a customer with a Slack id', { roles: ['vp-marketing'], slack: 'U9' }, true, 'email'],
    ['a team member on Slack', engineerOnSlack, true, 'slack'],
    ['a team member whom Slack does not know', engineer, true, 'email'],
    ['a team member whom Slack does not know, where there is the outbox only', engineer, false, 'slack'],
    ['somebody without a role', { roles: [] }, true, 'email'],
  ] as const)('to %s goes there', async (_, to, isReal, way) => {
    expect(await ways(isReal).deliver(letterWith({ to }))).toMatchObject({ via: way });
  });

  it('is mailed to a team member whom Slack does not know, or not any more, and says so', async () => {
    expect(await ways(true).deliver(letterWith({ to: engineer }))).toEqual({
      via: 'email',
      id: 'email',
      unmatched: 'nobody has their address',
    });
    const gone = failing(permanent(faults.notInSlack, 'Slack refused it: user_disabled'));
    expect(await ways(true, gone).deliver(letterWith({ to: engineerOnSlack }))).toMatchObject({
      via: 'email',
      unmatched: 'Slack refused it: user_disabled',
    });
  });

  it('is mailed when Slack does not take it for another reason, which is nobody’s to mend', async () => {
    const refused = failing(permanent(faults.undeliverable, 'Slack refused it: msg_too_long'));
    expect(await ways(true, refused).deliver(letterWith({ to: engineerOnSlack }))).toEqual({
      via: 'email',
      id: 'email',
    });
  });

  it('is posted to whom Slack calls the person', async () => {
    const to: (string | undefined)[] = [];
    const slack: Messenger = {
      deliver: (letter) => {
        to.push(letter.to.slack);
        return Promise.resolve({ via: 'slack', id: 'D1/1' });
      },
    };
    const found = route({ slack, email: via('email'), find: () => Promise.resolve({ user: 'U7' }) }, playbookOf);
    await found.deliver(letterWith({ to: engineer }));
    expect(to).toEqual(['U7']);
  });

  it('waits while Slack is out, rather than go out by both', async () => {
    const out = failing(later('Slack could not be reached'));
    await expect(ways(true, out).deliver(letterWith({ to: engineerOnSlack }))).rejects.toThrow('could not be reached');
  });
});
