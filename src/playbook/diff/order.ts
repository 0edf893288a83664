import { isRecord } from '../lint/shape.ts';

/** Lists in which what stayed comes in another order: the path of the list, and the ids as they come now. */
export function reordered(
  before: unknown,
  after: unknown,
  path: readonly string[] = [],
): { path: readonly string[]; ids: readonly string[] }[] {
  if (Array.isArray(before) && Array.isArray(after)) {
    const [was, is] = [idsOf(before), idsOf(after)];
    const [stayed, stays] = [was.filter((id) => is.includes(id)), is.filter((id) => was.includes(id))];
    const here = stayed.join('\n') === stays.join('\n') ? [] : [{ path, ids: is }];
    const inside = stays.flatMap((id) => reordered(entryOf(before, id), entryOf(after, id), [...path, id]));
    return [...here, ...inside];
  }
  if (!isRecord(before) || !isRecord(after)) return [];
  return Object.keys(before).flatMap((key) => reordered(before[key], after[key], [...path, key]));
}

const idOf = (entry: unknown): string[] => (isRecord(entry) && typeof entry['id'] === 'string' ? [entry['id']] : []);
const idsOf = (list: readonly unknown[]): string[] => list.flatMap(idOf);
const entryOf = (list: readonly unknown[], id: string): unknown => list.find((entry) => idOf(entry)[0] === id);
