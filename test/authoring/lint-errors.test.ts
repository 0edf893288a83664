import { describe, expect, it } from 'vitest';
import { edited, found, skeleton } from './skeleton.ts';
import type { Edit } from './skeleton.ts';

type Case = readonly [mistake: string, edits: readonly Edit[], finding: string];

const kickoffDone = 'after: [kickoff]';
const approval = '- { anyOf: [sponsor] }';

const gates: readonly Case[] = [
  [
    'approvals that can all be missing',
    [[approval, '- { anyOf: [sponsor], when: { type: single } }']],
    'gates.1d.approvals: There are engagements in which nobody approves 1d',
  ],
  [
    'two approvals by one and the same role',
    [[approval, '- { anyOf: [sponsor] }\n      - { anyOf: [sponsor] }']],
    'gates.1d.approvals.1: 1d asks "sponsor" twice, and a person counts once: it could never be passed.',
  ],
  [
    'no decision that advances',
    [['- { id: proceed, label: Proceed, text: Everything is in hand., effect: advance, to: 2a }\n', '']],
    'gates.1d.decisions: No decision of 1d advances',
  ],
  [
    'an advance that leaves steps out',
    [['effect: advance, to: 2a', 'effect: advance, to: 2c']],
    'gates.1d.decisions.0.to: From 1d the method goes on to 2a, not to 2c.',
  ],
  [
    'a loop that goes on',
    [['effect: loop, to: 2a', 'effect: loop, to: 3a']],
    'gates.2b.decisions.1.to: A loop goes back: to a step before 2b, not to 3a.',
  ],
  [
    'an extension elsewhere than to 3c',
    [['effect: extend, to: 3c', 'effect: extend, to: 3b']],
    'gates.3d.decisions.1.to: Hypercare is extended from 3d to 3c, not from 3d to 3b.',
  ],
  [
    'evidence of a later step',
    [['evidence: { terms: approved }', 'evidence: { meetings: 3b }']],
    'gates.1d.items.0.evidence: "definitions-approved" can never be true at 1d: step 3b comes later.',
  ],
  [
    'evidence of tests before they are run',
    [['evidence: { terms: approved }', 'evidence: { tests: team }']],
    'gates.1d.items.0.evidence: "definitions-approved" can never be true at 1d: tests are recorded in 2d.',
  ],
  [
    'evidence of tasks of a later step',
    [['evidence: { terms: approved }', 'evidence: { tasks: 2a }']],
    'gates.1d.items.0.evidence: "definitions-approved" can never be true at 1d: step 2a comes later.',
  ],
  [
    'evidence of hypercare before it',
    [['evidence: { tests: team }', 'evidence: { hypercare: ended }']],
    'gates.2d.items.0.evidence: "team-tests-passed" can never be true at 2d: hypercare is step 3c.',
  ],
  [
    'evidence of a live cycle before go-live',
    [['evidence: { tests: team }', 'evidence: { cycle: succeeded }']],
    'gates.2d.items.0.evidence: "team-tests-passed" can never be true at 2d: live cycles follow go-live',
  ],
  [
    'a methodology to be chosen from none',
    [['evidence: { terms: approved }', 'evidence: [{ terms: approved }, { methodology: chosen }]']],
    'gates.1d.items.0.evidence.1: "definitions-approved" can never be true at 1d: this playbook has no methodologies',
  ],
];

