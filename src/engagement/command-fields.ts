/**
 * Every command, as a table: its fields, what they hold, and a sentence for people. One table, three readers: the guard that
 * the workflow runs (no zod in the sandbox), the zod schemas of the API, and the OpenAPI text. See docs/adr/0003.
 */
type FieldSpec = { readonly about: string; readonly optional?: true } & (
  | { readonly is: 'id' | 'text' | 'date' | 'instant' | 'number' | 'boolean' | 'email' | 'list' | 'source' }
  | { readonly is: 'choice'; readonly of: readonly string[] }
);

const note = { is: 'text', about: 'A remark for the journal.', optional: true } as const;
const reason = { is: 'text', about: 'Why, in a sentence.' } as const;
const gate = { is: 'choice', of: ['1d', '2b', '2d', '3d'], about: 'The gate.' } as const;

const attempt = {
  is: 'number',
  about: 'The attempt at the gate that is meant; the one that is open, when absent.',
  optional: true,
} as const;

export const commandFields = {
  completeTasks: { tasks: { is: 'list', about: 'Keys of the tasks that are done, as the view lists them.' }, note },
  reopenTask: { task: { is: 'text', about: 'Key of the task that turned out not to be done.' }, reason },
  recordTests: {
    passed: { is: 'list', about: 'Ids of the tests that passed.', optional: true },
    failed: { is: 'list', about: 'Ids of the tests that failed.', optional: true },
    note,
  },
  answerTerm: {
    term: { is: 'id', about: 'The term of the definition document.' },
    answer: { is: 'choice', of: ['yes', 'no'], about: 'Whether the customer approves of the definition.' },
    value: { is: 'text', about: 'The value that the term asks for, where it asks for one.', optional: true },
    note,
  },
  signDefinitions: { note },
  chooseMethodology: {
    methodology: { is: 'id', about: 'One of the methodologies of the playbook.' },
    note,
  },
  agreeTarget: {
    metric: { is: 'id', about: 'The metric that the target is set for.' },
    target: { is: 'number', about: 'What is to be reached, in the unit of the metric.' },
    baseline: { is: 'number', about: 'What is so today, in the same unit.', optional: true },
    note,
  },
  assignAction: {
    action: { is: 'id', about: 'A short id of the action. One that is open already is changed.' },
    text: { is: 'text', about: 'What is to be done.' },
    owner: { is: 'id', about: 'The role that does it.' },
    due: { is: 'date', about: 'The date by which it is done.' },
  },
  noteFact: { fact: { is: 'id', about: 'A short id of the fact.' }, text: { is: 'text', about: 'What is assumed.' } },
  judgeFact: {
    fact: { is: 'id', about: 'The fact.' },
    standing: { is: 'choice', of: ['CONFIRMED', 'CONTESTED', 'ASSUMED'], about: 'What it is now.' },
    text: { is: 'text', about: 'The fact as corrected.', optional: true },
  },
  publishDocument: {
    document: { is: 'id', about: 'The document.' },
    version: { is: 'choice', of: ['v0', 'v1', 'v2', 'vFinal'], about: 'The version that is now published.' },
    link: { is: 'text', about: 'Where it is.', optional: true },
  },
  scheduleMeeting: { meeting: { is: 'id', about: 'The meeting.' }, at: { is: 'instant', about: 'When it starts.' } },
  recordMeeting: {
    meeting: { is: 'id', about: 'The meeting that was held.' },
    heldAt: { is: 'instant', about: 'When it was held; now, when absent.', optional: true },
    recorded: { is: 'boolean', about: 'Whether a recording was made.', optional: true },
    note,
  },
  confirmGateItems: { gate, attempt, items: { is: 'list', about: 'Ids of the items that are true.' }, note },
  approveGate: { gate, attempt, note },
  requestChanges: { gate, attempt, reason },
  decideGate: {
    gate,
    attempt,
    decision: { is: 'id', about: 'One of the decisions that the playbook offers at this gate.' },
    reason: { is: 'text', about: 'Why; needed by every decision that does not simply advance.', optional: true },
    days: { is: 'number', about: 'For how many days, where the decision extends by days.', optional: true },
  },
  hold: { reason },
  resume: { reason },
  setGoLive: { on: { is: 'date', about: 'The date on which the customer went, or will go, live.' } },
  recordCycle: {
    name: { is: 'text', about: 'Which one: the name of the event, report or review.' },
    on: { is: 'date', about: 'The date on which it ended.' },
    outcome: { is: 'choice', of: ['succeeded', 'had-issues'], about: 'Whether it ran from end to end as it should.' },
    pilot: { is: 'boolean', about: 'A pilot with test data; it never counts as a live one.', optional: true },
  },
  recordReading: {
    metric: { is: 'id', about: 'The metric.' },
    value: { is: 'number', about: 'The measured number, in the unit of the metric.' },
    takenAt: {
      is: 'instant',
      about: 'When it was measured; now, when absent. A reading of the very same instant is corrected by this one.',
      optional: true,
    },
    source: { is: 'text', about: 'Where it was read.', optional: true },
    unit: {
      is: 'choice',
      of: ['minutes', 'days', 'percent', 'points', 'count', 'per-week'],
      about: 'The unit of the number, to be held against that of the metric.',
      optional: true,
    },
  },
  configureProbe: {
    metric: { is: 'id', about: 'The metric that is read.' },
    source: {
      is: 'source',
      about:
        'Where it is read: its "kind" (http-json, sql, salesforce, hubspot, csv, comparison, or manual for a person) and what that kind asks for. A credential is given by name only.',
    },
    everyDays: { is: 'number', about: 'How often, in days.' },
    owner: { is: 'id', about: 'The role that is asked, where the kind is "manual".', optional: true },
  },
  reportIssue: {
    summary: { is: 'text', about: 'What is wrong, in a sentence.' },
    severity: { is: 'choice', of: ['critical', 'major', 'minor'], about: 'How bad it is.' },
    route: { is: 'id', about: 'The row of the escalation table that it falls under, if one does.', optional: true },
    scope: {
      is: 'id',
      about:
        "The line of hypercare's scope that it falls under, if one does. What is out of scope is a change request.",
      optional: true,
    },
  },
  answerChangeRequest: {
    request: { is: 'id', about: 'The change request.' },
    answer: { is: 'choice', of: ['accepted', 'declined'], about: 'Whether it will be done, as work of its own.' },
    note,
  },
  resolveIssue: { issue: { is: 'id', about: 'The issue.' }, note },
  answerOffer: {
    offer: { is: 'choice', of: ['upsell', 'downsell', 'retry'], about: 'The offer that was answered.' },
    answer: {
      is: 'choice',
      of: ['yes', 'no', 'project-instead'],
      about:
        'What the customer said. "project-instead" answers the first offer with the second option: no to the upsell, yes to the downsell.',
    },
    note,
  },
  linkNextEngagement: { engagement: { is: 'id', about: 'The engagement that follows this one.' }, note },
  recordNextEnded: { engagement: { is: 'id', about: 'The following engagement whose project closed.' } },
  moveCheckIn: { on: { is: 'date', about: 'The new date of the next check-in.' } },
  decideCheckInOwner: { owner: { is: 'choice', of: ['architect', 'sme'], about: 'Who runs the check-in.' } },
  recordCheckIn: {
    outcome: { is: 'choice', of: ['nothing', 'minor', 'major'], about: 'What it led to.' },
    note,
    nextEngagement: { is: 'id', about: 'The engagement that was scoped, when the outcome is major.', optional: true },
  },
  answerFirstCycle: {
    onTrack: { is: 'boolean', about: 'Whether the answer to the key question of the first business cycle is yes.' },
    because: { is: 'id', about: 'If not: which kind of issue it is, as the playbook names them.', optional: true },
    note,
  },
  acknowledge: {
    wait: { is: 'text', about: 'Key of the wait that you are on, as the view lists them.' },
    until: {
      is: 'date',
      about: 'When reminders go on, if it is not settled by then; never, when absent.',
      optional: true,
    },
    note,
  },
  snooze: { wait: { is: 'text', about: 'Key of the wait whose reminders rest for one business day.' } },
  reportStuck: {
    tasks: { is: 'list', about: 'Keys of the tasks that do not go on, as the view lists them.' },
    reason: {
      is: 'text',
      about: 'What stops you; the architect is told, and you are left alone for one business day.',
    },
  },
  delegate: {
    to: {
      is: 'id',
      about: 'The person who answers in your place in this engagement; you answer for yourself again, when absent.',
      optional: true,
    },
    until: {
      is: 'date',
      about: 'The date on whose morning you answer for yourself again; needed with "to".',
      optional: true,
    },
    note,
  },
  assignPerson: {
    person: { is: 'id', about: 'A short id of the person.' },
    name: { is: 'text', about: 'Their name.' },
    email: { is: 'email', about: 'Their address.' },
    roles: { is: 'list', about: 'All the roles that they hold from now on; one that is left out is taken from them.' },
    slack: { is: 'text', about: 'Their Slack user id.', optional: true },
    insteadOf: { is: 'id', about: 'Who is relieved of these roles, if anybody.', optional: true },
    timeZone: {
      is: 'text',
      about: 'Their IANA time zone, such as America/New_York, where it is not that of the engagement.',
      optional: true,
    },
    quietHours: {
      is: 'text',
      about:
        'When they are not to be disturbed, such as 18:00-08:00, on top of days on which nobody works; "none" for never.',
      optional: true,
    },
  },
  setHours: {
    timeZone: {
      is: 'text',
      about: 'Where you are: an IANA time zone, such as America/New_York; as it was, when absent.',
      optional: true,
    },
    quietHours: {
      is: 'text',
      about:
        'When you are not to be disturbed, such as 18:00-08:00, on top of days on which nobody works; "none" for never; as it was, when absent.',
      optional: true,
    },
  },
  setFlag: {
    flag: { is: 'text', about: 'A flag that the playbook asks for.' },
    value: { is: 'boolean', about: 'Whether it holds.' },
  },
  settleAttention: { item: { is: 'text', about: 'Key of the attention item.' }, note },
  endEngagement: { reason },
} as const satisfies Record<string, Record<string, FieldSpec>>;

