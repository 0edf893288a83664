import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { placeSpeaker } from '../../api/slack/place-speaker.ts';
import type { PlaceSpeaker } from '../../api/slack/place-speaker.ts';
import { openChanges } from '../../stores/changes.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { slackClient } from '../../stores/slack-client.ts';
import { openSlackPlaces } from '../../stores/slack-places.ts';
import { fakeSlack } from '../fakes/slack-api.ts';
import type { FakeSlack } from '../fakes/slack-api.ts';
import { shelved, Stage } from '../support/play.ts';
import { daysPass } from '../support/scenes.ts';
import { memoryEngagements } from './memory-engagements.ts';
import { atGate } from './scene.ts';

const id = 'acme-events';
const shelf = await openShelf('playbooks');
let folder: string;
let slack: FakeSlack;
const [logged, read]: [string[], string[]] = [[], []];
const log = pino({ level: 'warn' }, { write: (line: string) => void logged.push(line) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'));
  const gone = folder;
  onTestFinished(() => rm(gone, { recursive: true, force: true }));
  slack = await fakeSlack();
  logged.length = 0;
  read.length = 0;
});

const places = () => openSlackPlaces(folder);
const changes = () => openChanges(join(folder, 'changes'));

/** What an API's process has: nothing is shared with another but the folder and the engagements. */
function speaker(stages: Readonly<Record<string, Stage>>, channel?: string): PlaceSpeaker {
  const memory = memoryEngagements(stages);
  const speaking = placeSpeaker({
    slack: slackClient({ token: 'xoxb-made-up', apiUrl: slack.apiUrl, timeoutMs: 5000 }),
    places: places(),
    changes: changes(),
    engagements: { journal: (engagement) => (read.push(engagement), memory.journal(engagement)) },
    shelf,
    log,
    ...(channel !== undefined && { channel }),
  });
  onTestFinished(() => speaking.stop());
  return speaking;
}

/** Of what has happened until now, nothing is to be said any more. */
const said = (stage: Stage, engagement = id) =>
  places().alone(engagement, () =>
    places().keep({ engagement, upTo: stage.engagement.state.journal.seq, saidAt: 0, topics: {} }),
  );

const posted = (count: number) =>
  vi.waitFor(() => {
    const lines = slack.posted.map(({ fields }) => ({
      channel: fields['channel'],
      text: fields['text'] ?? '',
      thread: fields['thread_ts'],
    }));
    expect(lines).toHaveLength(count);
    return lines;
  }, 15_000);

const approve = { kind: 'approveGate', gate: '2b', by: 'the-engineer' } as const;
const decide = { kind: 'decideGate', gate: '2b', decision: 'approve', reason: 'All is clear' } as const;
const report = { kind: 'reportIssue', summary: 'Forms lose registrations', severity: 'major' } as const;

/** An engagement whose 2b waits for its engineer, and of which all was said. */
async function atEngineering(over: Partial<ConstructorParameters<typeof Stage>[1]> = {}): Promise<Stage> {
  const stage = atGate('2b');
  if (Object.keys(over).length > 0) {
    const { state } = stage.engagement;
    stage.engagement = { ...stage.engagement, state: { ...state, ...over } };
  }
  await said(stage);
  return stage;
}

describe('an engagement in a channel of all', () => {
  it('has one thread, under a message that names it, in which each thing is said once: decisions too that nobody is written to about', async () => {
    const stage = await atEngineering();
    const { changed } = speaker({ [id]: stage }, 'C1');
    stage.act(approve);
    stage.act(decide);
    stage.act(report);
    changed(id);
    changed(id);
    const [root, ...lines] = await posted(4);
    expect(root).toEqual({ channel: 'C1', text: `*Acme* · event-operations-platform · ${id}`, thread: undefined });
    expect(lines.map(({ thread }) => thread)).toEqual(Array(3).fill('1798000000.000001'));
    expect(lines.map(({ text }) => text.replace(/\(.*?\d{4}\)/, '(day)'))).toEqual([
      '*2b Engineering Handoff was approved by The engineer* (day)',
      '*2b Engineering Handoff was decided: Approve the spec* (day)\nBy The architect\nAll is clear',
      '*Major issue issue-1* (day)\nForms lose registrations',
    ]);
  });

  it('is told of a reminder by what is waited for and of whom, once for all who got it', async () => {
    const stage = await atEngineering();
    const { changed } = speaker({ [id]: stage }, 'C1');
    daysPass(stage, 3);
    changed(id);
    const lines = await posted(2);
    expect(lines[1]?.text).toMatch(
      /^\*Still waiting: 2b Engineering Handoff: approval\* \(.*\)\nEngineer \(The engineer\), since /,
    );
  });

  it('goes on in its thread in the next process, says nothing twice, and says what happened between the two', async () => {
    const stage = await atEngineering();
    const first = speaker({ [id]: stage }, 'C1');
    stage.act(approve);
    first.changed(id);
    await posted(2);
    await first.stop();
    stage.act(decide);
    await changes().note(id);
    await speaker({ [id]: stage }, 'C1').start();
    const lines = await posted(3);
    expect(lines.at(-1)).toMatchObject({ thread: '1798000000.000001', text: expect.stringContaining('was decided') });
  });

  it('is said by one process at a time: another one waits for its turn, and finds it said', async () => {
    const stage = await atEngineering();
    const [one, other] = [speaker({ [id]: stage }, 'C1'), speaker({ [id]: stage }, 'C1')];
    stage.act(approve);
    await places().alone(id, async () => {
      one.changed(id);
      other.changed(id);
      await vi.waitFor(
        () => expect(logged.filter((line) => line.includes('said in Slack later'))).toHaveLength(2),
        6000,
      );
    });
    await posted(2);
    await vi.waitFor(async () => expect((await places().find(id))?.saidAt).toBeGreaterThan(0), 15_000);
    await pause(3500);
    await posted(2);
  });

  it('begins another thread where the first was deleted', async () => {
    const stage = await atEngineering();
    const { changed } = speaker({ [id]: stage }, 'C1');
    stage.act(approve);
    changed(id);
    await posted(2);
    slack.meet({ kind: 'refused', error: 'thread_not_found' });
    stage.act(decide);
    changed(id);
    const lines = await posted(4);
    expect(lines.map(({ thread }) => thread)).toEqual([undefined, '1798000000.000001', undefined, '1798000000.000003']);
  });

  it('has nothing brought up that happened long before it was first spoken of', async () => {
    const stage = new Stage(shelved('event-operations-platform'), {}, '2026-01-05T09:00:00.000Z');
    stage.act({ kind: 'hold', reason: 'Waiting for a contract' });
    const { changed } = speaker({ [id]: stage }, 'C1');
    stage.now = new Date().toISOString();
    stage.act({ kind: 'resume', reason: 'It is signed' });
    changed(id);
    expect((await posted(2))[1]?.text).toContain('Going on');
  });
});

