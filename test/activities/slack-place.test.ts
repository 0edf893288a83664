import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { slackPlaceSpeaker } from '../../activities/slack-place.ts';
import type { Letter } from '../../src/ports/messenger.ts';
import { slackClient } from '../../stores/slack-client.ts';
import { openSlackPlaces } from '../../stores/slack-places.ts';
import { letterWith, playbookOf } from '../fakes/letter.ts';
import { httpServer } from '../fakes/http-server.ts';
import { fakeSlack } from '../fakes/slack-api.ts';
import type { FakeSlack } from '../fakes/slack-api.ts';

let folder: string;
let slack: FakeSlack;
const said: string[] = [];
const log = pino({ level: 'warn' }, { write: (line: string) => void said.push(line) });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'places-'));
  const gone = folder;
  onTestFinished(() => rm(gone, { recursive: true, force: true }));
  slack = await fakeSlack();
  said.length = 0;
});

/** A worker's speaker, as a process has it: nothing is shared with another but the folder. */
const speaker = (common?: string) =>
  slackPlaceSpeaker({
    slack: slackClient({ token: 'xoxb-made-up', apiUrl: slack.apiUrl, timeoutMs: 5000 }),
    places: openSlackPlaces(folder),
    playbookOf,
    log,
    ...(common !== undefined && { common }),
  });

const posted = (count: number) =>
  vi.waitFor(() => {
    const lines = slack.posted.map(({ fields }) => ({
      channel: fields['channel'],
      text: fields['text'] ?? '',
      thread: fields['thread_ts'],
    }));
    expect(lines).toHaveLength(count);
    return lines;
  }, 5000);

const decided = (over: Partial<Letter> = {}): Letter =>
  letterWith({
    key: '2b.1/decided/the-vp',
    template: 'gate-decided',
    step: '2c',
    values: { gate: '2b', decision: 'approve-spec', by: 'the-architect', reason: '' },
    ...over,
  });
const reminder = (over: Partial<Letter> = {}): Letter =>
  letterWith({
    key: '2b.1/approval-engineer/remind-1/the-vp',
    template: 'approval-reminder',
    values: { gate: '2b', what: 'the approval', since: '2027-01-01', who: 'Engineer' },
    ...over,
  });
const flag = (over: Partial<Letter> = {}): Letter =>
  letterWith({
    key: 'red-flag/sync-failures-2027-01-02/the-vp',
    template: 'red-flag',
    items: ['sync-failures'],
    values: { value: '9', rule: 'more than 5', flag: 'x', readings: '9' },
    ...over,
  });

describe('an engagement in a channel of all', () => {
  it('has one thread, under a message that names it, in which each message is said once, whoever gets it', async () => {
    const { say } = speaker('C1');
    const other = { id: 'the-revops', name: 'Rev Ops', email: 'revops@customer.example', roles: ['revops'] };
    await Promise.all([say(decided()), say(decided({ key: '2b.1/decided/the-revops', to: other })), say(flag())]);
    const [root, first, second] = await posted(3);
    expect(root).toEqual({
      channel: 'C1',
      text: '*Acme* · event-operations-platform · acme-events',
      thread: undefined,
    });
    expect(first).toMatchObject({ channel: 'C1', thread: '1798000000.000001' });
    expect(first?.text).toMatch(
      /^\*Acme: 2b Engineering Handoff was decided: .*\* \(Mon 4 Jan 2027\)\n2b .* was decided by the-architect/,
    );
    expect(first?.text).not.toContain('Hello');
    expect(second).toMatchObject({ thread: '1798000000.000001', text: expect.stringContaining('red flag') });
  });

  it('goes on in its thread after a restart, and says nothing twice', async () => {
    await speaker('C1').say(decided());
    await posted(2);
    const next = speaker('C1');
    await next.say(decided());
    await next.say(reminder());
    const lines = await posted(3);
    expect(lines.at(-1)).toMatchObject({
      thread: '1798000000.000001',
      text: expect.stringMatching(/still waiting: the approval.*\nEngineer$/),
    });
  });

  it('is told apart from other engagements', async () => {
    const { say } = speaker('C1');
    await say(decided());
    await posted(2);
    await say(decided({ engagement: 'beta-events', customer: 'Beta' }));
    const lines = await posted(4);
    expect(lines.map(({ thread }) => thread)).toEqual([undefined, '1798000000.000001', undefined, '1798000000.000003']);
  });
});

