import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/engagement/events.ts';
import type { View } from '../../src/engagement/view.ts';
import type { Delivery, Letter } from '../../src/ports/messenger.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

/** A Slack that is slow, so that what is done meanwhile overtakes it; and that tells when two edits of one message were under way at once. */
function slowSlack() {
  const [shown, overlaps]: [Letter[], string[]] = [[], []];
  const editing = new Set<string>();
  const sent: Letter[] = [];
  const deliver = async (letter: Letter): Promise<Delivery> => {
    sent.push(letter);
    if (letter.to.id === 'the-engineer') return { via: 'email', id: letter.key, unmatched: 'nobody has their address' };
    // As the outbox calls what it keeps.
    if (letter.engagement === 'outbox') return { via: 'slack', id: `3f2a${sent.length}` };
    if (letter.edits === undefined) return { via: 'slack', id: `D1/${sent.length}` };
    if (editing.has(letter.edits)) overlaps.push(letter.key);
    editing.add(letter.edits);
    await pause(150);
    editing.delete(letter.edits);
    shown.push(letter);
    return { via: 'slack', id: letter.edits };
  };
  return { deliver, sent, shown, overlaps };
}

/** When something is there. */
async function come<T>(look: () => T | undefined | Promise<T | undefined>): Promise<T> {
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(20);
  }
}

describe('an engagement whose team reads Slack', () => {
  const slack = slowSlack();
  const inSlack = recordingActivities({ deliver: slack.deliver });
  let temporal: TemporalForTests;
  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(inSlack);
  });
  afterAll(() => temporal.stop());

  const journalOf = async (id: string): Promise<readonly JournalEvent[]> => {
    const tail = await temporal.client.workflow.getHandle(id).query<readonly JournalEvent[]>('journal');
    const known = new Map([...inSlack.journal(id), ...tail].map((event) => [event.seq, event]));
    return [...known.values()].toSorted((one, other) => one.seq - other.seq);
  };
  it('shows in each message what was done last, however close one thing follows the other', async () => {
    const input = engagementInput('in-slack');
    const id = await started(temporal.client, input);
    const handle = temporal.client.workflow.getHandle(id);
    const opened = await come(() => slack.sent.find(({ offers }) => offers !== undefined && 'tasks' in offers));
    const tasks = opened.offers !== undefined && 'tasks' in opened.offers ? opened.offers.tasks : [];
    expect(tasks.length).toBeGreaterThan(2);
    const isPlaced = async () =>
      (await journalOf(id)).find((event) => event.kind === 'dutyPerformed' && event.placed !== undefined);
    await come(isPlaced);
    const { openTasks } = await handle.query<View>('view');
    const homework = openTasks.filter(({ key }) => key.startsWith('1a/')).map(({ key }) => key);
    const complete = (some: readonly string[], commandId: string) =>
      handle.executeUpdate('completeTasks', {
        args: [{ commandId, by: 'the-architect', surface: 'slack', tasks: some }],
        updateId: commandId,
      });
    await complete(homework, 'homework');
    for (const [index, task] of tasks.entries()) await complete([task], `task-${index}`);
    await come(() => slack.shown.find(({ template }) => template === 'work-settled'));
    expect(slack.overlaps).toEqual([]);
    expect(slack.shown.filter(({ edits }) => edits === slack.shown[0]?.edits).at(-1)).toMatchObject({
      template: 'work-settled',
      shows: { done: tasks.map((task) => ({ task, by: 'The architect' })) },
    });
  });

  it('asks once for somebody whom Slack does not know, however many messages they get', async () => {
    const id = await started(temporal.client, engagementInput('unmatched'));
    const handle = temporal.client.workflow.getHandle(id);
    for (const action of ['close-gap', 'ask-vendor'])
      await handle.executeUpdate('assignAction', {
        args: [
          {
            commandId: action,
            by: 'the-architect',
            surface: 'api',
            action,
            text: 'Close the gap',
            owner: 'engineer',
            due: '2036-01-07',
          },
        ],
        updateId: action,
      });
    const asked = () => slack.sent.filter(({ to, engagement }) => engagement === id && to.id === 'the-engineer');
    await come(() => (asked().length === 2 ? true : undefined));
    await come(() => slack.sent.find(({ template, engagement }) => template === 'not-in-slack' && engagement === id));
    const missed = (await journalOf(id)).filter(({ kind }) => kind === 'personNotInSlack');
    expect(missed).toMatchObject([{ person: 'the-engineer', reason: 'nobody has their address' }]);
    const { attention } = await handle.query<View>('view');
    expect(Object.keys(attention)).toEqual(['slack/the-engineer']);
  });

  it('edits nothing that the outbox keeps: there is nobody who sees it', async () => {
    const id = await started(temporal.client, engagementInput('outbox'));
    const mine = () => slack.sent.filter(({ engagement }) => engagement === id);
    await come(() => mine().find(({ template }) => template === 'work-opened'));
    const handle = temporal.client.workflow.getHandle(id);
    const { openTasks } = await handle.query<View>('view');
    await handle.executeUpdate('completeTasks', {
      args: [{ commandId: 'all', by: 'the-architect', surface: 'api', tasks: openTasks.map(({ key }) => key) }],
      updateId: 'all',
    });
    await handle.executeUpdate('endEngagement', {
      args: [{ commandId: 'end', by: 'the-architect', surface: 'api', reason: 'Enough' }],
      updateId: 'end',
    });
    await handle.result();
    expect(mine().filter(({ edits }) => edits !== undefined)).toEqual([]);
    expect((await journalOf(id)).some((event) => 'placed' in event)).toBe(false);
  });
});
