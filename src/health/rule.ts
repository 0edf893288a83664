import type { Rule } from '../playbook/parts.ts';

type Threshold = Pick<Rule, 'op' | 'value'>;

/**
 * Whether a number meets a rule, exactly as strict as the rule is written: 5.0 does not meet "> 5", 15:00 minutes do not meet "> 15",
 * and "under 5" is not met by 5.0. "any" is met by everything above zero.
 */
export function meets({ op, value: limit }: Threshold, value: number): boolean {
  switch (op) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case 'any':
      return value > 0;
    case 'drop':
      return value >= limit;
  }
}

/** A rule as people read it: "> 5 %". */
export function ruleInWords({ op, value }: Threshold, unit: string): string {
  const units: Record<string, string> = {
    percent: ' %',
    points: ' points',
    minutes: ' min',
    count: '',
    'per-week': ' a week',
  };
  if (op === 'any') return 'any';
  if (op === 'drop') return `drops by ${value}${units[unit] ?? ''} or more`;
  return `${op} ${value}${units[unit] ?? ''}`;
}
