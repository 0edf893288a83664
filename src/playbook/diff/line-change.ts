import { roleName } from '../in-words.ts';
import { isRecord } from '../lint/shape.ts';
import type { Playbook } from '../schema.ts';
import type { Change } from './change.ts';
import type { Piece } from './flatten.ts';
import { placeInWords } from './place.ts';
import { rolesInWords, valueInWords } from './value-in-words.ts';

/** A line that came or went. */
export function lineChange(playbook: Playbook, { path, value }: Piece, isNew: boolean): Change {
  const list = path.at(-2);
  if (list === 'approvals' && isRecord(value)) return approvalChange(playbook, path, value, isNew);
  if (list === 'attendees' || list === 'approvers') {
    const does = list === 'attendees' ? 'takes part' : 'approves';
    const who = roleName(playbook, path.at(-1) ?? '');
    return {
      topic: 'People',
      words: `${placeInWords(path.slice(0, -2))}: ${who} ${does} ${isNew ? 'as well' : 'no longer'}.`,
    };
  }
  const said = isRecord(value)
    ? ['name', 'label', 'text', 'title', 'topic'].flatMap((key) => value[key] ?? [])[0]
    : undefined;
  return {
    topic: path[0] === 'gates' ? 'Gates' : path[0] === 'roles' ? 'People' : 'Work',
    words: `${placeInWords(path)} is ${isNew ? 'new' : 'gone'}${typeof said === 'string' ? `: ${said}` : '.'}`,
  };
}

function approvalChange(
  playbook: Playbook,
  path: readonly string[],
  { anyOf, when }: Readonly<Record<string, unknown>>,
  isNew: boolean,
): Change {
  const who = rolesInWords(playbook, anyOf, 'or');
  const only = when === undefined ? '' : `, only where ${valueInWords(when)}`;
  return {
    topic: 'Gates',
    words: `${placeInWords(path.slice(0, 2))}: ${who} ${isNew ? `must approve as well${only}` : 'need not approve any more'}.`,
  };
}
