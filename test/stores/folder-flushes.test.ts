import type * as fs from 'node:fs/promises';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openSlackInbox } from '../../stores/slack-inbox.ts';

/** A disk whose flushes of folders end when the test says so. */
const disk = vi.hoisted(() => {
  const flushes: { readonly end: () => void; readonly fail: () => void }[] = [];
  const linked: string[] = [];
  const flushed = () =>
    new Promise<void>((resolve, reject) => {
      flushes.push({ end: resolve, fail: () => reject(new Error('EIO: the disk is broken')) });
    });
  return { flushes, linked, flushed };
});

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof fs>();
  return {
    ...real,
    link: async (from: string, to: string) => {
      await real.link(from, to);
      disk.linked.push(to);
    },
    open: async (path: string, ...how: [string?]) => {
      if (!(await real.stat(path).catch(() => undefined))?.isDirectory()) return real.open(path, ...how);
      return { sync: disk.flushed, close: () => Promise.resolve() };
    },
  };
});

beforeEach(() => {
  disk.flushes.length = 0;
  disk.linked.length = 0;
});

/** An inbox, and what was acknowledged or refused of it, by what was put. */
async function watched() {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-flushes-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const inbox = openSlackInbox(folder);
  const [kept, refused]: [string[], string[]] = [[], []];
  return {
    kept,
    refused,
    put: (name: string): void =>
      void inbox.put([name], {}).then(
        () => kept.push(name),
        () => refused.push(name),
      ),
  };
}

/** Waits until so many names are in the folder and so many flushes of it have begun; and whatever else would come has come. */
async function settledAt(names: number, flushes: number): Promise<void> {
  await vi.waitFor(() => expect([disk.linked.length, disk.flushes.length]).toEqual([names, flushes]), 5000);
  await pause(30);
  expect([disk.linked.length, disk.flushes.length]).toEqual([names, flushes]);
}

describe.skipIf(process.platform === 'win32')('a click is acknowledged', () => {
  it('only by a flush that began when its name was in the folder, which serves all whose names were', async () => {
    const { put, kept } = await watched();
    put('first');
    await settledAt(1, 1);
    for (const name of ['second', 'third']) put(name);
    await settledAt(3, 1);
    expect(kept).toEqual([]);
    disk.flushes[0]?.end();
    await settledAt(3, 2);
    expect(kept).toEqual(['first']);
    put('fourth');
    await settledAt(4, 2);
    disk.flushes[1]?.end();
    await settledAt(4, 3);
    expect(kept.toSorted()).toEqual(['first', 'second', 'third']);
    disk.flushes[2]?.end();
    await settledAt(4, 3);
    expect(kept).toContain('fourth');
    put('fifth');
    await settledAt(5, 4);
    expect(kept).not.toContain('fifth');
    disk.flushes[3]?.end();
    await vi.waitFor(() => expect(kept).toContain('fifth'));
  });

  it('also when it comes twice, and the first has not been flushed yet', async () => {
    const { put, kept } = await watched();
    put('same');
    await settledAt(1, 1);
    put('same');
    await settledAt(1, 1);
    expect(kept).toEqual([]);
    disk.flushes[0]?.end();
    await settledAt(1, 2);
    expect(kept).toEqual(['same']);
    disk.flushes[1]?.end();
    await vi.waitFor(() => expect(kept).toEqual(['same', 'same']));
  });

  it('never by a flush that failed, which fails nobody who waits for the next', async () => {
    const { put, kept, refused } = await watched();
    put('first');
    await settledAt(1, 1);
    put('second');
    await settledAt(2, 1);
    disk.flushes[0]?.fail();
    await settledAt(2, 2);
    expect([kept, refused]).toEqual([[], ['first']]);
    disk.flushes[1]?.end();
    await vi.waitFor(() => expect(kept).toEqual(['second']));
  });
});
