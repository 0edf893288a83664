import type { Calendar, Instant, LocalDate, QuietHours } from '../calendar/calendar.ts';
import type { Point, Series } from '../health/series.ts';
import type { GateCode, StepCode } from '../playbook/codes.ts';

/** The fold of the events: plain data, small, and all that survives continue-as-new. */
export interface State {
  readonly id: string;
  readonly customer: string;
  readonly playbook: PlaybookPin;
  readonly type: EngagementType;
  readonly methodology?: string;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly calendar: Calendar;
  readonly people: Readonly<Record<string, Person>>;
  readonly previous?: string;
  /** The channel in Slack that is its own. */
  readonly slackChannel?: string;
  readonly status: Status;
  readonly step: Stage;
  readonly stepSince: Instant;
  readonly attempts: Readonly<Partial<Record<StepCode, number>>>;
  readonly startedAt: Instant;
  readonly holds: readonly Hold[];
  readonly tasks: Readonly<Record<string, Done>>;
  /** Tasks that were done and turned out not to be, and since when that is known. */
  readonly reopened: Readonly<Record<string, Instant>>;
  readonly rework: readonly Rework[];
  readonly tests: Readonly<Record<string, TestResult>>;
  readonly terms: Readonly<Record<string, TermAnswer>>;
  /** Who has signed the definition document as it is. */
  readonly signatures: readonly Approval[];
  readonly targets: Readonly<Record<string, Target>>;
  readonly actions: Readonly<Record<string, Action>>;
  readonly facts: Readonly<Record<string, Fact>>;
  readonly documents: Readonly<Record<string, PublishedDocument>>;
  readonly meetings: Readonly<Record<string, Meeting>>;
  readonly gates: Readonly<Partial<Record<GateCode, Gate>>>;
  readonly goLiveOn?: LocalDate;
  readonly hypercare?: Hypercare;
  readonly cycles: readonly Cycle[];
  readonly probes: Readonly<Record<string, Probe>>;
  readonly readings: Readonly<Record<string, Series>>;
  readonly redFlags: Readonly<Record<string, RedFlag>>;
  readonly issues: Readonly<Record<string, Issue>>;
  readonly changeRequests: Readonly<Record<string, ChangeRequest>>;
  /** When 4d was entered: the customer has taken over. */
  readonly handedOffAt?: Instant;
  readonly closedAt?: Instant;
  readonly maintenanceSince?: Instant;
  readonly firstCycle?: FirstCycleAnswer;
  readonly offers: Readonly<Partial<Record<Offer, OfferAnswer>>>;
  readonly next: readonly NextEngagement[];
  readonly checkIn: CheckIn;
  readonly endedAt?: Instant;
  readonly endReason?: string;
  /** Messages that offer something and show it as open, by the key of the duty that sent them. */
  readonly surfaces: Readonly<Record<string, Surface>>;
  /** What was heard from those who are waited for, beside the answer. */
  readonly heard?: readonly Heard[];
  /** Who answers for whom, or did last, by the person who handed it over. */
  readonly delegations?: Readonly<Record<string, Delegation>>;
  /** Duties that were performed, by key: when. */
  readonly performed: Readonly<Record<string, Instant>>;
  readonly attention: Readonly<Record<string, Attention>>;
  readonly journal: JournalHead;
}

export type EngagementType = 'single' | 'dedicated';
export type Status = 'running' | 'held' | 'closed' | 'ended';
export type Stage = StepCode | 'aftercare';
export type Offer = 'upsell' | 'downsell' | 'retry';

export interface PlaybookPin {
  readonly id: string;
  readonly version: string;
  readonly digest: string;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  readonly slack?: string;
  readonly roles: readonly string[];
  /** When they got a role after the start: what was asked of somebody before them is asked of them from then on. */
  readonly joinedAt?: Instant;
  /** Since when Slack does not know them, by id or address: they are written to by mail meanwhile. */
  readonly notInSlack?: Instant;
  /** Where they are, when that is elsewhere than the engagement. */
  readonly timeZone?: string;
  /** Their own, when they are not those of the engagement. */
  readonly quietHours?: QuietHours;
}

/** Somebody who is waited for is on it, or wants to be left alone for a day: their clock of that wait stands still from `at` to `until`; without an end, until it is settled. */
export interface Heard {
  readonly kind: 'acknowledged' | 'snoozed';
  /** The key of the wait. */
  readonly wait: string;
  readonly person: string;
  readonly at: Instant;
  readonly until?: Instant;
  readonly reason?: string;
}

