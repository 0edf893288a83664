import { describe, expect, it } from 'vitest';
import { diff } from '../../src/playbook/diff/diff.ts';
import { sound } from './skeleton.ts';
import type { Edit } from './skeleton.ts';

const before = sound();
const changed = (...edits: readonly Edit[]): string => diff(before, sound(...edits));

const cases: readonly (readonly [change: string, edits: readonly Edit[], topic: string, words: string])[] = [
  [
    'another approver',
    [['- { anyOf: [engineer] }', '- { anyOf: [engineer] }\n      - { anyOf: [architect] }']],
    'Gates',
    '- Gate 2b: Architect must approve as well.',
  ],
  [
    'an approver only in some engagements',
    [['- { anyOf: [engineer] }', '- { anyOf: [engineer] }\n      - { anyOf: [architect], when: { type: single } }']],
    'Gates',
    '- Gate 2b: Architect must approve as well, only where the engagement is single.',
  ],
  [
    'an item of a gate',
    [
      [
        '      - { id: requirements-approved, text: The requirements are final., evidence: { documents: [requirements] } }\n',
        '',
      ],
    ],
    'Gates',
    '- Gate 1d / requirements-approved is gone: The requirements are final.',
  ],
  [
    'where a decision leads',
    [['effect: loop, to: 2a', 'effect: loop, to: 1c']],
    'Gates',
    '- Gate 2b / rework-spec: to is 1c instead of 2a.',
  ],
  [
    'who does a task',
    [['text: Write the spec., document', 'text: Write the spec., owner: engineer, document']],
    'People',
    '- Step 2a / write-spec: owner is Engineer instead of nothing.',
  ],
  [
    'who takes part',
    [
      [
        'attendees: [{ role: architect }, { role: engineer }]',
        'attendees: [{ role: architect }, { role: engineer }, { role: sme }]',
      ],
    ],
    'People',
    '- Meeting engineering-handoff: Subject Matter Expert takes part as well.',
  ],
  [
    'a new role',
    [
      ['chains: #', '  - { id: cfo, name: CFO, side: customer, needed: true, part: Pays. }\n\nchains: #'],
      ['audience: [sponsor, team-lead]', 'audience: [sponsor, team-lead, cfo]'],
    ],
    'People',
    '- Role cfo is new: CFO',
  ],
  [
    'how long hypercare lasts',
    [['days: 14', 'days: 21']],
    'Dates and figures',
    '- Hypercare lasts 21 days instead of 14.',
  ],
  [
    'when somebody is reminded',
    [['remindAfter: [1, 3, 5]', 'remindAfter: [2, 4]']],
    'Dates and figures',
    '- Chain homework: remindAfter is 2, 4 instead of 1, 3, 5.',
  ],
  [
    'a threshold',
    [["rule: { op: '>', value: 10 }", "rule: { op: '>=', value: 10 }"]],
    'Dates and figures',
    '- Metric error-rate / red flag (hypercare, monthly): rule is ">= 10" instead of "> 10".',
  ],
  [
    'how long a meeting takes',
    [['min: 60, max: 90', 'min: 60, max: 75']],
    'Dates and figures',
    '- Meeting kickoff: minutes is 60 to 75 instead of 60 to 90.',
  ],
  [
    'what comes first',
    [['name: Training\n', 'name: Training\n    after: [engineering-handoff]\n']],
    'Order',
    '- Meeting training comes after engineering-handoff instead of nothing.',
  ],
  [
    'when a line applies',
    [['text: Fill in the intake form.', 'text: Fill in the intake form., when: { type: single }']],
    'Work',
    '- Homework / complete-intake-form applies only where the engagement is single; before: always.',
  ],
  [
    'a new task',
    [['text: Build the reports. }', 'text: Build the reports. }\n      - { id: check, text: Check them. }']],
    'Work',
    '- Component reports / check is new: Check them.',
  ],
  [
    'a text',
    [['text: Write the spec.', 'text: Write the whole spec.']],
    'Texts',
    '- Text of step 2a / write-spec changed:\n  - Write the spec.\n  + Write the whole spec.',
  ],
  [
    'a line of a list of texts',
    [['agenda: [How it performs, What should be adjusted]', 'agenda: [How it performs, What costs too much]']],
    'Texts',
    '- Agenda of retention / dedicated changed:\n  - What should be adjusted\n  + What costs too much',
  ],
];

describe('What changed is said in words:', () => {
  it.each(cases)('%s', (_, edits, topic, words) => {
    const said = changed(...edits);
    expect(said).toContain(`\n${topic}\n`);
    expect(said).toContain(words);
  });

  it('the same, where nothing did, whatever the version', () => {
    expect(changed()).toBe('small 1.0.0 and small 1.0.0 say the same.\n');
    expect(changed(['version: 1.0.0', 'version: 1.1.0'], ['# the name of the folder', ''])).toBe(
      'small 1.0.0 and small 1.1.0 say the same.\n',
    );
  });

  it('a line that only moved is in another order, and nothing else', () => {
    const lines = [
      '    - { id: question, issue: Questions on how it is used, to: architect }\n',
      '    - { id: failure, issue: Something is broken, to: engineer }\n',
    ] as const;
    expect(changed([lines.join(''), lines.toReversed().join('')])).toBe(
      'From small 1.0.0 to small 1.0.0:\n\nOrder\n- Escalation: the lines come in another order: failure, question.\n',
    );
  });

  it('of a long message, the paragraphs that changed', () => {
    const [one, other] = ['We begin on Monday.', 'We begin on Tuesday.'].map((second) =>
      sound([
        'gotchas: #',
        `messages: { held: { subject: On hold, body: "Hello {person},\\n\\n${second}\\n\\nSee you." } }\n\ngotchas: #`,
      ]),
    );
    if (one === undefined || other === undefined) throw new Error('Two playbooks are compared');
    expect(diff(one, other)).toContain(
      '- Body of message held changed:\n  - We begin on Monday.\n  + We begin on Tuesday.\n',
    );
  });

  it('a task that moved to another group of its step stays the same task', () => {
    const moved = changed([
      '  3a:',
      '    - { id: more, title: More, owner: architect, tasks: [{ id: second, text: More. }] }\n  3a:',
    ]);
    expect(moved).toContain('Step 2a / second is new: More.');
    expect(moved).not.toContain('write-spec');
  });
});
