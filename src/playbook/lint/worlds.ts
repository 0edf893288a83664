import { holds } from '../../method/context.ts';
import type { Condition } from '../parts.ts';

/** What conditions are held against: the answers, the type and the methodology of an engagement. */
export type World = Parameters<typeof holds>[1];

/** More flags than this in one question would take too long to try; nobody writes them. */
const mostFlags = 10;

type Plain = Extract<
  Condition,
  { readonly flag: string } | { readonly type: string } | { readonly methodology: string }
>;

const plainOf = (condition: Condition): readonly Plain[] =>
  'all' in condition ? condition.all : 'any' in condition ? condition.any : [condition];

/** Every engagement that some conditions can tell apart. */
export function worldsOf(conditions: readonly Condition[]): World[] {
  const parts = conditions.flatMap(plainOf);
  const flags = [...new Set(parts.flatMap((part) => ('flag' in part ? [part.flag] : [])))].slice(0, mostFlags);
  const chosen = [...new Set(parts.flatMap((part) => ('methodology' in part ? [part.methodology] : [])))];
  const answers = flags.reduce<Record<string, boolean>[]>(
    (some, flag) =>
      some.flatMap((given) => [
        { ...given, [flag]: true },
        { ...given, [flag]: false },
      ]),
    [{}],
  );
  return answers.flatMap((given) =>
    (['single', 'dedicated'] as const).flatMap((type) => [
      { flags: given, type },
      ...chosen.map((methodology) => ({ flags: given, type, methodology })),
    ]),
  );
}

type Maybe = Condition | undefined;

/** Whether there is an engagement in which all of some conditions hold. What has no condition always holds. */
export function canHoldTogether(conditions: readonly Maybe[]): boolean {
  const given = conditions.filter((condition) => condition !== undefined);
  return given.length === 0 || worldsOf(given).some((world) => given.every((condition) => holds(condition, world)));
}

/** Whether there is an engagement in which none of some conditions holds. */
export function canAllFail(conditions: readonly Maybe[]): boolean {
  const given = conditions.filter((condition) => condition !== undefined);
  if (given.length < conditions.length) return false;
  return worldsOf(given).some((world) => given.every((condition) => !holds(condition, world)));
}