/** Somebody answers in the place of another, from `at` to `until`. */
export interface Delegation {
  readonly to: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** A business hold: the reminders' clock stands still from `since` to `until`. */
export interface Hold {
  readonly since: Instant;
  readonly until?: Instant;
  readonly reason: string;
  readonly by: string;
  /** The decision of a gate that led to it. */
  readonly decision?: string;
  /** The project that is done before the engagement goes on. */
  readonly scopes?: string;
}

export interface Done {
  readonly by: string;
  readonly at: Instant;
}

/** What a loop-back asks to be done again, beside the step's own tasks. */
export interface Rework {
  readonly step: StepCode;
  readonly attempt: number;
  readonly items: readonly string[];
  /** Meetings that are held again. */
  readonly meetings?: readonly string[];
  readonly reason: string;
}

export interface TestResult extends Done {
  readonly passed: boolean;
  readonly attempt: number;
}

export interface TermAnswer extends Done {
  /** Who is to answer for it, when somebody else did in their place. */
  readonly onBehalfOf?: string;
  readonly answer: 'yes' | 'no';
  readonly value?: string;
  /** What was said with it. */
  readonly note?: string;
}

/** What was agreed to be reached, and what was so before. */
export interface Target extends Done {
  readonly target: number;
  readonly baseline?: number;
}

/** Something that somebody was asked for in a meeting, with a date. Whether it is done stands among the tasks, as "action/<id>". */
export interface Action extends Done {
  readonly text: string;
  /** A role. */
  readonly owner: string;
  readonly due: LocalDate;
}

export type Standing = 'ASSUMED' | 'CONFIRMED' | 'CONTESTED';

export interface Fact extends Done {
  readonly text: string;
  readonly standing: Standing;
}

export type DocumentVersion = 'v0' | 'v1' | 'v2' | 'vFinal';

export interface PublishedDocument extends Done {
  readonly version: DocumentVersion;
  readonly link?: string;
}

export interface Meeting {
  readonly at?: Instant;
  /** When it was last moved. */
  readonly plannedAt?: Instant;
  readonly heldAt?: Instant;
  readonly recorded?: boolean;
}

export interface Approval extends Done {
  /** The roles that the person held when approving, or stood in for. */
  readonly roles: readonly string[];
  /** In whose place, when not by own right. The two count as one. */
  readonly onBehalfOf?: string;
}

/** What a message offers: to approve a gate, or to say that work is done. */
export type Offering = GateOffering | WorkOffering;

export interface GateOffering {
  readonly gate: GateCode;
  readonly attempt: number;
}

/** Tasks, by their keys, and metrics of which a reading is asked for that was taken since `askedAt`. */
export interface WorkOffering {
  readonly tasks: readonly string[];
  readonly metrics?: readonly string[];
  readonly askedAt?: Instant;
}

/** A message that offers something: to whom, and what the other system calls it. */
export type Surface = Offering & { readonly ref: string; readonly to: string };

/** One attempt at a gate. A loop-back opens a new one, with nothing confirmed and nobody's approval. */
export interface Gate {
  readonly attempt: number;
  readonly openedAt: Instant;
  /** When the attempt before this one looped back: readings are taken anew since. */
  readonly freshFrom?: Instant;
  readonly items: Readonly<Record<string, Done>>;
  readonly approvals: readonly Approval[];
  /** Objections. Answered when items are confirmed again afterwards; lifted when the person approves. */
  readonly changes: readonly (Done & {
    readonly reason: string;
    readonly answeredAt?: Instant;
    readonly onBehalfOf?: string;
  })[];
  /** Items that were met by an agreement with the customer instead of evidence. */
  readonly agreed: readonly string[];
  readonly decided?: Done & { readonly decision: string; readonly reason?: string };
}

export interface Hypercare {
  readonly startedAt: Instant;
  readonly endsAt: Instant;
  /** How many live cycles must have been completed before it can end. */
  readonly cyclesNeeded: number;
  readonly extensions: readonly { readonly at: Instant; readonly reason: string }[];
  readonly endedAt?: Instant;
}

export interface Cycle {
  readonly name: string;
  readonly on: LocalDate;
  readonly outcome: 'succeeded' | 'had-issues';
  readonly pilot: boolean;
}

/** Where a metric is read from, by its kind. A credential is the name of one; its value stays with the worker. */
export interface Probe {
  readonly source: Readonly<Record<string, unknown>>;
  readonly everyDays: number;
  readonly since: Instant;
  /** The role that is asked, where no system is. */
  readonly owner?: string;
}

export interface RedFlag {
  readonly metric: string;
  readonly rule: string;
  readonly since: Instant;
  readonly value: number;
  readonly tell: readonly string[];
  readonly evidence: readonly Point[];
}

export interface Issue {
  readonly summary: string;
  readonly severity: 'critical' | 'major' | 'minor';
  readonly handler: string;
  readonly route?: string;
  readonly reportedAt: Instant;
  readonly by: string;
  readonly dueOn?: LocalDate;
  readonly resolvedAt?: Instant;
}

/** What was asked for and is out of scope: work of its own, if anything. */
export interface ChangeRequest {
  readonly summary: string;
  /** The line of the scope that it falls under. */
  readonly scope: string;
  readonly requestedAt: Instant;
  readonly by: string;
  readonly answered?: Done & { readonly answer: 'accepted' | 'declined' };
}

export interface FirstCycleAnswer extends Done {
  readonly onTrack: boolean;
  readonly because?: string;
}

export interface OfferAnswer extends Done {
  readonly answer: 'yes' | 'no';
}

export interface NextEngagement {
  readonly id: string;
  readonly linkedAt: Instant;
  /** Done before this one goes on, not after it. */
  readonly prerequisite?: true;
  readonly endedAt?: Instant;
}

/** The check-in that comes next. `number` counts from 1; `movedTo` holds for this one only. */
export interface CheckIn {
  readonly number: number;
  readonly movedTo?: LocalDate;
  readonly movedAt?: Instant;
  readonly owner?: 'architect' | 'sme';
  readonly ownerDecidedAt?: Instant;
  /** The one before: its outcome, and the quarter day that it was planned for, wherever it was moved to. */
  readonly last?: Done & { readonly outcome: 'nothing' | 'minor' | 'major'; readonly plannedOn: LocalDate };
  readonly over?: boolean;
}

/** Something that a person must look at: a message that could not be delivered, a probe that cannot reach its system. */
export interface Attention {
  readonly since: Instant;
  readonly problem: string;
}

/** The end of the hash chain: how many events there are, and the hash of the last one. */
export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}