describe('an engagement with a channel of its own', () => {
  it('has a thread for each topic: a gate at its attempt, an issue; its name begins none', async () => {
    const stage = new Stage(shelved('event-operations-platform'), { slackChannel: 'COWN' });
    const { changed } = speaker({ [id]: stage }, 'C1');
    stage.act(report);
    stage.act({ kind: 'hold', reason: 'A freeze' });
    stage.act({ kind: 'resolveIssue', issue: 'issue-1', note: 'A field was renamed' });
    stage.act({ kind: 'resume', reason: 'It is over' });
    changed(id);
    const lines = await posted(4);
    expect(lines.map(({ channel }) => channel)).toEqual(Array(4).fill('COWN'));
    expect(lines.map(({ thread }) => thread)).toEqual([undefined, undefined, '1798000000.000001', '1798000000.000002']);
    expect(lines[2]?.text).toContain('Issue issue-1 is resolved');
  });
});

describe('what is said of an engagement', () => {
  it('is nothing where there is no channel, for which its journal is read once', async () => {
    const stage = new Stage(shelved('event-operations-platform'));
    const { changed } = speaker({ [id]: stage });
    stage.act(report);
    changed(id);
    await vi.waitFor(() => expect(read).toEqual([id]), 15_000);
    changed(id);
    await pause(1500);
    expect(read).toEqual([id]);
    expect(slack.calls).toEqual([]);
  });

  it('pings nobody, and is cut to what people read', async () => {
    const stage = await atEngineering({ customer: 'Acme <!here>' });
    const { changed } = speaker({ [id]: stage }, 'C1');
    stage.act({ kind: 'hold', reason: `<!channel> <@U1> ${'& on and on '.repeat(150)}`.slice(0, 1900) });
    changed(id);
    const [, line] = await posted(2);
    expect(line?.text).not.toMatch(/<[!@]/);
    expect(line?.text.length).toBeLessThanOrEqual(1500);
  });

  it('waits as long as Slack asks, and is said then', async () => {
    const stage = await atEngineering();
    slack.meet({ kind: 'rate-limited', retryAfterS: 1 });
    stage.act(approve);
    speaker({ [id]: stage }, 'C1').changed(id);
    await posted(2);
    expect(logged.join()).toContain('later');
  });

  it('waits while the app is not in the channel, which is said once with its cure, and is said by the next process', async () => {
    const stage = await atEngineering();
    slack.meet({ kind: 'refused', error: 'not_in_channel' });
    stage.act(approve);
    await changes().note(id);
    const first = speaker({ [id]: stage }, 'C1');
    first.changed(id);
    await vi.waitFor(() => expect(logged.join()).toContain('invite the app into the channel'), 15_000);
    await first.stop();
    expect(logged).toHaveLength(1);
    expect(slack.posted).toEqual([]);
    await speaker({ [id]: stage }, 'C1').start();
    expect((await posted(2))[1]?.text).toContain('was approved');
  });

  it('goes on with what comes next, when Slack refuses a line for good', async () => {
    const stage = await atEngineering();
    const { changed } = speaker({ [id]: stage }, 'C1');
    stage.act(approve);
    changed(id);
    await posted(2);
    slack.meet({ kind: 'refused', error: 'msg_too_long' });
    stage.act(decide);
    stage.act(report);
    changed(id);
    expect((await posted(3))[2]?.text).toContain('Major issue');
    expect(logged.join()).toContain('left out');
  });

  it('is said later where its place cannot be read, and said so in the log', async () => {
    const stage = await atEngineering();
    await writeFile(join(folder, `${id}.json`), '{ half');
    stage.act(approve);
    const { changed, stop } = speaker({ [id]: stage }, 'C1');
    changed(id);
    await vi.waitFor(() => expect(logged.join()).toContain('could not be said'), 15_000);
    await stop();
    expect(slack.calls).toEqual([]);
  });
});
