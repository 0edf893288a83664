import { describe, expect, it } from 'vitest';
import { edited, found } from './skeleton.ts';
import type { Edit } from './skeleton.ts';

const flag = 'flags: [{ id: gdprApplies, question: Does GDPR apply?, default: false }]\n#';

const cases: readonly (readonly [odd: string, edits: readonly Edit[], finding: string])[] = [
  [
    'a role of the customer without a part',
    [['chains:', '  - { id: legal, name: Legal, side: customer, needed: false, part: None. }\nchains:']],
    'roles.5: The role "legal" has nothing to do',
  ],
  [
    'a chain that nothing runs on',
    [
      [
        '  work: {',
        '  spare: { remindAfter: [2], escalateAfter: 6, escalateTo: sme, repeatEvery: 5, repeatTimes: 1 }\n  work: {',
      ],
    ],
    'chains.spare: The chain "spare" is used by nothing.',
  ],
  ['a flag that changes nothing', [['# flags:', flag]], 'flags.0: The flag "gdprApplies" changes nothing'],
  [
    'a metric that nothing reads',
    [['metrics: #', 'metrics:\n  - { id: calls, name: Calls, unit: count, ask: How many? }\n#']],
    'metrics.0: The metric "calls" is read by nothing',
  ],
  [
    'a document that nobody writes',
    [['gates: #', '  - { id: poster, name: Poster, kind: training, purpose: Hangs., usedIn: [3b] }\n\ngates: #']],
    'documents.5: The document "poster" is written by no task',
  ],
  [
    'an order between lines that never meet',
    [
      ['text: "Read the intake form, and note what it says."', 'text: Read., when: { type: single }'],
      ['document: requirements, after', 'document: requirements, when: { type: dedicated }, after'],
    ],
    'prep.tasks.1.after.0: "read-intake" never applies when "draft-requirements" does',
  ],
  [
    'a meeting after one that is conditional the other way',
    [
      [
        '- id: engineering-handoff\n    step: 2b',
        '- id: engineering-handoff\n    when: { type: single }\n    step: 2b',
      ],
      ['name: Training\n', 'name: Training\n    when: { type: dedicated }\n    after: [engineering-handoff]\n'],
    ],
    'meetings.3.after.0: "engineering-handoff" never applies when "training" does',
  ],
  [
    'an item that rests on meetings that nobody holds',
    [['evidence: { terms: approved }', 'evidence: { meetings: 1d }']],
    'gates.1d.items.0.evidence: "definitions-approved" rests on nothing: 1d has no meeting',
  ],
  [
    'an item that rests on tasks of a step without any',
    [['evidence: { terms: approved }', 'evidence: { tasks: 1c }']],
    'gates.1d.items.0.evidence: "definitions-approved" rests on nothing: 1c has no tasks',
  ],
  [
    'an item that rests on targets that nobody agrees',
    [['evidence: { terms: approved }', 'evidence: { targets: agreed }']],
    'rests on nothing: this playbook has no successCriteria',
  ],
  [
    'an item that rests on signatures of nobody',
    [['evidence: { terms: approved }', 'evidence: { definitions: signed }']],
    'rests on nothing: nobody signs the definitions as a whole',
  ],
  [
    'an item that rests on a document that does not apply then',
    [
      ["usedIn: ['1', '2'] }", "usedIn: ['1', '2'], when: { type: single } }"],
      ['text: The requirements are final.', 'text: They are., when: { type: dedicated }'],
    ],
    'gates.1d.items.1.evidence: "requirements-approved" rests on nothing: the document "requirements" does not exist',
  ],
  [
    'an item that rests on a metric that nothing watches',
    [
      ['metrics: #', 'metrics:\n  - { id: calls, name: Calls, unit: count, ask: How many? }\n#'],
      ['evidence: { tests: team }', "evidence: { metric: calls, rule: { op: '>', value: 5 } }"],
    ],
    '"team-tests-passed" rests on a reading of "calls", which nothing watches',
  ],
  [
    'a trigger that fires before the red flag',
    [["rule: { op: '>', value: 20 }", "rule: { op: '>', value: 8 }"]],
    'maintenance.triggers.0.rule: This trigger fires ("> 8 %") before the red flag of "error-rate" does ("> 10 %")',
  ],
  [
    'a condition that always holds',
    [['text: Fill in the intake form.', 'text: Fill it in., when: { any: [{ type: single }, { type: dedicated }] }']],
    'homework.items.0.when: This condition always holds.',
  ],
  [
    'a meeting where the method asks for none',
    [
      ['step: 2b\n    name', 'step: 2a\n    name'],
      ['evidence: { meetings: 2b }', 'evidence: { tasks: 2a }'],
    ],
    'meetings.2.step: Nobody is asked for "engineering-handoff"',
  ],
  [
    'an agenda that is longer than the meeting',
    [['from: 45, to: 60', 'from: 45, to: 95']],
    'meetings.0.agenda.1.to: This point is still on in minute 95; the meeting lasts 90 at most.',
  ],
  [
    'readings asked of nothing',
    [['watches: [error-rate]', 'asks: { of: engineer, everyDays: 7 }']],
    'hypercare.asks: Readings are asked for, and hypercare watches no metric.',
  ],
  [
    'a blocker that is optional',
    [['text: Fill in the intake form.', 'text: Fill it in., optional: true, blocks: phase-2']],
    'homework.items.0.blocks: "complete-intake-form" is optional, so that it blocks nothing.',
  ],
  [
    'no subject matter expert',
    [
      ['id: sme', 'id: expert'],
      ['owner: sme', 'owner: expert'],
      ['responder: sme', 'responder: expert'],
      ['escalateTo: sme', 'escalateTo: expert'],
    ],
    'roles: There is no role "sme".',
  ],
];

describe('Lint warns of, and takes:', () => {
  it.each(cases)('%s', (_, edits, finding) => {
    const { errors, warnings } = found(edited(...edits));
    expect(errors).toEqual([]);
    expect(warnings).toContainEqual(expect.stringContaining(finding));
  });
});
