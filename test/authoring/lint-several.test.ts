import { describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../src/playbook/load.ts';
import { edited, found, skeleton } from './skeleton.ts';

const placesOf = (text: string): string[] => {
  const loaded = loadPlaybook('small.yaml', text);
  return loaded.ok ? [] : loaded.faults.map(({ line, column, path }) => `${line}:${column} ${path}`);
};
const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split('\n').length;

describe('Mistakes a line apart', () => {
  it('give two messages: a misspelt field, and an id that is not there', () => {
    const text = edited(['owner: engineer\n  customerOwner', 'owner: enginer\n  customerOwnr']);
    const line = lineOf(text, 'owner: enginer');
    expect(placesOf(text)).toEqual([`${line}:3 tests.owner`, `${line + 1}:3 tests.customerOwnr`]);
    expect(found(text).errors).toEqual([
      'tests.owner: There is no role "enginer" in this playbook. Did you mean "engineer"?',
      'tests.customerOwnr: "customerOwnr" is not a field here. Did you mean "customerOwner"?',
    ]);
  });

  it('give two messages: a wrong type, and a gate that nobody can leave', () => {
    const text = edited(['days: 14', 'days: two weeks'], ['effect: advance, to: 2a', 'effect: advance, to: 2b']);
    expect(found(text).errors).toEqual([
      'gates.1d.decisions.0.to: From 1d the method goes on to 2a, not to 2b.',
      'hypercare.days: This takes a number, not "two weeks".',
    ]);
  });

  it('give two messages: a key that is there twice, and a reference', () => {
    const text = edited(['customerOwner: team-lead', 'customerOwner: team-leed\n  customerOwner: team-leed']);
    expect(found(text).errors).toEqual([
      'tests.customerOwner: There is no role "team-leed" in this playbook. Did you mean "team-lead"?',
      ': This key is there twice. Keep one of the two.',
    ]);
  });

  it('give one message where an id only seems unknown because its definition is faulty', () => {
    const text = edited(['  - id: error-rate', '  - id: Error Rate']);
    expect(found(text).errors).toEqual([
      'metrics.0.id: This takes an id in kebab-case, such as "brand-assets", not "Error Rate".',
    ]);
  });

  it('are said at a chapter that is missing too, and the others are still looked at', () => {
    const text = edited(['escalation:\n', 'escalaton:\n'], ['chain: homework', 'chain: homwork']);
    expect(found(text).errors).toEqual([
      'homework.chain: There is no chain "homwork" in this playbook. Did you mean "homework"?',
      'escalaton: "escalaton" is not a field here. Did you mean "escalation"?',
    ]);
  });
});

describe('What the schema refuses is said in sentences', () => {
  it.each([
    [
      'a word that is not offered',
      'weight: Heavy',
      'weight: Hevy',
      'phases.1.weight: This takes one of Light, Medium, Heavy, not "Hevy". Did you mean "Heavy"?',
    ],
    [
      'a field that is missing',
      '  vehicle: With what it is tested.\n',
      '',
      'tests.vehicle: "vehicle" is missing here. It takes text.',
    ],
    [
      'an empty list',
      'watches: [error-rate]',
      'watches: error-rate',
      'hypercare.watches: This takes a list, not "error-rate".',
    ],
    [
      'a condition of no kind',
      'text: Fill in the intake form.',
      'text: Fill it in., when: { flagg: x }',
      'homework.items.0.when.flagg: "flagg" is not a field here. Did you mean "flag"?',
    ],
    [
      'a decision without an effect that is known',
      'effect: pause',
      'effect: paws',
      'gates.1d.decisions.1.effect: This takes one of advance, loop, extend, pause, hold, not "paws".',
    ],
    [
      'evidence of no kind',
      'evidence: { tests: team }',
      'evidence: { tests: teem }',
      'gates.2d.items.0.evidence.tests: This takes one of team, customer, not "teem". Did you mean "team"?',
    ],
    [
      'text with a comma in braces',
      'text: Write the spec.',
      'text: Write, then read',
      'tasks.2a.0.tasks.0.then read: "then read" is read as a field. If it is text, put all of it in quotes',
    ],
    [
      'figures the wrong way round',
      'min: 60, max: 90',
      'min: 90, max: 60',
      'meetings.0.minutes: This takes min no larger than max.',
    ],
    ['a step that there is not', 'step: 1c', 'step: 1e', 'meetings.1.step: This takes one of 1a, 1b'],
    [
      'a chain whose name is no id',
      '  work: {',
      '  Work Chain: { remindAfter: [1], escalateAfter: 6, escalateTo: sme, repeatEvery: 5, repeatTimes: 1 }\n  work: {',
      'chains.Work Chain: ',
    ],
  ])('%s', (_, written, instead, finding) => {
    expect(found(edited([written, instead])).errors).toContainEqual(expect.stringContaining(finding));
  });

  it('the skeleton itself has no fault', () => {
    expect(placesOf(skeleton)).toEqual([]);
  });
});
