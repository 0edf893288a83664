import { ApplicationFailure } from '@temporalio/common';
import { probeKind } from './kind.ts';
import type { Measured, Reach } from './kind.ts';
import { comparison as schema } from '../../src/probes/schema/comparison.ts';
import type { Comparison } from '../../src/probes/schema/comparison.ts';
import { unreadable } from './unreadable.ts';

type Pair = Comparison['pairs'][number];

interface Compared {
  readonly name: string;
  readonly first: Measured;
  readonly second: Measured;
  readonly result: number;
}

const units = {
  difference: undefined,
  'difference-percent': 'percent',
  ratio: 'ratio',
  'share-percent': 'percent',
} as const;

/** Two sources held against each other; of several pairs, the largest result. All are read at once: what happens between two readings shows as a difference. */
export const comparison = probeKind({
  schema,
  // Each source has its own limit.
  withinMs: 0,
  read: async ({ measure, pairs }, reach) => {
    const compared = await Promise.all(
      pairs.map((pair, index) => compare(pair, pair.name ?? `pair ${index + 1}`, measure, reach)),
    );
    const largest = compared.reduce((one, other) => (other.result > one.result ? other : one));
    const unit = units[measure];
    return {
      value: largest.result,
      source: `${largest.first.source} against ${largest.second.source}`,
      ...(unit !== undefined && { unit }),
      detail: `${compared.length === 1 ? '' : `largest of ${compared.length}, ${largest.name}: `}${largest.first.value} against ${largest.second.value}`,
    };
  },
});

async function compare(
  { first, second }: Pair,
  name: string,
  measure: Comparison['measure'],
  reach: Reach,
): Promise<Compared> {
  const [one, other] = await Promise.all([first, second].map((source) => reach.readingOf(source).catch(naming(name))));
  if (one === undefined || other === undefined) throw new Error('A pair has two sources');
  return { name, first: one, second: other, result: resultOf(measure, one.value, other.value, name) };
}

/** Says of which pair a failure is, and leaves the rest of it as it is. */
const naming =
  (name: string) =>
  (error: unknown): never => {
    if (!(error instanceof ApplicationFailure)) throw error;
    throw ApplicationFailure.create({
      message: `${name}: ${error.message}`,
      ...(error.type && { type: error.type }),
      nonRetryable: error.nonRetryable === true,
      ...(error.nextRetryDelay && { nextRetryDelay: error.nextRetryDelay }),
    });
  };

function resultOf(measure: Comparison['measure'], first: number, second: number, name: string): number {
  const difference = Math.abs(first - second);
  if (measure === 'difference') return difference;
  // Nothing and nothing agree. Something and nothing are no percentage.
  if (measure === 'difference-percent' && difference === 0) return 0;
  if (second === 0)
    throw unreadable(
      `${name}: ${first} against 0 is no ${measure === 'ratio' ? 'ratio' : 'percentage'}. Take as the second the source that is not 0, or measure the difference.`,
    );
  switch (measure) {
    case 'difference-percent':
      return (difference / Math.abs(second)) * 100;
    case 'ratio':
      return first / second;
    case 'share-percent':
      return (first / second) * 100;
  }
}
