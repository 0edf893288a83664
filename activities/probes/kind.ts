import type { z } from 'zod';
import type { ProbeSettings } from './settings.ts';
import type { System } from './systems.ts';
import { unreadable } from './unreadable.ts';

/** Where a metric is read from, as the engagement keeps it: one of the configurations that `schema.ts` describes, if all is well. */
export type ProbeSource = Readonly<Record<string, unknown>>;

/** What a probe has read: a finite number, never NaN. Whether it fits the metric, the core judges. */
export interface Measured {
  readonly value: number;
  /** The host, file or question that it comes from. */
  readonly source: string;
  /** In what it was measured, where the kind knows. What HTTP, SQL and CSV answer with has the unit that the metric gives it. */
  readonly unit?: 'count' | 'percent' | 'seconds' | 'minutes' | 'hours' | 'days' | 'ratio';
  /** What the number was made of, in words. */
  readonly detail?: string;
}

/** What a kind of probe may reach for. */
export interface Reach {
  readonly settings: ProbeSettings;
  /** Asks a system when it is its turn, and no longer than this kind may take. The signal ends what is still under way then. */
  readonly inTurn: <Result>(system: System, work: (signal: AbortSignal) => Promise<Result>) => Promise<Result>;
  /** Takes another probe's reading, for a kind that is made of others. */
  readonly readingOf: (source: ProbeSource) => Promise<Measured>;
  /** Keeps a secret that was received on the way out of every message. */
  readonly keepSecret: (secret: string) => void;
}

export interface ProbeKind {
  readonly schema: z.ZodType;
  readonly read: (configuration: unknown, reach: Reach) => Promise<Measured>;
  /** How long a system may take, once it is asked. */
  readonly withinMs: number;
}

/** A kind of probe. What it is configured with is parsed before it is read: a command that came by Signal was not parsed at an edge. */
export const probeKind = <Schema extends z.ZodType>(kind: {
  readonly schema: Schema;
  readonly withinMs: number;
  readonly read: (configuration: z.output<Schema>, reach: Reach) => Promise<Measured>;
}): ProbeKind => ({
  schema: kind.schema,
  withinMs: kind.withinMs,
  read: (configuration, reach) => {
    const parsed = kind.schema.safeParse(configuration);
    if (parsed.success) return kind.read(parsed.data, reach);
    const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
    throw unreadable(`The probe is not configured as its kind asks for. ${faults.join('; ')}. Configure it anew.`);
  },
});
