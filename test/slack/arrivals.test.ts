import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { arrivals } from '../../api/slack/arrivals.ts';

function withResolver() {
  const ends: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => ends.push(resolve));
  return { promise, resolve: () => ends[0]?.() };
}

describe('what comes in', () => {
  it('goes before what it asks for', async () => {
    const arriving = arrivals();
    await arriving.quiet();
    const order: string[] = [];
    const { promise, resolve: arrived } = withResolver();
    const coming = arriving.during(() => promise);
    const done = arriving.quiet().then(() => order.push('asked for'));
    await pause(60);
    order.push('came');
    arrived();
    await Promise.all([coming, done]);
    expect(order).toEqual(['came', 'asked for']);
  });

  it('never holds it up for good, however much comes, or fails', async () => {
    const arriving = arrivals();
    await expect(arriving.during(() => Promise.reject(new Error('ENOSPC')))).rejects.toThrow('ENOSPC');
    await arriving.quiet();
    void arriving.during(() => new Promise(() => undefined));
    await expect(arriving.quiet()).resolves.toBeUndefined();
  });
});