const figures: readonly Case[] = [
  [
    'a threshold that never fires',
    [["rule: { op: '>', value: 10 }", "rule: { op: '>', value: 100 }"]],
    'metrics.0.redFlags.0.rule: "> 100 %" never fires. Percentages go from 0 to 100.',
  ],
  [
    'a threshold below zero that always fires',
    [["rule: { op: '>', value: 20 }", "rule: { op: '>=', value: 0 }"]],
    'maintenance.triggers.0.rule: ">= 0 %" always fires, whatever is measured.',
  ],
  [
    'a target that nothing meets',
    [["target: { op: '<', value: 5 }", "target: { op: '<', value: 0 }"]],
    'metrics.0.target: "< 0 %" never is met.',
  ],
  [
    'a drop that no percentage can make',
    [["rule: { op: '>', value: 20 }", 'rule: { op: drop, value: 100 }']],
    'maintenance.triggers.0.rule: "drops more than 100',
  ],
  [
    'a limit of evidence that nothing meets',
    [['evidence: { tests: team }', "evidence: { metric: error-rate, rule: { op: '>', value: 120 } }"]],
    'gates.2d.items.0.evidence.rule: "> 120 %" never is met.',
  ],
  [
    'a value that is on target and a red flag',
    [["target: { op: '<', value: 5 }", "target: { op: '<', value: 12 }"]],
    'metrics.0.redFlags.0.rule: A reading of "error-rate" can be on target ("< 12 %") and a red flag ("> 10 %") at once.',
  ],
  [
    'an escalation before the last reminder',
    [['remindAfter: [1, 3, 5], escalateAfter: 7', 'remindAfter: [1, 3, 9], escalateAfter: 7']],
    'chains.homework.escalateAfter: The escalation on day 7 comes before the last reminder, on day 9.',
  ],
  [
    'reminders that do not rise',
    [['remindAfter: [1, 3, 5]', 'remindAfter: [1, 5, 3]']],
    'chains.homework.remindAfter.2: Reminders come one after the other: 1, 5, 3 does not rise.',
  ],
  [
    'an escalation to the one who is silent',
    [
      ['prep:', 'prep:'],
      ['  owner: architect\n  chain: work', '  owner: sme\n  chain: work'],
    ],
    'prep.chain: The chain "work" escalates to "sme", who is the one waited for here',
  ],
  [
    'more targets than metrics',
    [
      [
        'maintenance:\n',
        'successCriteria: { minimum: 2, maximum: 3, text: Agree., metrics: [error-rate] }\nmaintenance:\n',
      ],
    ],
    'successCriteria.minimum: At least 2 targets are asked for, and there are only 1 metrics to choose from.',
  ],
  [
    'a first cycle that ends before it begins',
    [['toDays: 60', 'toDays: 20']],
    'maintenance.firstCycle.toDays: The first business cycle ends (day 20) before it begins (day 30).',
  ],
  [
    'a point of an agenda that ends before it begins',
    [['from: 45, to: 60', 'from: 45, to: 40']],
    'meetings.0.agenda.1.to: This point ends (minute 40) before it begins (minute 45).',
  ],
  [
    'points of an agenda that overlap',
    [['from: 45, to: 60', 'from: 30, to: 60']],
    'meetings.0.agenda.1.from: This point begins (minute 30) before the one above it is over.',
  ],
  [
    'a promise for what is not in the scope',
    [
      [
        'watches: [error-rate]',
        'watches: [error-rate]\n  scope: { in: [{ id: bug, text: A bug }], out: [{ id: wish, text: A wish }] }\n  sameDay: { chain: work, text: At once., scopes: [bugs] }',
      ],
    ],
    'hypercare.sameDay.scopes.0: There is no line "bugs" in the scope. Did you mean "bug"?',
  ],
  [
    'a condition that can never hold',
    [['text: Fill in the intake form.', 'text: Fill it in., when: { all: [{ type: single }, { type: dedicated }] }']],
    'homework.items.0.when: This condition can never hold',
  ],
];

const method: readonly Case[] = [
  [
    'no architect',
    [
      [
        'id: architect, name: Architect, side: internal, needed: true',
        'id: builder, name: Architect, side: internal, needed: true',
      ],
    ],
    'roles: There is no role "architect", who owns every engagement.',
  ],
  [
    'an architect who need not be there',
    [['name: Architect, side: internal, needed: true', 'name: Architect, side: internal, needed: false']],
    'roles.0: The architect owns every engagement',
  ],
  [
    'no kickoff',
    [
      ['- id: kickoff', '- id: kick-off'],
      [kickoffDone, 'after: [kick-off]'],
    ],
    'meetings: There is no meeting "kickoff", and 1b is left only when it was held.',
  ],
  [
    'a kickoff that may not take place',
    [['name: Kickoff\n', 'name: Kickoff\n    when: { type: single }\n']],
    'meetings.0: The kickoff takes place in every engagement, and has no condition',
  ],
  [
    'tasks in a step that has none',
    [
      [
        'tasks: # of 2a',
        'tasks: # of 2a\n  1c: [{ id: more, title: More, owner: architect, tasks: [{ id: more-work, text: More. }] }]\n  #',
      ],
    ],
    'tasks.1c: Step 1c has no tasks in the method',
  ],
  [
    'a 2d in which nothing may be tested',
    [['text: The figures are right.', 'text: The figures are right., when: { type: single }']],
    'tests.team: There are engagements in which 2d has no team test',
  ],
  ['no chain "work"', [['  work: {', '  werk: {']], 'chains: There is no chain "work".'],
];

describe('Lint finds', () => {
  it('nothing in the skeleton', () => {
    expect(found(skeleton)).toEqual({ errors: [], warnings: [] });
  });

  describe.each([
    ['a gate that cannot be passed', gates],
    ['figures that cannot be', figures],
    ['what the method needs', method],
  ])('%s:', (_, cases) => {
    it.each(cases)('%s', (__, edits, finding) => {
      expect(found(edited(...edits)).errors).toContainEqual(expect.stringContaining(finding));
    });
  });
});
