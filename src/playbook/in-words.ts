import { ruleInWords } from '../health/rule.ts';
import type { Condition, Rule } from './parts.ts';
import type { Playbook } from './schema.ts';

/** Parts of a playbook as a person reads them. */

export function conditionInWords(condition: Condition): string {
  if ('flag' in condition) return `${condition.flag} is ${condition.is ? 'yes' : 'no'}`;
  if ('type' in condition) return `the engagement is ${condition.type}`;
  if ('methodology' in condition) return `the methodology is ${condition.methodology}`;
  return 'all' in condition
    ? condition.all.map(conditionInWords).join(' and ')
    : condition.any.map(conditionInWords).join(' or ');
}

/** " (only where …)", or nothing. */
export const onlyWhere = (condition: Condition | undefined): string =>
  condition === undefined ? '' : ` (only where ${conditionInWords(condition)})`;

export function thresholdInWords(rule: Rule, unit: string): string {
  const { over } = rule;
  const measured =
    over === undefined || over.consecutive || over.within === true ? '' : `, over ${over.count} ${over.unit}`;
  return `${ruleInWords(rule, unit)}${measured}`;
}

type Chain = Playbook['chains'][string];

export function chainInWords(
  playbook: Playbook,
  { remindAfter, escalateAfter, escalateTo, repeatEvery, repeatTimes }: Chain,
): string {
  const again = repeatTimes === 0 ? '' : `, and again every ${repeatEvery}, ${times(repeatTimes)}`;
  return `reminders after ${listed(remindAfter.map(String))} business days; after ${escalateAfter} ${roleName(playbook, escalateTo)} is told${again}`;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);

export const roleName = ({ roles }: Pick<Playbook, 'roles'>, id: string): string =>
  roles.find((role) => role.id === id)?.name ?? id;

export const roleNames = (playbook: Pick<Playbook, 'roles'>, ids: readonly string[], and = 'and'): string =>
  listed(
    ids.map((id) => roleName(playbook, id)),
    and,
  );

/** "a, b and c". */
export function listed(words: readonly string[], and = 'and'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${and} ${last}`;
}
