import type { Rule } from '../playbook/parts.ts';

type Threshold = Pick<Rule, 'op' | 'value' | 'over'>;

/**
 * Whether a number meets a rule, exactly as strict as the rule is written: 5.0 does not meet "> 5", 15:00 minutes do not meet "> 15",
 * and "under 5" is not met by 5.0. "any" is met by everything above zero, "drop" by what lies by more than the limit below the peak.
 */
export function meets({ op, value: limit }: Threshold, value: number, peak = value): boolean {
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
      // 16.1 less 6.1 is 10, whatever binary fractions say.
      return Number((peak - value).toFixed(9)) > limit;
  }
}

/** A rule as people read it: "> 5 %", "< 85 % for 2 weeks in a row". */
export function ruleInWords({ op, value, over }: Threshold, unit: string): string {
  const units: Record<string, string> = {
    percent: ' %',
    points: ' points',
    minutes: ' min',
    days: ' days',
    count: '',
    'per-week': ' a week',
  };
  const row = over?.consecutive === true ? ` for ${over.count} ${over.unit} in a row` : '';
  if (op === 'any') return `any${row}`;
  // A percentage that falls by ten falls by ten points.
  const drop = unit === 'percent' ? ' points' : (units[unit] ?? '');
  if (op === 'drop') return `drops more than ${value}${drop} below its peak${row}`;
  return `${op} ${value}${units[unit] ?? ''}${row}`;
}
