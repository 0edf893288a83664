import { describe, expect, it, vi } from 'vitest';
import { later } from '../../../activities/failures.ts';
import { openSystems } from '../../../activities/probes/systems.ts';
import { unreadable } from '../../../activities/probes/unreadable.ts';
import { failureOf } from '../../fakes/failure-of.ts';

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Work that says how much of it is under way at once. */
function crowd() {
  let [now, most] = [0, 0];
  return {
    most: () => most,
    work: async () => {
      most = Math.max(most, ++now);
      await pause(20);
      now--;
    },
  };
}

const answer = () => Promise.resolve(7);

describe('a system', () => {
  it('is asked five things at once, and one is as good as another', async () => {
    const [systems, { most, work }] = [openSystems(), crowd()];
    await Promise.all(Array.from({ length: 23 }, () => systems.inTurn({ host: 'a' }, work)));
    expect(most()).toBe(5);
  });

  it('does not wait for another', async () => {
    const [systems, { most, work }] = [openSystems(), crowd()];
    await Promise.all(Array.from({ length: 10 }, (_, index) => systems.inTurn({ host: index < 5 ? 'a' : 'b' }, work)));
    expect(most()).toBe(10);
  });

  it('gives its place back when the work fails', async () => {
    const [systems, { most, work }] = [openSystems(), crowd()];
    const failing = Array.from({ length: 12 }, () =>
      systems.inTurn({ host: 'a' }, () => Promise.reject(unreadable('no'))),
    );
    expect((await Promise.allSettled(failing)).map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, () => 'rejected'),
    );
    await Promise.all(Array.from({ length: 6 }, () => systems.inTurn({ host: 'a' }, work)));
    expect(most()).toBe(5);
  });

  it('that asks for quiet gets it from the same account, also from those that wait in line, and from no other', async () => {
    const systems = openSystems();
    const [acme, other] = [
      { host: 'a', account: 'ACME' },
      { host: 'a', account: 'OTHER' },
    ];
    const asked = vi.fn<() => Promise<number>>(() => pause(20).then(() => Promise.reject(later('429', 60_000))));
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => systems.inTurn(acme, asked)));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
    expect(asked).toHaveBeenCalledTimes(5);
    expect((await failureOf(systems.inTurn(acme, asked))).message).toMatch(
      /^a asked for quiet, for another (60|59) s$/,
    );
    expect(await systems.inTurn(other, () => Promise.resolve(1))).toBe(1);
  });

  it('is left alone for an hour at most, whatever it asks for, and no longer than it asks for', async () => {
    vi.useFakeTimers();
    try {
      const systems = openSystems();
      const system = { host: 'a' };
      await failureOf(systems.inTurn(system, () => Promise.reject(later('429', 10 * 365 * 86_400_000))));
      vi.advanceTimersByTime(3_599_000);
      await failureOf(systems.inTurn(system, answer));
      vi.advanceTimersByTime(1_001);
      expect(await systems.inTurn(system, answer)).toBe(7);
    } finally {
      vi.useRealTimers();
    }
  });

  it('that is kept busy for a minute is tried later', async () => {
    vi.useFakeTimers();
    try {
      const systems = openSystems();
      const endless = new Promise<never>(() => undefined);
      for (let times = 0; times < 5; times++) void systems.inTurn({ host: 'a' }, () => endless);
      const sixth = failureOf(systems.inTurn({ host: 'a' }, () => endless));
      await vi.advanceTimersByTimeAsync(60_001);
      expect(await sixth).toMatchObject({ nonRetryable: false, message: 'a is busy with 5 other readings of ours' });
    } finally {
      vi.useRealTimers();
    }
  });
});
