import { execFileSync } from 'node:child_process';
import { loadavg } from 'node:os';
import type { Figure, Outcome, Paired, Refusal } from './figure.ts';
import { judgePairs } from './judge-pairs.ts';
import { limits } from './limits.ts';
import type { Limit } from './limits.ts';

/** A figure as it is written down: with its limit, where it was measured, and what else the machine did. */
export interface Told extends Figure {
  readonly limit?: Limit;
  readonly commit: string;
  /** How many processes wanted a core in the minute before. */
  readonly load: number;
}

const git = (...args: string[]): string => execFileSync('git', args, { encoding: 'utf8' }).trim();

/** The commit of the checkout, with a plus when it has been changed since. */
export function commitOfCheckout(): string {
  try {
    return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain', '--', '.') === '' ? '' : '+'}`;
  } catch {
    return 'unknown';
  }
}

interface Where {
  readonly commit: string;
  /** By figure, when its part of the bench ended. */
  readonly loads: ReadonlyMap<string, number>;
}

/** What was measured, judged: numbers that may be told, and refusals. */
export function judged(
  measured: readonly (Outcome | Paired)[],
  least: number,
  where: Where,
): { readonly told: readonly Told[]; readonly refusals: readonly Refusal[] } {
  const outcomes = measured.map((one) => ('pairs' in one ? judgePairs(one, least) : one));
  return {
    told: outcomes.flatMap((one) => ('refused' in one ? [] : [withLimit(one, where)])),
    refusals: outcomes.filter((one) => 'refused' in one),
  };
}

function withLimit(figure: Figure, { commit, loads }: Where): Told {
  const limit = limits[figure.name];
  const load = loads.get(figure.name) ?? loadavg()[0] ?? Number.NaN;
  return { ...figure, ...(limit !== undefined && { limit }), commit, load };
}
