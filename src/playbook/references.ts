import type { Playbook } from './schema.ts';

type Path = readonly (string | number)[];
interface Dangling {
  readonly path: Path;
  readonly message: string;
}

/**
 * Ids that a playbook points at and does not define, and ids that it defines twice.
 * A role, a chain, a flag, a metric, a meeting or a document that is not there would only be noticed in the middle of an engagement.
 */
export function danglingReferences(playbook: Playbook): Dangling[] {
  const known: Record<string, ReadonlySet<string>> = {
    role: ids(playbook.roles),
    chain: new Set(Object.keys(playbook.chains)),
    flag: ids(playbook.flags),
    metric: ids(playbook.metrics),
    meeting: ids(playbook.meetings),
    document: ids(playbook.documents),
    methodology: ids(playbook.methodologies),
    component: ids(playbook.build),
    'prep task': ids(playbook.prep.tasks),
  };
  const faults: Dangling[] = [];
  visit(playbook, [], (path, value) => {
    for (const [kind, id, at] of referencesAt(path, value)) {
      if (known[kind]?.has(id) === false) faults.push({ path: at, message: unknown(kind, id, known[kind]) });
    }
    faults.push(...doubles(path, value));
  });
  return faults;
}

const ids = (list: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));

const unknown = (kind: string, id: string, known: ReadonlySet<string>): string =>
  `There is no ${kind} "${id}" in this playbook. Known: ${[...known].join(', ') || 'none'}.`;

const roleKeys = new Set([
  'owner',
  'customerOwner',
  'escalateTo',
  'responder',
  'askWhom',
  'to',
  'role',
  'single',
  'dedicated',
]);
const roleLists = new Set(['signers', 'anyOf', 'audience', 'tell']);

/** Which ids a value points at, by the name of its field. */
function referencesAt(path: Path, value: unknown): [kind: string, id: string, path: Path][] {
  const key = path.at(-1);
  const parent = path.at(-2);
  if (typeof value === 'string') {
    if (key === 'tell' && path[0] === 'gotchas') return [['role', value, path]];
    if (typeof key === 'string' && roleKeys.has(key) && isRolePlace(path)) return [['role', value, path]];
    if (key === 'chain') return [['chain', value, path]];
    if (key === 'flag') return [['flag', value, path]];
    if (key === 'methodology') return [['methodology', value, path]];
    if (key === 'metric') return [['metric', value, path]];
    if (key === 'document') return [['document', value, path]];
    if (key === 'from' && path[0] === 'prep') return [['prep task', value, path]];
    if (typeof parent === 'string' && roleLists.has(parent)) return [['role', value, path]];
    if (parent === 'metrics' || parent === 'watches') return [['metric', value, path]];
    if (parent === 'documents') return [['document', value, path]];
    if (parent === 'after') return afterOf(path, value);
  }
  return [];
}

function isRolePlace(path: Path): boolean {
  const key = path.at(-1);
  if (key === 'to') return path[0] === 'escalation';
  if (key === 'single' || key === 'dedicated') return path.at(-2) === 'owner';
  return true;
}

function afterOf(path: Path, value: string): [string, string, Path][] {
  if (path[0] === 'meetings') return [['meeting', value, path]];
  if (path[0] === 'build' && path[2] === 'after') return [['component', value, path]];
  return path[0] === 'prep' ? [['prep task', value, path]] : [];
}

function doubles(path: Path, value: unknown): Dangling[] {
  if (!Array.isArray(value)) return [];
  const seen = new Set<string>();
  return value.flatMap((entry: unknown, index) => {
    const id =
      typeof entry === 'object' && entry !== null && 'id' in entry && typeof entry.id === 'string'
        ? entry.id
        : undefined;
    if (id === undefined) return [];
    if (seen.has(id))
      return [{ path: [...path, index, 'id'], message: `"${id}" is used twice in this list. Give each its own id.` }];
    seen.add(id);
    return [];
  });
}

function visit(value: unknown, path: Path, look: (path: Path, value: unknown) => void): void {
  look(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value))
    visit(child, [...path, Array.isArray(value) ? Number(key) : key], look);
}
