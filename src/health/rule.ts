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

const units: Readonly<Record<string, string>> = {
  percent: ' %',
  points: ' points',
  minutes: ' min',
  days: ' days',
  count: '',
  'per-week': ' a week',
};

/** A reading as people read it: "15:01 min", "5.1 %". Minutes that are not whole are shown with their seconds, since thresholds are that strict. */
export function valueInWords(value: number, unit: string): string {
  const seconds = Math.round(value * 60);
  const shown =
    unit === 'minutes' && !Number.isInteger(value)
      ? `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
      : String(Number(value.toFixed(2)));
  return `${shown}${units[unit] ?? ''}`;
}

/** A rule as people read it: "> 5 %", "< 85 % for 2 weeks in a row". */
export function ruleInWords({ op, value, over }: Threshold, unit: string): string {
  const row =
    over?.consecutive === true
      ? ` for ${over.count} ${over.unit} in a row`
      : over?.within === true
        ? ` within ${over.count} ${over.unit}`
        : '';
  if (op === 'any') return `any${row}`;
  // A percentage that falls by ten falls by ten points.
  const drop = unit === 'percent' ? ' points' : (units[unit] ?? '');
  if (op === 'drop') return `drops more than ${value}${drop} below its peak${row}`;
  return `${op} ${value}${units[unit] ?? ''}${row}`;
}
