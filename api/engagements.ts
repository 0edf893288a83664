import type { Command } from '../src/engagement/command-fields.ts';
import type { JournalEvent } from '../src/engagement/events.ts';
import type { Forecast } from '../src/engagement/forecast.ts';
import type { Answer } from '../src/engagement/memory.ts';
import type { StartRequest } from '../src/engagement/start.ts';
import type { PlaybookPin } from '../src/engagement/state.ts';
import type { View } from '../src/engagement/view.ts';
import type { Plan } from '../src/method/plan.ts';
import type { Shelved } from '../stores/playbook-shelf.ts';

/** An engagement as a list shows it. */
export interface Listed {
  readonly engagement: string;
  readonly customer?: string;
  readonly playbook?: string;
  readonly step?: string;
  readonly status?: string;
  readonly waitingOn: readonly string[];
  readonly architect?: string;
  readonly nextDue?: string;
  readonly goLive?: string;
  readonly checkIn?: string;
  readonly redFlags: number;
  readonly startedAt: string;
}

export interface ListQuery {
  /** Equal to these, by the names of Listed. */
  readonly equal: Readonly<
    Partial<Record<'customer' | 'playbook' | 'step' | 'status' | 'waitingOn' | 'architect', string>>
  >;
  readonly dueBefore?: string;
  /** True: with red flags only; false: without any. */
  readonly redFlags?: boolean;
  /** Rehearsals as well; they are nobody's engagements. */
  readonly rehearsals?: boolean;
  readonly limit: number;
  readonly cursor?: string;
}

/** Engagements, wherever they run. Every method rejects with a Problem that may be shown as it is. */
export interface Engagements {
  /** Starts one, marked with the request that it comes of: the same mark again answers as the first time, with the playbook that it runs. */
  start(shelved: Shelved, request: StartRequest, mark: string): Promise<PlaybookPin>;
  /** The playbook of an engagement that was started by a request of this mark; undefined when there is none. */
  startedAs(engagement: string, mark: string): Promise<PlaybookPin | undefined>;
  command(engagement: string, command: Command): Promise<Answer>;
  list(query: ListQuery): Promise<{ readonly engagements: readonly Listed[]; readonly cursor?: string }>;
  view(engagement: string): Promise<View>;
  plan(engagement: string): Promise<Plan>;
  forecast(engagement: string, days: number): Promise<readonly Forecast[]>;
  journal(engagement: string): Promise<readonly JournalEvent[]>;
  /** Whether Temporal answers. */
  isReady(): Promise<boolean>;
}
