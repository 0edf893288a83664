import { describe, expect, it } from 'vitest';
import { edited, found } from './skeleton.ts';
import type { Edit } from './skeleton.ts';

type Case = readonly [mistake: string, edits: readonly Edit[], finding: string];

const kickoffDone = 'after: [kickoff]';
const flags: Edit = ['# flags:', 'flags: [{ id: gdprApplies, question: Does GDPR apply?, default: false }]\n#'];

const unknown: readonly Case[] = [
  [
    'a role',
    [['owner: team-lead', 'owner: team-leed']],
    'homework.owner: There is no role "team-leed" in this playbook. Did you mean "team-lead"?',
  ],
  [
    'a chain',
    [['chain: homework', 'chain: homwork']],
    'homework.chain: There is no chain "homwork" in this playbook. Did you mean "homework"?',
  ],
  [
    'a metric',
    [['watches: [error-rate]', 'watches: [eror-rate]']],
    'hypercare.watches.0: There is no metric "eror-rate" in this playbook. Did you mean "error-rate"?',
  ],
  [
    'a document',
    [['document: guide', 'document: giude']],
    'tasks.3a.0.tasks.0.document: There is no document "giude" in this playbook. Did you mean "guide"?',
  ],
  [
    'a flag',
    [['text: Fill in the intake form.', 'text: Fill it in., when: { flag: gdprAplies }'], flags],
    'homework.items.0.when.flag: There is no flag "gdprAplies" in this playbook. Did you mean "gdprApplies"?',
  ],
  [
    'a methodology',
    [['text: Fill in the intake form.', 'text: Fill it in., when: { methodology: native }']],
    'homework.items.0.when.methodology: There is no methodology "native" in this playbook.',
  ],
  [
    'a meeting',
    [[kickoffDone, 'after: [kikoff]']],
    'meetings.1.after.0: There is no meeting "kikoff" in this playbook. Did you mean "kickoff"?',
  ],
  [
    'a component',
    [['after: [foundation]', 'after: [fundation]']],
    'build.1.after.0: There is no component "fundation" in this playbook. Did you mean "foundation"?',
  ],
  [
    'a prep task',
    [['from: read-intake', 'from: read-intakes']],
    'prep.facts.0.from: There is no prep task "read-intakes" in this playbook. Did you mean "read-intake"?',
  ],
  [
    'a line that is skipped',
    [['chains:', 'adaptations: [{ id: light, effect: skip, text: Less., skips: [write-gide] }]\nchains:']],
    'adaptations.0.skips.0: There is no line that can be skipped "write-gide" in this playbook. Did you mean "write-guide"?',
  ],
  [
    'a message',
    [['gotchas:', 'messages: { homework-pak: { subject: s, body: b } }\ngotchas:']],
    'messages.homework-pak: There is no message "homework-pak". Did you mean "homework-pack"?',
  ],
  [
    'a placeholder',
    [['gotchas:', "messages: { held: { subject: '{custmer}', body: '{reason}' } }\ngotchas:"]],
    'messages.held.subject: "held" has nothing to put in the place of {custmer}. Did you mean "customer"?',
  ],
  [
    'a line that it comes after',
    [['after: [read-intake]', 'after: [read-intak]']],
    'prep.tasks.1.after.0: There is no "read-intak" in the prep to come after. Did you mean "read-intake"?',
  ],
  [
    'a line of another component',
    [['text: Build the reports.', 'text: Build., after: [set-up]']],
    'build.1.tasks.0.after.0: There is no "set-up" in component reports to come after.',
  ],
];

const order: readonly Case[] = [
  [
    'tasks that wait for each other',
    [['id: read-intake, text', 'id: read-intake, after: [draft-requirements], text']],
    'prep.tasks.0.after: read-intake waits for draft-requirements waits for read-intake: none of them can ever begin.',
  ],
  [
    'components that wait for each other',
    [['name: Foundation', 'name: Foundation\n    after: [reports]']],
    'build.0.after: foundation waits for reports waits for foundation: none of them can ever begin.',
  ],
  [
    'meetings that wait for each other',
    [['name: Kickoff\n', 'name: Kickoff\n    after: [final-review]\n']],
    'meetings.0.after: kickoff waits for final-review waits for kickoff: none of them can ever begin.',
  ],
  [
    'what must be done after what is optional',
    [['text: "Read the intake form, and note what it says."', 'text: Read it., optional: true']],
    'prep.tasks.1.after.0: "draft-requirements" must be done, and comes after "read-intake", which is optional and may never be. The step could never be left.',
  ],
  [
    'a meeting that must be held after an optional one',
    [
      [
        'attendees: [{ role: team-lead }, { role: architect }]\n    recorded: true',
        'attendees: [{ role: architect }]\n    optional: true',
      ],
      ['name: Final Meeting', 'name: Final Meeting\n    after: [training]'],
    ],
    'meetings.4.after.0: "final-meeting" must be done, and comes after "training", which is optional',
  ],
  [
    'a meeting after one of a later step',
    [[kickoffDone, 'after: [final-meeting]']],
    'meetings.1.after.0: "final-review" is held in 1c and comes after "final-meeting", which is held in 4c. 1c could never be left.',
  ],
  [
    'an id that is there twice in a list',
    [['id: team-lead, name', 'id: sponsor, name']],
    'roles.4.id: "sponsor" is there twice in this list.',
  ],
  [
    'an id that is there twice in two groups of a step',
    [['  3a:', '    - { id: more, title: More, owner: architect, tasks: [{ id: write-spec, text: Again. }] }\n  3a:']],
    'tasks.2a.1.tasks.0.id: "write-spec" is there twice in step 2a.',
  ],
  [
    'a test of the customer with the id of one of the team',
    [['id: customer-uses-it', 'id: figures-right']],
    'tests.customer.0.id: "figures-right" is there twice in the tests.',
  ],
];

describe('Lint finds', () => {
  describe.each([
    ['an unknown id', unknown],
    ['an order that cannot be', order],
  ])('%s:', (_, cases) => {
    it.each(cases)('%s', (__, edits, finding) => {
      expect(found(edited(...edits)).errors).toContainEqual(expect.stringContaining(finding));
    });
  });
});
