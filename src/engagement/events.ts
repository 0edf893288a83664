import type { Calendar, Instant, LocalDate } from '../calendar/calendar.ts';
import type { Point } from '../health/series.ts';
import type { GateCode } from '../playbook/codes.ts';
import type {
  DocumentVersion,
  EngagementType,
  Issue,
  Offer,
  Person,
  PlaybookPin,
  Probe,
  Rework,
  Stage,
  Standing,
  Surface,
} from './state.ts';

/** What happened, in the past tense. An event carries what `evolve` needs, so that state folds without the playbook. */
export interface EventBodies {
  readonly engagementStarted: {
    readonly engagement: string;
    readonly customer: string;
    readonly playbook: PlaybookPin;
    readonly type: EngagementType;
    readonly methodology?: string;
    readonly flags: Readonly<Record<string, boolean>>;
    readonly calendar: Calendar;
    readonly people: Readonly<Record<string, Person>>;
    readonly kickoffAt: Instant;
    readonly previous?: string;
    readonly slackChannel?: string;
  };
  readonly stepEntered: { readonly step: Stage; readonly from: Stage; readonly rework?: Rework };
  readonly tasksCompleted: { readonly tasks: readonly string[]; readonly note?: string };
  readonly taskReopened: { readonly task: string; readonly reason: string };
  readonly testsRecorded: {
    readonly attempt: number;
    readonly passed: readonly string[];
    readonly failed: readonly string[];
    readonly note?: string;
  };
  readonly termAnswered: {
    readonly term: string;
    readonly answer: 'yes' | 'no';
    readonly value?: string;
    readonly note?: string;
    readonly onBehalfOf?: string;
  };
  /** The roles that the person held when signing. `onBehalfOf`, here and below: in whose place, when not by own right. */
  readonly definitionsSigned: {
    readonly roles: readonly string[];
    readonly note?: string;
    readonly onBehalfOf?: string;
  };
  readonly methodologyChosen: { readonly methodology: string; readonly note?: string };
  readonly targetAgreed: {
    readonly metric: string;
    readonly target: number;
    readonly baseline?: number;
    readonly note?: string;
  };
  readonly actionAssigned: {
    readonly action: string;
    readonly text: string;
    readonly owner: string;
    readonly due: LocalDate;
  };
  readonly factNoted: { readonly fact: string; readonly text: string };
  readonly factJudged: { readonly fact: string; readonly standing: Standing; readonly text: string };
  readonly documentPublished: { readonly document: string; readonly version: DocumentVersion; readonly link?: string };
  readonly meetingScheduled: { readonly meeting: string; readonly startsAt: Instant };
  readonly meetingHeld: {
    readonly meeting: string;
    readonly heldAt: Instant;
    readonly recorded: boolean;
    readonly note?: string;
  };
  readonly gateItemsConfirmed: { readonly gate: GateCode; readonly items: readonly string[]; readonly note?: string };
  readonly gateApproved: {
    readonly gate: GateCode;
    readonly roles: readonly string[];
    readonly note?: string;
    readonly onBehalfOf?: string;
  };
  readonly changesRequested: { readonly gate: GateCode; readonly reason: string; readonly onBehalfOf?: string };
  readonly gateDecided: { readonly gate: GateCode; readonly decision: string; readonly reason?: string };
  /** `decision`: the one of a gate that led to it. `scopes`: the project that is done first. */
  readonly held: { readonly reason: string; readonly decision?: string; readonly scopes?: string };
  readonly resumed: { readonly reason: string; readonly heldMs: number };
  readonly goLiveSet: { readonly on: LocalDate };
  readonly hypercareStarted: { readonly endsAt: Instant; readonly cyclesNeeded: number };
  readonly hypercareExtended: { readonly reason: string; readonly endsAt: Instant; readonly cyclesNeeded: number };
  readonly hypercareEnded: Readonly<Record<never, never>>;
  readonly cycleRecorded: {
    readonly name: string;
    readonly on: LocalDate;
    readonly outcome: 'succeeded' | 'had-issues';
    readonly pilot: boolean;
  };
  readonly probeConfigured: {
    readonly metric: string;
    readonly source: Probe['source'];
    readonly everyDays: number;
    readonly owner?: string;
  };
  readonly readingRecorded: {
    readonly metric: string;
    readonly value: number;
    readonly takenAt: Instant;
    readonly source: string;
  };
  readonly redFlagRaised: {
    readonly flag: string;
    readonly metric: string;
    readonly rule: string;
    readonly value: number;
    readonly tell: readonly string[];
    /** The readings that broke the line, oldest first. */
    readonly evidence: readonly Point[];
  };
  readonly redFlagCleared: { readonly flag: string };
  readonly issueReported: {
    readonly issue: string;
    readonly summary: string;
    readonly severity: Issue['severity'];
    readonly handler: string;
    /** The row of the escalation table that it falls under. */
    readonly route?: string;
    /** By when it is to be resolved, where the playbook says so. */
    readonly dueOn?: LocalDate;
  };
  readonly changeRequested: { readonly request: string; readonly summary: string; readonly scope: string };
  readonly changeRequestAnswered: {
    readonly request: string;
    readonly answer: 'accepted' | 'declined';
    readonly note?: string;
  };
  readonly issueResolved: { readonly issue: string; readonly note?: string };
  readonly engagementClosed: Readonly<Record<never, never>>;
  readonly maintenanceOwned: { readonly owner: string };
  readonly firstCycleAnswered: { readonly onTrack: boolean; readonly because?: string; readonly note?: string };
  readonly offerAnswered: { readonly offer: Offer; readonly answer: 'yes' | 'no'; readonly note?: string };
  /** `prerequisite`: it is done before this one goes on, not after it. */
  readonly nextEngagementLinked: {
    readonly engagement: string;
    readonly prerequisite?: true;
    readonly note?: string;
  };
  readonly nextEngagementEnded: { readonly engagement: string };
  readonly checkInMoved: { readonly number: number; readonly on: LocalDate };
  readonly checkInOwnerDecided: { readonly number: number; readonly owner: 'architect' | 'sme' };
  readonly checkInHeld: {
    readonly number: number;
    readonly outcome: 'nothing' | 'minor' | 'major';
    readonly plannedOn: LocalDate;
    readonly last: boolean;
    readonly note?: string;
  };
  /** `wait`: its key. `until`: the reminders' clock goes on then; once it is settled, when absent. */
  readonly waitAcknowledged: {
    readonly wait: string;
    readonly person: string;
    readonly until?: Instant;
    readonly note?: string;
  };
  readonly waitSnoozed: {
    readonly wait: string;
    readonly person: string;
    readonly until: Instant;
    readonly reason?: string;
  };
  readonly delegated: {
    readonly person: string;
    readonly to: string;
    readonly until: Instant;
    readonly note?: string;
  };
  readonly delegationEnded: { readonly person: string; readonly to: string };
  readonly personAssigned: { readonly person: string; readonly details: Person; readonly insteadOf?: string };
  /** Both as they are from now on; what is absent is that of the engagement. */
  readonly hoursSet: Pick<Person, 'timeZone' | 'quietHours'> & { readonly person: string };
  /** Somebody of the team was written to by mail, as Slack does not know them: `reason` says why not. Ends when they are found, or named anew. */
  readonly personNotInSlack: { readonly person: string; readonly reason: string };
  readonly personFoundInSlack: { readonly person: string };
  readonly flagSet: { readonly flag: string; readonly value: boolean };
  /** `placed`: a message that offers a decision, which is edited once that is settled; `settles`: the one that now shows the outcome, by its duty's key. */
  readonly dutyPerformed: {
    readonly duty: string;
    readonly what: string;
    readonly to?: string;
    readonly via?: string;
    readonly placed?: Surface;
    readonly settles?: string;
  };
  /** `item` names what is to be looked at, when several duties fail because of one thing. */
  readonly dutyFailed: {
    readonly duty: string;
    readonly what: string;
    readonly problem: string;
    readonly item?: string;
  };
  readonly attentionSettled: { readonly item: string; readonly note?: string };
  /** `sender`: who it said that it came from, if it did. */
  readonly commandRefused: { readonly command: string; readonly reason: string; readonly sender?: string };
  readonly engagementEnded: { readonly reason: string };
}

export type EventKind = keyof EventBodies;
export type EventBodyOf<Kind extends EventKind> = { readonly kind: Kind } & EventBodies[Kind];
export type EventBody = { [Kind in EventKind]: EventBodyOf<Kind> }[EventKind];

/** When it happened, and who did it: a person of the engagement, or nobody, when it followed by the clock or the SOP. */
export interface Stamp {
  readonly at: Instant;
  readonly by?: string;
  readonly surface?: string;
  readonly commandId?: string;
}

/** An event in its place in the journal. */
export type JournalEntry = EventBody & Stamp & { readonly seq: number };
/** The same with its seal: `hash` covers the event and the hash of the one before it. */
export type JournalEvent = JournalEntry & { readonly hash: string };

/** A part of a journal on its way to the records store. Hashes follow from those before them: that of the last event stands for all, and is written to history once. */
export interface JournalPart {
  readonly events: readonly JournalEntry[];
  readonly hash: string;
}