describe('an engagement with a channel of its own', () => {
  it('has a thread for each topic: a gate at its attempt, a flag, an issue', async () => {
    const { say } = speaker('C1');
    const own = { slackChannel: 'COWN' };
    for (const letter of [decided(own), flag(own), reminder(own), decided({ ...own, key: '2b.2/decided/the-vp' })])
      await say(letter);
    const lines = await posted(4);
    expect(lines.map(({ channel }) => channel)).toEqual(['COWN', 'COWN', 'COWN', 'COWN']);
    expect(lines.map(({ thread }) => thread)).toEqual([undefined, undefined, '1798000000.000001', undefined]);
  });
});

const part = ({ key, template, items, values }: Letter) => ({ key, template, items, values });

describe('what is said of an engagement', () => {
  it('is nothing where there is no channel, and nothing of what concerns one person alone', async () => {
    await speaker().say(decided());
    await speaker('C1').say(letterWith({ template: 'homework-pack', key: '1a/homework-pack/the-vp' }));
    await speaker('C1').say(decided({ edits: 'D1/1.1' }));
    await speaker('C1').say(flag());
    expect((await posted(2)).map(({ text }) => text).join()).not.toContain('decided');
  });

  it('comes apart where several messages came as one', async () => {
    await speaker('C1').say(
      letterWith({
        template: 'digest',
        key: 'digest/1',
        values: { count: '2' },
        parts: [part(flag()), part(reminder())],
      }),
    );
    expect((await posted(3)).slice(1).map(({ text }) => text)).toEqual([
      expect.stringContaining('red flag'),
      expect.stringContaining('still waiting: the approval'),
    ]);
  });

  it('pings nobody, and is cut to what people read', async () => {
    const long = `<!channel> <@U1> ${'& on and on '.repeat(400)}`;
    await speaker('C1').say(
      decided({ customer: 'Acme <!here>', values: { gate: '2b', by: long, decision: 'x', reason: long } }),
    );
    const [root, line] = await posted(2);
    expect(`${root?.text}${line?.text}`).not.toMatch(/<[!@]/);
    expect(line?.text.length).toBeLessThanOrEqual(1500);
  });

  it('waits as long as Slack asks, and is said then', async () => {
    slack.meet({ kind: 'rate-limited', retryAfterS: 1 });
    await speaker('C1').say(flag());
    expect((await posted(2))[1]?.text).toContain('red flag');
    expect(said.join()).toContain('later');
  });

  it('is kept while the app is not in the channel, which is said with its cure, and said by the next process', async () => {
    slack.meet({ kind: 'refused', error: 'not_in_channel' });
    await speaker('C1').say(flag());
    await vi.waitFor(() => expect(said.join()).toContain('invite the app into the channel'), 5000);
    expect(slack.posted).toEqual([]);
    await speaker('C1').start();
    expect((await posted(2))[1]?.text).toContain('red flag');
  });

  it('holds up no other message while Slack takes its time to answer', async () => {
    const calls: string[] = [];
    const url = await httpServer(({ path }) => void calls.push(path));
    const { say } = slackPlaceSpeaker({
      slack: slackClient({ token: 'xoxb-made-up', apiUrl: `${url}/api/`, timeoutMs: 2000 }),
      places: openSlackPlaces(folder),
      playbookOf,
      common: 'C1',
      log,
    });
    await say(flag());
    await vi.waitFor(() => expect(calls).toHaveLength(1), 5000);
    await say(decided());
    // Had it waited for the first, that would have been given up by now.
    expect(said).toEqual([]);
    const { unsaid } = (await openSlackPlaces(folder).find('acme-events')) ?? {};
    expect(unsaid).toHaveLength(2);
  });

  it('holds nobody up where it cannot be kept', async () => {
    const broken = slackPlaceSpeaker({
      slack: slackClient({ token: 'xoxb-made-up', apiUrl: slack.apiUrl, timeoutMs: 5000 }),
      places: { ...openSlackPlaces(folder), keep: () => Promise.reject(new Error('disk full')) },
      playbookOf,
      common: 'C1',
      log,
    });
    await expect(broken.say(flag())).resolves.toBeUndefined();
    expect(said.join()).toContain('disk full');
  });
});
