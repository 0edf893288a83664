import { notThere, rowsOf } from './coverage-table.ts';
import type { CoverageRow } from './coverage-table.ts';

/** What references lead to. */
export interface World {
  /** What the playbook's file says, without the defaults of the schema: those would hide a line that is missing. */
  readonly playbook: unknown;
  readonly isFile: (path: string) => boolean;
  /** The names of the tests in a file; none where there is no such file. */
  readonly testsIn: (path: string) => readonly string[];
}

/** The ids of a SOP's ledger: EV-001 to EV-407. */
export interface Ledger {
  readonly prefix: string;
  readonly last: number;
}

/** All that is wrong with a table, a sentence each, with the row and the reference. */
export function faultsOf(page: string, ledger: Ledger, world: World): string[] {
  const rows = rowsOf(page);
  return [...faultsOfIds(rows, ledger), ...rows.flatMap((row) => faultsOfRow(row, world))];
}

function faultsOfIds(rows: readonly CoverageRow[], { prefix, last }: Ledger): string[] {
  const asked = Array.from({ length: last }, (_, index) => `${prefix}-${String(index + 1).padStart(3, '0')}`);
  const found = rows.map(({ id }) => id);
  const counted = asked.flatMap((id) => {
    const times = found.filter((other) => other === id).length;
    return times === 1 ? [] : [times === 0 ? `${id}: no row` : `${id}: ${times} rows`];
  });
  const strange = found.filter((id) => !asked.includes(id)).map((id) => `${id}: no such id in this SOP`);
  const displaced = found.flatMap((id, index) => {
    const before = found[index - 1];
    return before !== undefined && asked.indexOf(before) > asked.indexOf(id) && asked.includes(id)
      ? [`${id}: stands after ${before}`]
      : [];
  });
  return [...counted, ...strange, ...displaced];
}

function faultsOfRow({ id, requirement, references, remark, columns }: CoverageRow, world: World): string[] {
  if (columns !== 3) return [`${id}: ${columns} columns instead of 3; write a bar in a text as \\|`];
  const faults = references.flatMap((reference) => faultOf(reference, world) ?? []);
  if (requirement === '') faults.push('says nothing of what is required');
  if (references.length === 0 && remark === '') faults.push('says nothing of where it lives');
  if (remark !== '' && !/^(?:context|not built): \S/.test(remark))
    faults.push(`"${remark}" is neither "context: why" nor "not built: what", nor a reference in backticks`);
  return faults.map((fault) => `${id}: ${fault}`);
}

function faultOf(reference: string, world: World): string | undefined {
  const [, kind, target = ''] = /^(\w+):(.+)$/.exec(reference) ?? [];
  const fault = kind === undefined ? 'it has no kind, such as "playbook:"' : faultOfKind(kind, target, world);
  return fault === undefined ? undefined : `\`${reference}\`: ${fault}`;
}

function faultOfKind(kind: string, target: string, world: World): string | undefined {
  switch (kind) {
    case 'playbook':
      return notThere(world.playbook, target);
    case 'code':
      return world.isFile(target) ? undefined : `there is no file ${target}`;
    case 'test':
      return faultOfTest(target, world);
    default:
      return `"${kind}" is none of playbook, code and test`;
  }
}

/** A test is named exactly, or by a part of its name that no other test of the file has. */
function faultOfTest(target: string, { isFile, testsIn }: World): string | undefined {
  const [, file = target, name = ''] = /^([^#]+)#(.*)$/.exec(target) ?? [];
  if (!isFile(file)) return `there is no file ${file}`;
  if (name === '') return `no test of ${file} is named; put its name after a "#"`;
  const names = testsIn(file);
  const exact = names.filter((other) => other === name);
  const alike = exact.length > 0 ? exact : names.filter((other) => other.includes(name));
  if (alike.length === 0) return `no test of ${file} is called "${name}"`;
  return alike.length === 1 ? undefined : `${alike.length} tests of ${file} are called "${name}"`;
}

/** The names that a test file gives to its tests, rooms and tables of tests. */
export const testNames = (source: string): string[] =>
  [...source.matchAll(/(?:\b(?:it|test|describe)(?:\.\w+)*|\))\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1\s*,/gs)].map(
    ([, , name = '']) => name.replace(/\\(.)/g, '$1'),
  );
