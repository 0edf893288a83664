import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../../api/slack/one-at-a-time.ts';
import { openChanges } from '../../stores/changes.ts';
import { atGate, users } from './scene.ts';
import { homeOpened } from './sent-by-slack.ts';
import { apiToken, slackWorld } from './slack-world.ts';
import type { RunningHere, SlackWorld } from './slack-world.ts';

/** Waits until so many home tabs were published, and answers with whose. */
async function published(world: SlackWorld, count: number): Promise<string[]> {
  const calls = () => world.slack.called('views.publish');
  for (let tries = 0; calls().length < count && tries < 500; tries += 1) await pause(10);
  return calls().map(({ fields }) => fields['user_id'] ?? '');
}
const lastHome = (world: SlackWorld): string =>
  world.slack.called('views.publish').at(-1)?.fields['view'] ?? 'no home tab';

const overHttp = (here: RunningHere, route: string, body: object) =>
  fetch(`${here.url}/v1/engagements/acme-events/${route}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${apiToken}` },
    body: JSON.stringify({ by: 'the-architect', ...body }),
  });

/** Given one whose home tab is open. */
async function opened(user = 'UENGINEER') {
  const stage = atGate('2b');
  const world = await slackWorld({ 'acme-events': stage }, users);
  await world.post(homeOpened(user));
  await published(world, 1);
  return { world, stage };
}

describe('a home tab that was opened', () => {
  it('is shown anew after a command over HTTP', async () => {
    const { world } = await opened();
    expect((await overHttp(world, 'hold', { reason: 'The budget' })).status).toBe(200);
    expect(await published(world, 2)).toEqual(['UENGINEER', 'UENGINEER']);
    expect(lastHome(world)).toContain('held');
  });

  it('is shown anew after what happens by the clock, of which another process tells', async () => {
    const { world, stage } = await opened();
    stage.act({ kind: 'hold', reason: 'The budget' });
    await openChanges(join(world.folder, 'changes')).note('acme-events');
    await published(world, 2);
    expect(lastHome(world)).toContain('held');
  });

  it('is not published again when it would show the same', async () => {
    const { world } = await opened();
    const changes = openChanges(join(world.folder, 'changes'));
    const [before] = [world.engagements.read.length];
    await changes.note('acme-events');
    for (let tries = 0; world.engagements.read.length < before + 2 && tries < 300; tries += 1) await pause(10);
    await pause(50);
    expect(world.engagements.read.length).toBeGreaterThan(before);
    expect(world.slack.called('views.publish')).toHaveLength(1);
  });

  it('is published again when it is opened again', async () => {
    const { world } = await opened();
    await world.post(homeOpened('UENGINEER'));
    expect(await published(world, 2)).toHaveLength(2);
  });

  it('is shown anew by the next process, with what changed meanwhile', async () => {
    const { world, stage } = await opened();
    await world.stop();
    stage.act({ kind: 'hold', reason: 'The budget' });
    const next = await world.again();
    expect(await published(world, 2)).toEqual(['UENGINEER', 'UENGINEER']);
    expect(lastHome(world)).toContain('held');
    expect((await overHttp(next, 'resume', { reason: 'It is there' })).status).toBe(200);
    await published(world, 3);
    expect(lastHome(world)).not.toContain('held');
  });

  it('shows an engagement to whoever joins it, and no more to whoever left', async () => {
    const { world } = await opened('USTRANGER');
    expect(lastHome(world)).toContain('You take part in none.');
    const joined = { person: 'sam', name: 'Sam Sample', email: 'stranger@elsewhere.example', roles: ['engineer'] };
    expect((await overHttp(world, 'assign-person', joined)).status).toBe(200);
    await published(world, 2);
    expect(lastHome(world)).toContain('acme-events');
    expect((await overHttp(world, 'assign-person', { ...joined, email: 'sam@elsewhere.example' })).status).toBe(200);
    await published(world, 3);
    expect(lastHome(world)).toContain('You take part in none.');
  });

  it('is tried again when Slack does not take it, and that is said', async () => {
    const { world } = await opened();
    world.slack.refuse('views.publish', 'fatal_error', 'no_such_error');
    await overHttp(world, 'hold', { reason: 'The budget' });
    await published(world, 4);
    expect(world.logged.filter((line) => line.includes('A home tab c'))).toHaveLength(2);
    expect(lastHome(world)).toContain('held');
  });

  it('is forgotten, and that is said, when what was kept cannot be read', async () => {
    const { world } = await opened();
    await world.stop();
    await writeFile(join(world.folder, 'slack-homes.json'), '[{');
    await world.again();
    expect(world.logged.join('')).toContain('Who has opened a home tab cannot be read');
    expect(world.slack.called('views.publish')).toHaveLength(1);
  });
});

describe('one at a time', () => {
  it('does once more what is asked for meanwhile, however often, and lets others go on beside it', async () => {
    const began: string[] = [];
    const ends: (() => void)[] = [];
    const acting = oneAtATime((whom) => {
      began.push(whom);
      return new Promise((resolve) => ends.push(resolve));
    });
    const first = acting.again('one');
    const [second, third] = [acting.again('one'), acting.again('one')];
    void acting.again('other');
    expect(began).toEqual(['one', 'other']);
    ends[0]?.();
    await first;
    await pause(1);
    expect(began).toEqual(['one', 'other', 'one']);
    ends[2]?.();
    await Promise.all([second, third]);
    expect(began).toHaveLength(3);
  });
});
