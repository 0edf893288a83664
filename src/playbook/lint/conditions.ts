import { z } from 'zod';
import { condition } from '../parts.ts';
import type { Condition } from '../parts.ts';
import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { isRecord } from './shape.ts';
import { canAllFail, canHoldTogether } from './worlds.ts';

/** Conditions that hold in no engagement, and those that hold in all. */
export function conditionFaults(playbook: Playbook): Finding[] {
  const found: Finding[] = [];
  walk(playbook, [], found);
  return found;
}

function walk(value: unknown, path: Path, found: Finding[]): void {
  if (Array.isArray(value)) value.forEach((entry, index) => walk(entry, [...path, index], found));
  if (!isRecord(value)) return;
  for (const [key, entry] of Object.entries(value)) {
    if (typeof entry !== 'object' || entry === null) continue;
    if (key === 'when' || key === 'needed') found.push(...judge(entry, [...path, key]));
    else walk(entry, [...path, key], found);
  }
}

function judge(written: unknown, path: Path): Finding[] {
  // One flag, one type, one methodology: it can hold, and it can fail.
  if (!isRecord(written) || !('all' in written || 'any' in written)) return [];
  const read = z.safeParse(condition, written);
  if (!read.success) return [];
  const given: Condition = read.data;
  if (!canHoldTogether([given])) return [error(path, 'This condition can never hold: its parts exclude each other.')];
  return canAllFail([given]) ? [] : [warning(path, 'This condition always holds. Leave it out.')];
}
