import type { Aggregate } from '../../src/probes/schema/parts.ts';

/** One number out of several, in their order. Undefined, where there is none to begin with: the sum of nothing is 0, its mean is not. */
export function aggregated(aggregate: Aggregate, numbers: readonly number[]): number | undefined {
  switch (aggregate) {
    case 'count':
      return numbers.length;
    case 'sum':
      return sumOf(numbers);
    case 'last':
      return numbers.at(-1);
    case 'avg':
      return numbers.length === 0 ? undefined : sumOf(numbers) / numbers.length;
    case 'min':
      return numbers.length === 0 ? undefined : numbers.reduce((least, number) => Math.min(least, number));
    case 'max':
      return numbers.length === 0 ? undefined : numbers.reduce((most, number) => Math.max(most, number));
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);
