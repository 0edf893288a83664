import { describe, expect, it } from 'vitest';
import { givingWay } from '../../api/giving-way.ts';

/** Something that is under way until it is told to end. */
function held() {
  let end: (() => void) | undefined;
  const until = new Promise<string>((resolve) => (end = () => resolve('done')));
  return { act: () => until, end: () => end?.() };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('starts', () => {
  it('wait while eight commands are under way, and come in their order', async () => {
    const way = givingWay();
    const commands = Array.from({ length: 8 }, held);
    for (const { act } of commands) void way.command(act);
    const begun: number[] = [];
    const first = held();
    const others = Array.from({ length: 3 }, held);
    [first, ...others].forEach(({ act }, index) => void way.start(() => (begun.push(index), act())));
    await settled();
    // One is always let through.
    expect(begun).toEqual([0]);
    first.end();
    await settled();
    expect(begun).toEqual([0, 1]);
    for (const { end } of commands) end();
    await settled();
    expect(begun).toEqual([0, 1, 2, 3]);
  });

  it('hold up no command', async () => {
    const way = givingWay();
    for (let count = 0; count < 20; count += 1) void way.start(held().act);
    expect(await way.command(() => Promise.resolve('answered'))).toBe('answered');
  });

  it('make room when they fail', async () => {
    const way = givingWay();
    const commands = Array.from({ length: 8 }, held);
    for (const { act } of commands) void way.command(act);
    await expect(way.start(() => Promise.reject(new Error('no such queue')))).rejects.toThrow('no such queue');
    expect(await way.start(() => Promise.resolve('started'))).toBe('started');
  });

  it('are sent away, to come again, where a thousand wait', async () => {
    const way = givingWay();
    void way.command(held().act);
    const all = Array.from({ length: 1010 }, () => way.start(held().act));
    const refused = await Promise.race(all.slice(-1).map((start) => start.catch((error: unknown) => error)));
    expect(refused).toMatchObject({ status: 503, message: expect.stringContaining('Too many engagements') });
    all.forEach((start) => void start.catch(() => undefined));
  });
});