export type CommandKind = keyof typeof commandFields;
export type CommandField = FieldSpec;
type Specs = typeof commandFields;

type ValueOf<Spec> = Spec extends { is: 'list' }
  ? readonly string[]
  : Spec extends { is: 'source' }
    ? Readonly<Record<string, unknown>>
    : Spec extends { is: 'number' }
      ? number
      : Spec extends { is: 'boolean' }
        ? boolean
        : Spec extends { is: 'choice'; of: readonly (infer Choice)[] }
          ? Choice
          : string;

type Body<Spec> = {
  readonly [Key in keyof Spec as Spec[Key] extends { optional: true } ? never : Key]: ValueOf<Spec[Key]>;
} & { readonly [Key in keyof Spec as Spec[Key] extends { optional: true } ? Key : never]?: ValueOf<Spec[Key]> };

/** Where a decision was made. One decision settles all of them. */
export const surfaces = ['api', 'slack', 'mail', 'page', 'temporal'] as const;

export interface Sender {
  /** Made by the sender; a repeated id is the same command. */
  readonly commandId: string;
  /** The id of the person in this engagement. */
  readonly by: string;
  readonly surface: (typeof surfaces)[number];
}

export type CommandOf<Kind extends CommandKind> = Sender & { readonly kind: Kind } & Body<Specs[Kind]>;
export type Command = { [Kind in CommandKind]: CommandOf<Kind> }[CommandKind];
