import { describe, expect, it } from 'vitest';
import { stored, submit } from '../../src/engagement/engagement.ts';
import type { EventBody, JournalEvent } from '../../src/engagement/events.ts';
import { evolve, foldJournal } from '../../src/engagement/evolve.ts';
import { behind, journalPart, journalStart } from '../../src/engagement/journal.ts';
import { readCommand } from '../../src/engagement/read-command.ts';
import type { Command } from '../../src/engagement/command-fields.ts';
import { prompt, Stage } from '../support/play.ts';
import { given, playbook } from '../support/scenes.ts';

const by = 'the-architect';
const at = '2027-01-05T09:00:00.000Z';

function command(commandId: string, reason = 'Holidays', surface = 'api'): Command {
  const read = readCommand('hold', { commandId, by, surface, reason });
  if (!read.ok) throw new Error(read.rejection.message);
  return read.command;
}

describe('a journal', () => {
  it('folds to the very state that wrote it', () => {
    const stage = new Stage(playbook, { type: 'single', methodology: 'ours', previous: 'the-one-before' });
    stage.play(prompt, '2027-03-01T12:00:00.000Z');
    expect(foldJournal(stage.engagement.outbox)).toEqual(stage.engagement.state);
  });

  it('has one start; another one in it changes nothing', () => {
    const { outbox, state } = given('1b').engagement;
    const [start] = outbox;
    if (start === undefined) throw new Error('The journal is empty');
    expect(evolve(state, start)).toBe(state);
  });

  it('that does not begin with a start is none', () => {
    expect(foldJournal(given('1b').engagement.outbox.slice(1))).toBeUndefined();
    expect(foldJournal([])).toBeUndefined();
  });

  it('is handed to the records store without its hashes, and has them again behind the events that it was written behind', () => {
    const { outbox } = given('1b').engagement;
    const part = journalPart(outbox.slice(2));
    expect(JSON.stringify(part).match(/[0-9a-f]{64}/g)).toEqual([outbox.at(-1)?.hash]);
    expect(behind(outbox[1]?.hash ?? '', part)).toEqual(outbox.slice(2));
    expect(behind(outbox[0]?.hash ?? '', part)).toBeUndefined();
    expect(behind(journalStart.hash, journalPart([]))).toEqual([]);
  });

  it('leaves the workflow’s state once it is stored, up to what is stored', () => {
    const { engagement } = given('1b');
    const seqs = (one: typeof engagement): number[] => one.outbox.map(({ seq }) => seq);
    expect(seqs(stored(engagement, 2))).toEqual(seqs(engagement).filter((seq) => seq > 2));
    expect(stored(engagement, engagement.state.journal.seq).outbox).toEqual([]);
  });
});

// What is recorded folds for ever, so an event about something that the state does not have changes nothing but the count.
describe.each<{ readonly body: EventBody }>([
  { body: { kind: 'gateApproved', gate: '3d', roles: ['architect'] } },
  { body: { kind: 'hypercareEnded' } },
  { body: { kind: 'hypercareExtended', reason: 'none', endsAt: at, cyclesNeeded: 1 } },
  { body: { kind: 'issueResolved', issue: 'issue-9' } },
  { body: { kind: 'changeRequestAnswered', request: 'change-9', answer: 'declined' } },
  { body: { kind: 'commandRefused', command: 'hold', reason: 'none' } },
])('an event about what is not there', ({ body }) => {
  it(`changes nothing: ${body.kind}`, () => {
    const { state } = new Stage(playbook).engagement;
    const event: JournalEvent = { ...body, at, by, seq: 99, hash: 'h' };
    expect(evolve(state, event)).toEqual({ ...state, journal: { seq: 99, hash: 'h' } });
  });
});

it('what nobody did is nobody’s', () => {
  const { state } = new Stage(playbook).engagement;
  const held = evolve(state, { kind: 'held', reason: 'none', at, seq: 99, hash: 'h' });
  expect(held.holds).toEqual([{ since: at, reason: 'none', by: '' }]);
  const body = {
    kind: 'issueReported',
    issue: 'issue-1',
    summary: 's',
    severity: 'minor',
    handler: 'architect',
  } as const;
  expect(evolve(state, { ...body, at, seq: 99, hash: 'h' }).issues['issue-1']?.by).toBe('');
  const asked = { kind: 'changeRequested', request: 'change-1', summary: 's', scope: 'none' } as const;
  expect(evolve(state, { ...asked, at, seq: 99, hash: 'h' }).changeRequests['change-1']?.by).toBe('');
});

it('a person in whose place somebody steps, and whom nobody knows, leaves no trace', () => {
  const { state } = new Stage(playbook).engagement;
  const details = { name: 'New Sample', email: 'new@team.example', roles: ['sme'] };
  const event = {
    kind: 'personAssigned',
    person: 'new',
    details,
    insteadOf: 'nobody',
    at,
    seq: 99,
    hash: 'h',
  } as const;
  expect(evolve(state, event).people).toEqual({ ...state.people, new: { ...details, joinedAt: at } });
});

describe('a command id', () => {
  const begun = new Stage(playbook);
  const first = submit(begun.playbook, begun.engagement, command('one'), at);
  if (!('answer' in first)) throw new Error(first.rejection.message);

  it('that comes again with the same command is answered as the first time, from wherever, and nothing changes', () => {
    expect(submit(begun.playbook, first.engagement, command('one', 'Holidays', 'slack'), at)).toEqual(first);
  });

  it('that was used for another command is refused', () => {
    expect(submit(begun.playbook, first.engagement, command('one', 'Another reason'), at)).toMatchObject({
      rejection: { rejected: 'reused' },
    });
  });
});
