import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openChanges } from '../../stores/changes.ts';

describe('what has changed', () => {
  it('is told to whoever listens, by the id of the engagement, again and again, and no more when they have ended it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fairlead-changes-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const [here, there] = [openChanges(join(folder, 'changes')), openChanges(join(folder, 'changes'))];
    let heard: string[] = [];
    const failures: Error[] = [];
    const stop = await there.watch(
      (engagement) => void heard.push(engagement),
      (error) => void failures.push(error),
    );
    for (const engagement of ['acme-events', 'Acme.Events', 'acme-events']) {
      heard = [];
      await here.note(engagement);
      for (let tries = 0; heard.length === 0 && tries < 300; tries += 1) await pause(10);
      expect(new Set(heard)).toEqual(new Set([engagement]));
      await pause(20);
    }
    stop();
    heard = [];
    await here.note('acme-events');
    await pause(50);
    expect([heard, failures]).toEqual([[], []]);
  });
});
