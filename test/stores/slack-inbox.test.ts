import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSlackInbox } from '../../stores/slack-inbox.ts';

async function inboxFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'fairlead-inbox-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'slack-inbox');
}

describe('the inbox of Slack', () => {
  it('keeps a hundred clicks that come at once, each once, and no drafts', async () => {
    const folder = await inboxFolder();
    const inbox = openSlackInbox(folder);
    const names = await Promise.all(
      Array.from({ length: 200 }, (_, index) => inbox.put(['action', String(index % 100)], { first: index < 100 })),
    );
    expect(new Set(names).size).toBe(100);
    expect((await inbox.names()).toSorted()).toEqual([...new Set(names)].toSorted());
    expect((await readdir(folder)).every((file) => file.endsWith('.json'))).toBe(true);
    for (const name of names) expect(JSON.parse((await inbox.read(name)) ?? '')).toEqual({ first: true });
  });

  it('is made anew when its folder has gone', async () => {
    const folder = await inboxFolder();
    const inbox = openSlackInbox(folder);
    await inbox.put(['one'], {});
    await rm(folder, { recursive: true });
    const name = await inbox.put(['two'], {});
    expect(await inbox.names()).toEqual([name]);
    await inbox.remove(name);
    await inbox.remove(name);
    expect(await inbox.names()).toEqual([]);
  });

  it('says what it could not keep', async () => {
    const file = await inboxFolder();
    await writeFile(file, 'no folder');
    const inbox = openSlackInbox(join(file, 'slack-inbox'));
    await expect(inbox.put(['one'], {})).rejects.toThrow('ENOTDIR');
  });
});
