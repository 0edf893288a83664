import { conditionInWords, listed, roleName, thresholdInWords } from '../in-words.ts';
import { isRecord } from '../lint/shape.ts';
import { condition, rule } from '../parts.ts';
import type { Playbook } from '../schema.ts';

export const isText = (value: unknown): value is string => typeof value === 'string';

/** A value of a playbook, whatever it is, for a sentence. */
export function valueInWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.map(valueInWords).join(', ');
  if (isText(value)) return /\s/.test(value) ? `"${value}"` : value;
  return isRecord(value) ? recordInWords(value) : JSON.stringify(value);
}

function recordInWords(value: Readonly<Record<string, unknown>>): string {
  const when = condition.safeParse(value);
  if (when.success) return conditionInWords(when.data);
  const threshold = rule.safeParse(value);
  if (threshold.success) return `"${thresholdInWords(threshold.data, '')}"`;
  if ('min' in value && 'max' in value) return `${valueInWords(value['min'])} to ${valueInWords(value['max'])}`;
  return Object.entries(value)
    .map(([key, entry]) => `${key} ${valueInWords(entry)}`)
    .join(', ');
}

/** Roles by their names. */
export function rolesInWords(playbook: Playbook, value: unknown, and = 'and'): string {
  const roles = [value].flat().filter(isText);
  if (roles.length === 0) return valueInWords(value);
  return listed(
    roles.map((role) => roleName(playbook, role)),
    and,
  );
}
