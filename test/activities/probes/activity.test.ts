import { CancelledFailure } from '@temporalio/common';
import { MockActivityEnvironment } from '@temporalio/testing';
import { describe, expect, it, vi } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import { environmentFor } from './contract.ts';
import { after, httpSystem, json, troubles } from './http-system.ts';
import type { Answer } from './http-system.ts';

async function reading(answer: Answer) {
  const { url, host, asked } = await httpSystem(answer);
  const probes = openProbes({ hosts: [host], environment: environmentFor(host) });
  return { asked, read: () => probes.read({ kind: 'http-json', url, select: '/value' }) };
}

describe('a reading, as an activity', () => {
  it('tells Temporal every few seconds that it is under way, and stops when it is done', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { asked, read } = await reading(after(300, json({ value: 1 })));
      const activity = new MockActivityEnvironment();
      let beats = 0;
      activity.on('heartbeat', () => beats++);
      const done = activity.run(read);
      await expect.poll(() => asked.length, { interval: 5 }).toBe(1);
      vi.advanceTimersByTime(15_500);
      expect(beats).toBe(3);
      expect(await done).toMatchObject({ value: 1 });
      vi.advanceTimersByTime(60_000);
      expect(beats).toBe(3);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends when Temporal no longer wants it', async () => {
    const { asked, read } = await reading(troubles.silent);
    const activity = new MockActivityEnvironment();
    const done = activity.run(read);
    await expect.poll(() => asked.length).toBe(1);
    activity.cancel();
    await expect(done).rejects.toBeInstanceOf(CancelledFailure);
  });
});
