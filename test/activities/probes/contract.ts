import { describe, expect, it } from 'vitest';
import { openProbes } from '../../../activities/probes/open-probes.ts';
import type { ProbeConfiguration, ProbeKindName } from '../../../src/probes/schema.ts';
import type { ProbeSettings } from '../../../activities/probes/settings.ts';
import { faults } from '../../../src/ports/activities.ts';
import { failureOf } from '../../fakes/failure-of.ts';

/** A probe in a certain situation, and the worker's settings. */
export interface Situation {
  readonly probe: ProbeConfiguration;
  readonly settings: ProbeSettings;
  /** How often the system was asked so far. */
  readonly timesAsked?: () => number;
  /** How many asked it at once, at most. */
  readonly mostAtOnce?: () => number;
}

/** Why a kind of probe cannot get into a situation. */
interface DoesNotApply {
  readonly because: string;
}

type Case<Extra = unknown> = (() => Promise<Situation & Extra>) | DoesNotApply;

/** What every kind of probe is put through, whatever system it reads. */
export interface Subject {
  readonly kind: ProbeKindName;
  readonly reads: Case<{ readonly value: number; readonly source: string }>;
  readonly wrongCredential: Case;
  readonly noCredential: Case;
  /** Its host, or folder, is not among those that the worker allows. */
  readonly notAllowed: Case;
  readonly away: Case;
  readonly slow: Case;
  /** It answers with 10 MB. */
  readonly tooBig: Case;
  /** It answers with something else than a number: HTML, a text, nothing. */
  readonly wrongShape: Case;
  readonly rateLimited: Case<{ readonly afterMs?: number }>;
  /** Each reading takes a while. */
  readonly busy: Case;
}

/** Planted in the environment of every situation, under the names that probes may use and others. */
export const secrets = {
  token: 'planted-token-7f3a9c51',
  password: 'planted-password-51d0',
  slack: 'planted-slack-token-88',
  other: 'planted-other-credential-19',
};

/** The environment of a worker, in which a credential is for one host. */
export const environmentFor = (host: string, secret: string = secrets.token): Record<string, string> => ({
  FAIRLEAD_PROBE_CRM: secret,
  FAIRLEAD_PROBE_CRM_HOST: host,
  FAIRLEAD_PROBE_OTHER: secrets.other,
  FAIRLEAD_PROBE_OTHER_HOST: host,
  SLACK_BOT_TOKEN: secrets.slack,
  SLACK_BOT_TOKEN_HOST: host,
});

const giveUp = { nonRetryable: true, type: faults.unreadable };
const tryAgain = { nonRetryable: false };

/** The one contract of all kinds of probes. */
export function probeContract(subject: Subject): void {
  describe(`a probe of the kind ${subject.kind}`, () => {
    clause('reads the number, and says where', subject.reads, async ({ probe, settings, value, source }) => {
      expect(await openProbes(settings).read(probe)).toMatchObject({ value, source });
    });

    clause('gives up when its credential is refused', subject.wrongCredential, async (situation) => {
      expect(await refusal(situation)).toMatchObject(giveUp);
    });

    clause('asks nobody without its credential', subject.noCredential, async (situation) => {
      const failure = await refusal(situation);
      expect(failure).toMatchObject(giveUp);
      expect(failure.message).toContain('The worker has no credential "FAIRLEAD_PROBE_CRM"');
      expect(situation.timesAsked?.() ?? 0).toBe(0);
    });

    clause('asks nobody whom the worker does not allow', subject.notAllowed, async (situation) => {
      const failure = await refusal(situation);
      expect(failure).toMatchObject(giveUp);
      expect(failure.message).toMatch(/FAIRLEAD_PROBE_(HOSTS|FILES)/);
      expect(situation.timesAsked?.() ?? 0).toBe(0);
    });

    clause('is tried again when its system is away', subject.away, async (situation) => {
      expect(await refusal(situation)).toMatchObject(tryAgain);
    });

    clause('is tried again when its system takes too long, and leaves it', subject.slow, async (situation) => {
      const begun = Date.now();
      const failure = await refusal({ ...situation, settings: { ...situation.settings, slowAfterMs: 300 } });
      expect(failure).toMatchObject(tryAgain);
      expect(failure.message).toContain('has not answered in full within 0.3 s');
      expect(Date.now() - begun).toBeLessThan(5_000);
    });

    clause('gives up on an answer of 10 MB', subject.tooBig, async (situation) => {
      expect(await refusal(situation)).toMatchObject(giveUp);
    });

    clause('gives up on an answer that is no number', subject.wrongShape, async (situation) => {
      expect(await refusal(situation)).toMatchObject(giveUp);
    });

    clause(
      'waits as long as its system asks it to, and lets nobody else ask meanwhile',
      subject.rateLimited,
      async (situation) => {
        const probes = openProbes(situation.settings);
        const { afterMs } = situation;
        expect(await failureOf(probes.read(situation.probe))).toMatchObject({
          ...tryAgain,
          ...(afterMs !== undefined && { nextRetryDelay: afterMs }),
        });
        if (afterMs === undefined) return;
        const asked = situation.timesAsked?.();
        const again = await failureOf(probes.read(situation.probe));
        expect(again).toMatchObject(tryAgain);
        expect(again.message).toContain('asked for quiet');
        expect(Number(again.nextRetryDelay)).toBeGreaterThan(afterMs - 5_000);
        expect(situation.timesAsked?.()).toBe(asked);
      },
    );

    clause(
      'asks its system for five readings at once, never more',
      subject.busy,
      async ({ probe, settings, mostAtOnce }) => {
        const probes = openProbes(settings);
        const readings = await Promise.all(Array.from({ length: 12 }, () => probes.read(probe)));
        expect(readings).toHaveLength(12);
        expect(mostAtOnce?.() ?? Math.max(...readings.map(({ value }) => value))).toBe(5);
      },
    );
  });
}

function clause<Extra>(
  sentence: string,
  given: Case<Extra>,
  holds: (situation: Situation & Extra) => Promise<void>,
): void {
  const exception = typeof given === 'function' ? '' : `: does not apply, ${given.because}`;
  it(`${sentence}${exception}`, async () => {
    expect(await isKept(given, holds)).toBe(true);
  });
}

async function isKept<Extra>(
  given: Case<Extra>,
  holds: (situation: Situation & Extra) => Promise<void>,
): Promise<boolean> {
  if (typeof given !== 'function') return given.because !== '';
  await holds(await given());
  return true;
}

/** How the reading fails. Whatever it says, it holds no secret. */
export async function refusal({ probe, settings }: Situation) {
  const failure = await failureOf(openProbes(settings).read(probe));
  const said = [failure.message, failure.stack, JSON.stringify(failure), String(failure.cause)].join('\n');
  for (const secret of Object.values(secrets)) expect(said).not.toContain(secret);
  expect(failure.message).not.toBe('');
  return failure;
}
