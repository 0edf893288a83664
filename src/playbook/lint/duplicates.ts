import type { Playbook } from '../schema.ts';
import { error } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { taskLists } from './lists.ts';
import { isRecord } from './shape.ts';

/** Ids that are there twice: in one list, or in two groups of a step, where the second line could never be done by itself. */
export function duplicateIds(playbook: Playbook): Finding[] {
  const found: Finding[] = [];
  walk(playbook, [], found);
  const said = new Set(found.map(({ path }) => path.join('.')));
  const across = taskLists(playbook).flatMap(({ name, lines }) =>
    repeated(lines.map(({ id }) => id)).flatMap((index) => {
      const line = lines[index];
      return line === undefined ? [] : [twice([...line.path, 'id'], line.id, `in ${name}`)];
    }),
  );
  return [...found, ...across.filter(({ path }) => !said.has(path.join('.')))];
}

const twice = (path: Path, id: string, where: string): Finding =>
  error(path, `"${id}" is there twice ${where}. Give each its own id.`);

function walk(value: unknown, path: Path, found: Finding[]): void {
  if (Array.isArray(value)) {
    const ids = value.map((entry: unknown) =>
      isRecord(entry) && typeof entry['id'] === 'string' ? entry['id'] : undefined,
    );
    for (const index of repeated(ids)) found.push(twice([...path, index, 'id'], ids[index] ?? '', 'in this list'));
    value.forEach((entry, index) => {
      if (typeof entry === 'object') walk(entry, [...path, index], found);
    });
  } else if (isRecord(value))
    for (const [key, entry] of Object.entries(value)) if (typeof entry === 'object') walk(entry, [...path, key], found);
}

/** The positions of what was there before. */
function repeated(ids: readonly (string | undefined)[]): number[] {
  const seen = new Set<string>();
  return ids.flatMap((id, index) => {
    if (id === undefined) return [];
    if (seen.has(id)) return [index];
    seen.add(id);
    return [];
  });
}
