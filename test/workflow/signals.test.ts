import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JournalEvent } from '../../src/engagement/events.ts';
import type { View } from '../../src/engagement/view.ts';
import type { CommandAnswer, EngagementInput } from '../../workflows/messages.ts';
import { taskQueue, workflowType } from '../../workflows/messages.ts';
import { recordingActivities } from '../support/recording-activities.ts';
import { engagementInput, started } from '../support/started.ts';
import { realTemporal } from '../support/temporal.ts';
import type { TemporalForTests } from '../support/temporal.ts';

const fact = (text: string, commandId: string) => ({
  fact: text,
  text,
  by: 'the-architect',
  surface: 'api',
  commandId,
});

describe('the commands of an engagement, by Update and by Signal', () => {
  const activities = recordingActivities();
  let temporal: TemporalForTests;
  beforeAll(async () => {
    temporal = await realTemporal();
    await temporal.worker(activities);
  });
  afterAll(() => temporal.stop());

  const handleOf = (id: string) => temporal.client.workflow.getHandle(id);
  const update = (
    id: string,
    command: { readonly commandId: string } & object,
    kind = 'noteFact',
    updateId = command.commandId,
  ): Promise<CommandAnswer> => handleOf(id).executeUpdate(kind, { args: [command], updateId });
  /** What happened to an engagement, once what was sent to it has been taken. */
  const journalOf = async (id: string): Promise<readonly JournalEvent[]> => {
    await update(id, { ...fact('a-last-one', `last-of-${id}`) });
    const tail = await handleOf(id).query<readonly JournalEvent[]>('journal');
    const known = new Map([...activities.journal(id), ...tail].map((event) => [event.seq, event]));
    return [...known.values()].toSorted((one, other) => one.seq - other.seq);
  };

  it('takes a Signal that is there before the first line of the workflow has run', async () => {
    const input = engagementInput('early');
    await temporal.client.workflow.signalWithStart(workflowType, {
      taskQueue,
      workflowId: 'early',
      args: [input] satisfies [EngagementInput],
      signal: 'noteFact',
      signalArgs: [{ fact: 'crm', text: 'They use one CRM', by: 'the-architect' }],
    });
    const noted = (await journalOf('early')).filter(({ kind }) => kind === 'factNoted');
    expect(noted[0]).toMatchObject({ fact: 'crm', surface: 'temporal', by: 'the-architect' });
  });

  it('notes a Signal that makes no sense in the journal, and goes on', async () => {
    const id = await started(temporal.client, engagementInput('nonsense'));
    const handle = handleOf(id);
    await handle.signal('makeCoffee', 'now');
    await handle.signal('approveGate', 42);
    await handle.signal('approveGate');
    await handle.signal('noteFact', { fact: 'x', text: 'y', by: 'a stranger' });
    await handle.signal('completeTasks', { tasks: ['no-such-task'], by: 'the-architect' });
    const refused = (await journalOf(id)).flatMap((event) => (event.kind === 'commandRefused' ? [event.reason] : []));
    expect(refused).toHaveLength(5);
    expect(refused[0]).toBe('There is no command "makeCoffee"');
    expect(refused[3]).toMatch(/"a stranger" has no role in this engagement/);
    expect((await handle.query<View>('view')).status).toBe('running');
  });

  it('refuses an Update before it is written to history', async () => {
    const id = await started(temporal.client, engagementInput('refused'));
    const approval = { gate: '1d', by: 'the-architect', surface: 'api', commandId: 'too-soon' };
    await expect(update(id, approval, 'approveGate')).rejects.toMatchObject({ cause: { type: 'Rejected' } });
    await update(id, fact('in-time', 'in-time'));
    const written = JSON.stringify(await handleOf(id).fetchHistory());
    expect(written).toContain('in-time');
    expect(written).not.toContain('too-soon');
  });

  it('gives a repeated command its first answer, by whichever way it comes', async () => {
    const id = await started(temporal.client, engagementInput('repeated'));
    const first = await update(id, fact('crm', 'one-id'));
    await update(id, fact('other', 'another-id'));
    await handleOf(id).signal('noteFact', fact('crm', 'one-id'));
    expect(await update(id, fact('crm', 'one-id'))).toEqual(first);
    const noted = (await journalOf(id)).filter((event) => event.kind === 'factNoted' && event.fact === 'crm');
    expect(noted).toHaveLength(1);
  });

  it('remembers its commands when it continues as new, which forgets the ids of Updates', async () => {
    const id = await started(temporal.client, { ...engagementInput('remembering'), continueAfter: { signals: 1 } });
    const before = await handleOf(id).describe();
    const first = await update(id, fact('crm', 'one-id'));
    await handleOf(id).signal('noteFact', fact('signalled', 'by-signal'));
    await expect.poll(async () => (await handleOf(id).describe()).runId, { timeout: 20_000 }).not.toBe(before.runId);
    expect(await update(id, fact('crm', 'one-id'))).toEqual(first);
    // The server itself knows the ids of the Updates of this run only, so this one has another.
    await expect(update(id, fact('else', 'one-id'), 'noteFact', 'fresh')).rejects.toMatchObject({
      cause: { message: expect.stringContaining('was used for another command') },
    });
    const noted = (await journalOf(id)).flatMap((event) => (event.kind === 'factNoted' ? [event.fact] : []));
    expect(noted).toEqual(['crm', 'signalled', 'a-last-one']);
  });
});
