import { ApplicationFailure } from '@temporalio/common';
import { later } from '../failures.ts';
import { pulse } from './activity-pulse.ts';
import type { Measured, ProbeSource, Reach } from './kind.ts';
import { kinds } from './kinds.ts';
import type { ProbeSettings } from './settings.ts';
import { openSystems } from './systems.ts';
import type { System } from './systems.ts';
import { unreadable } from './unreadable.ts';
import { secretsIn, withoutSecrets } from './without-secrets.ts';

export interface Probes {
  /** Takes one reading. Rejects with an application failure that says what, where, and what to do, and holds no secret. */
  readonly read: (source: ProbeSource) => Promise<Measured>;
}

interface Reading {
  /** What no message may hold. */
  readonly secrets: Set<string>;
  readonly cancelled: AbortSignal | undefined;
}

const beatEveryMs = 5_000;

/** Probes of every kind, for one worker process: at most five readings at once of one system. */
export function openProbes(settings: ProbeSettings): Probes {
  const systems = openSystems();

  const readingOf = async (source: ProbeSource, { secrets, cancelled }: Reading): Promise<Measured> => {
    const configuration = withKind(source);
    const kind = Object.entries(kinds).find(([name]) => name === configuration['kind'])?.[1];
    if (kind === undefined)
      throw unreadable(
        `There is no such kind of probe. There are: ${Object.keys(kinds).join(', ')}. Configure it anew.`,
      );
    const reach: Reach = {
      settings,
      inTurn: (system, work) =>
        systems.inTurn(system, () =>
          within({ limitMs: settings.slowAfterMs ?? kind.withinMs, cancelled }, system, work),
        ),
      readingOf: (part) => readingOf(part, { secrets, cancelled }),
      keepSecret: (secret) => void secrets.add(secret),
    };
    const measured = await kind.read(configuration, reach);
    if (!Number.isFinite(measured.value))
      throw unreadable(`${measured.source} answers with ${measured.value}, which is no number.`);
    return measured;
  };

  return {
    read: async (source) => {
      const { heartbeat, cancelled } = pulse();
      const secrets = new Set(secretsIn(settings));
      const beat = setInterval(heartbeat, beatEveryMs);
      try {
        return await readingOf(source, { secrets, cancelled });
      } catch (error) {
        cancelled?.throwIfAborted();
        throw withoutSecrets(failureOf(error), [...secrets]);
      } finally {
        clearInterval(beat);
      }
    },
  };
}

/** Before there were kinds, probes had an address and a selector: HTTP and JSON. They are still in the histories of engagements. */
function withKind(source: ProbeSource): ProbeSource {
  if ('kind' in source) return source;
  const { url, select, credential } = source;
  return { kind: 'http-json', url, select, ...(credential !== undefined && { credential }) };
}

const failureOf = (error: unknown): ApplicationFailure =>
  error instanceof ApplicationFailure
    ? error
    : later(`The reading failed: ${error instanceof Error ? error.message : String(error)}`);

/** Does the work while it may take, and leaves it behind then, whether or not it minds the signal. */
async function within<Result>(
  { limitMs, cancelled }: { readonly limitMs: number } & Pick<Reading, 'cancelled'>,
  { host }: System,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const limit = AbortSignal.timeout(limitMs);
  const signal = cancelled === undefined ? limit : AbortSignal.any([limit, cancelled]);
  signal.throwIfAborted();
  const over = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () =>
      reject(limit.aborted ? later(`${host} has not answered in full within ${limitMs / 1000} s`) : signal.reason),
    );
  });
  return Promise.race([over, work(signal)]);
}
