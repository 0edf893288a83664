import { gateCodes } from '../codes.ts';
import type { Target } from '../parts.ts';
import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { taskLists } from './lists.ts';
import { didYouMean } from './nearest.ts';
import type { Pointer } from './pointers.ts';

/** Where each kind of thing that can be pointed at is defined. */
export const definedAt: Readonly<Record<Target, Path>> = {
  role: ['roles'],
  chain: ['chains'],
  flag: ['flags'],
  metric: ['metrics'],
  meeting: ['meetings'],
  document: ['documents'],
  methodology: ['methodologies'],
  component: ['build'],
  'prep task': ['prep', 'tasks'],
  'line that can be skipped': [],
};

/**
 * Ids that a playbook points at and does not define. A role, a chain, a flag, a metric, a meeting or a document that is not there would only be
 * noticed in the middle of an engagement.
 */
export function unknownIds(playbook: Playbook, pointers: readonly Pointer[]): Finding[] {
  const known = definitionsOf(playbook);
  return pointers
    .filter(({ to, id }) => !known[to].has(id))
    .map(({ to, id, path }) => error(path, `There is no ${to} "${id}" in this playbook.${suggested(id, known[to])}`));
}

function suggested(id: string, known: ReadonlySet<string>): string {
  const near = didYouMean(id, known);
  if (near !== '') return near;
  return known.size > 15 ? '' : ` It has ${[...known].join(', ') || 'none'}.`;
}

function definitionsOf(playbook: Playbook): Readonly<Record<Target, ReadonlySet<string>>> {
  return {
    role: ids(playbook.roles),
    chain: new Set(Object.keys(playbook.chains)),
    flag: ids(playbook.flags),
    metric: ids(playbook.metrics),
    meeting: ids(playbook.meetings),
    document: ids(playbook.documents),
    methodology: ids(playbook.methodologies),
    component: ids(playbook.build),
    'prep task': ids(playbook.prep.tasks),
    'line that can be skipped': new Set([
      ...taskLists(playbook).flatMap(({ lines }) => lines.map(({ id }) => id)),
      ...ids(playbook.meetings),
      ...ids(playbook.documents),
      ...gateCodes.flatMap((gate) => [...ids(playbook.gates[gate].items)]),
    ]),
  };
}

const ids = (list: readonly { readonly id: string }[]): ReadonlySet<string> => new Set(list.map(({ id }) => id));

/** Roles that the method itself looks for, beside those that a playbook names. */
const methodRoles = ['architect', 'engineer', 'sme'];

/** What is defined and never used. Somebody of the team has a part without being named for one line. */
export function unusedIds(
  { roles, chains, flags, metrics, documents }: Playbook,
  pointers: readonly Pointer[],
): Finding[] {
  const used = new Set(pointers.map(({ to, id }) => `${to} ${id}`));
  const unused = (kind: Target, list: readonly { readonly id: string }[], what: string): Finding[] =>
    list.flatMap(({ id }, index) =>
      used.has(`${kind} ${id}`) ? [] : [warning([...(definedAt[kind] ?? []), index], `The ${kind} "${id}" ${what}`)],
    );
  return [
    ...roles.flatMap(({ id, side }, index) =>
      side === 'internal' || methodRoles.includes(id) || used.has(`role ${id}`)
        ? []
        : [warning(['roles', index], `The role "${id}" has nothing to do: no line, meeting or approval names it.`)],
    ),
    ...Object.keys(chains)
      .filter((id) => id !== 'work' && !used.has(`chain ${id}`))
      .map((id) => warning(['chains', id], `The chain "${id}" is used by nothing.`)),
    ...unused('flag', flags, 'changes nothing: no condition asks for it.'),
    ...unused('metric', metrics, 'is read by nothing: no gate, round, trigger or watch names it.'),
    ...unused('document', documents, 'is written by no task and asked for by no gate.'),
  ];
}
