import { describe, expect, it } from 'vitest';
import type { CommandKind } from '../../src/engagement/command-fields.ts';
import { isCommandKind, readCommand } from '../../src/engagement/read-command.ts';

const sender = { commandId: 'one', by: 'the-architect', surface: 'api' };

/** The faults of a command, as "field: message". */
function faults(kind: CommandKind, input: unknown): readonly string[] {
  const read = readCommand(kind, input);
  return read.ok ? [] : (read.rejection.faults ?? []).map(({ field, message }) => `${field}: ${message}`);
}

describe('a command', () => {
  it('is one of those that there are', () => {
    expect(isCommandKind('approveGate')).toBe(true);
    expect(isCommandKind('constructor')).toBe(false);
  });

  it.each([undefined, null, 'approve', 7, ['approve']])('is an object, which %j is not', (input) => {
    expect(faults('approveGate', input)).toEqual([': A command is an object with fields.']);
  });

  it('carries its kind once it was read', () => {
    expect(readCommand('approveGate', { ...sender, gate: '1d' })).toEqual({
      ok: true,
      command: { ...sender, kind: 'approveGate', gate: '1d' },
    });
  });

  it('says who sends it, from where, and by which id', () => {
    expect(faults('approveGate', { gate: '1d', surface: 'fax' })).toEqual([
      'commandId: Missing.',
      'by: Missing.',
      'surface: Expected one of api, slack, mail, page, temporal; found "fax".',
    ]);
  });

  it('has all its faults listed at once', () => {
    const read = readCommand('decideGate', { ...sender, gate: '9z', days: 'many', extra: 1 });
    expect(read).toMatchObject({ ok: false, rejection: { rejected: 'invalid' } });
    expect(faults('decideGate', { ...sender, gate: '9z', days: 'many', extra: 1 })).toEqual([
      'gate: Expected one of 1d, 2b, 2d, 3d; found "9z".',
      'decision: Missing. One of the decisions that the playbook offers at this gate.',
      'days: Expected a finite number; found "many".',
      'extra: decideGate has no field "extra". Its fields: gate, attempt, decision, reason, days.',
    ]);
  });
});

describe.each<[CommandKind, string, object, unknown, string]>([
  ['hold', 'reason', {}, '  ', 'a text of 1 to 4000 characters'],
  ['hold', 'reason', {}, 'x'.repeat(4001), 'a text of 1 to 4000 characters'],
  ['hold', 'reason', {}, 7, 'a text'],
  ['completeTasks', 'tasks', {}, [], 'a list of 1 to 300 texts, each once'],
  ['completeTasks', 'tasks', {}, 'one', 'a list of 1 to 300 texts, each once'],
  ['completeTasks', 'tasks', {}, ['one', 'one'], 'a list of 1 to 300 texts, each once'],
  ['completeTasks', 'tasks', {}, ['one', ''], 'a list of 1 to 300 texts, each once'],
  ['completeTasks', 'tasks', {}, ['one', 2], 'a list of 1 to 300 texts, each once'],
  ['completeTasks', 'tasks', {}, ['x'.repeat(201)], 'a list of 1 to 300 texts, each once'],
  ['completeTasks', 'tasks', {}, Array.from({ length: 301 }, (_, index) => `t${index}`), 'a list of 1 to 300 texts'],
  ['recordReading', 'value', { metric: 'x' }, Number.NaN, 'a finite number'],
  ['answerFirstCycle', 'onTrack', {}, 'yes', 'true or false'],
  ['configureProbe', 'source', { metric: 'x', everyDays: 1 }, ['manual'], 'an object of at most 4000 characters'],
  ['configureProbe', 'source', { metric: 'x', everyDays: 1 }, { kind: 'x'.repeat(4000) }, 'an object of at most 4000'],
  ['setGoLive', 'on', {}, '2027-02-30', 'a date such as 2027-02-23'],
  ['scheduleMeeting', 'at', { meeting: 'kickoff' }, '2027-02-23 09:00', 'an instant with its offset'],
  ['resolveIssue', 'issue', {}, 'constructor', 'an id: a letter or digit'],
  ['resolveIssue', 'issue', {}, 'two words', 'an id: a letter or digit'],
  ['assignPerson', 'email', { person: 'p', name: 'P', roles: ['sme'] }, 'nobody', 'an e-mail address'],
])('%s with a faulty %s', (kind, field, others, value, expected) => {
  it(`is refused: ${JSON.stringify(value).slice(0, 30)}`, () => {
    const [fault, ...more] = faults(kind, { ...sender, ...others, [field]: value });
    expect(fault).toContain(`${field}: Expected ${expected}`);
    expect(more).toEqual([]);
  });
});

it('shows what was found, cut where it is long', () => {
  expect(faults('hold', { ...sender, reason: 'x'.repeat(5000) })[0]).toMatch(/found "x{70,80}\.\.\.\.$/);
  expect(faults('recordReading', { ...sender, metric: 'x', value: Symbol('seven') })[0]).toContain('Symbol(seven)');
});
