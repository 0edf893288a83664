import type { Rule } from '../parts.ts';

/** Numbers from one to another; `open…` says that the end itself does not belong. */
export interface Interval {
  readonly from: number;
  readonly to: number;
  readonly openFrom: boolean;
  readonly openTo: boolean;
}

const between = (from: number, to: number, openFrom = false, openTo = false): Interval => ({
  from,
  to,
  openFrom,
  openTo,
});

/** What can be measured at all. Points may be lost: they have no floor. */
export function domainOf(unit: string): Interval {
  if (unit === 'percent') return between(0, 100);
  return between(unit === 'points' ? -Infinity : 0, Infinity, false, true);
}

/** The values at which a rule fires. A drop depends on the past, so that any value may. */
export function firing({ op, value }: Rule): Interval {
  switch (op) {
    case '<':
      return between(-Infinity, value, true, true);
    case '<=':
      return between(-Infinity, value, true);
    case '>':
      return between(value, Infinity, true, true);
    case '>=':
      return between(value, Infinity, false, true);
    case 'any':
      return between(0, Infinity, true, true);
    case 'drop':
      return between(-Infinity, Infinity, true, true);
  }
}

export function common(one: Interval, other: Interval): Interval {
  const from = Math.max(one.from, other.from);
  const to = Math.min(one.to, other.to);
  return {
    from,
    to,
    openFrom: (one.openFrom && one.from === from) || (other.openFrom && other.from === from),
    openTo: (one.openTo && one.to === to) || (other.openTo && other.to === to),
  };
}

export const isEmpty = ({ from, to, openFrom, openTo }: Interval): boolean =>
  from > to || (from === to && (openFrom || openTo));

/** Whether nothing of the domain is left out. */
export const isWhole = (values: Interval, domain: Interval): boolean =>
  values.from === domain.from &&
  values.to === domain.to &&
  !(values.openFrom && !domain.openFrom) &&
  !(values.openTo && !domain.openTo);
