import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { digestOf } from '../../src/canonical.ts';
import { openShelf } from '../../stores/playbook-shelf.ts';
import { projectRoot } from '../support/planted-tree.ts';
import { faultsOf, testNames } from './check-coverage.ts';
import type { World } from './check-coverage.ts';

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8');
const isFile = (path: string): boolean =>
  !path.includes('..') && statSync(join(projectRoot, path), { throwIfNoEntry: false })?.isFile() === true;
const testsIn = (path: string): string[] => testNames(read(path));

/** The latest version on the shelf, as its file says it, and not as the schema completes it. */
async function latest(id: string): Promise<unknown> {
  const shelf = await openShelf(join(projectRoot, 'playbooks'));
  const shelved = shelf.latest(id);
  if (shelved === undefined)
    throw new Error(
      `${id} is on no shelf. ${shelf.faults.map(({ file, message }) => `${file}: ${message}`).join('\n')}`,
    );
  const plain: unknown = parse(read(`playbooks/${id}/${shelved.pin.version}.yaml`), { maxAliasCount: 50 });
  expect(digestOf(plain)).toBe(shelved.pin.digest);
  return plain;
}

describe.each([
  { id: 'event-operations-platform', prefix: 'EV', last: 407 },
  { id: 'marketing-reporting-pack', prefix: 'MK', last: 378 },
  { id: 'revenue-intelligence', prefix: 'RV', last: 413 },
])('the coverage of $id', ({ id, ...ledger }) => {
  it(`has every row from ${ledger.prefix}-001 to ${ledger.prefix}-${ledger.last} once, and each leads to what is there`, async () => {
    const page = read(`docs/coverage/${id}.md`);
    expect(faultsOf(page, ledger, { playbook: await latest(id), isFile, testsIn })).toEqual([]);
  });
});

const tableOf = (...rows: readonly string[]): string =>
  ['# A page', '', '| id | requirement | where |', '|---|---|---|', ...rows, ''].join('\n');
const rowOf = (id: string, where = '`playbook:phases.1`'): string => `| ${id} | Something | ${where} |`;

describe('the check of a coverage table', () => {
  const world: World = {
    playbook: {
      phases: [{ number: 1, notes: ['First', 'Second'] }],
      gates: { '1d': { items: [{ id: 'terms-signed' }], approvals: [{ anyOf: ['legal'] }] } },
      empty: null,
    },
    isFile: (path) => ['src/method/gate.ts', 'test/core/gates.test.ts'].includes(path),
    testsIn: () => ['waits until every term is Yes', 'waits', 'waits for the lawyer'],
  };
  const faults = (...rows: readonly string[]): string[] => faultsOf(tableOf(...rows), { prefix: 'XX', last: 2 }, world);
  const faultsAt = (where: string): string[] => faults(rowOf('XX-001', where), rowOf('XX-002'));

  it('finds nothing wrong where all is there', () => {
    const where = [
      '`playbook:phases.1.notes.1`',
      '`playbook:gates.1d.items.terms-signed`',
      '`playbook:gates.1d.approvals.0.anyOf`',
      '`code:src/method/gate.ts`',
      '`test:test/core/gates.test.ts#waits until every term is Yes`',
      '`test:test/core/gates.test.ts#lawyer`',
    ].join(', ');
    expect(faultsAt(where)).toEqual([]);
    expect(faultsAt('context: It is said for information')).toEqual([]);
    expect(faultsAt('`playbook:gates`, not built: The rest of it')).toEqual([]);
  });

  it('finds a row that is missing, doubled, strange or out of its place', () => {
    expect(faults(rowOf('XX-001'))).toEqual(['XX-002: no row']);
    expect(faults(rowOf('XX-001'), rowOf('XX-002'), rowOf('XX-002'))).toEqual(['XX-002: 2 rows']);
    expect(faults(rowOf('XX-001'), rowOf('XX-002'), rowOf('XX-003'))).toEqual(['XX-003: no such id in this SOP']);
    expect(faults(rowOf('XX-002'), rowOf('XX-001'))).toEqual(['XX-001: stands after XX-002']);
    expect(faultsOf('', { prefix: 'XX', last: 1 }, world)).toEqual(['XX-001: no row']);
  });

  it.each([
    ['`playbook:gates.1d.items.terms-sealed.text`', '"terms-sealed" is not in "gates.1d.items"'],
    ['`playbook:doors.1d`', '"doors" is not in the playbook'],
    ['`playbook:empty`', '"empty" is not in the playbook'],
    ['`playbook:phases.1.notes.2`', '"2" is not in "phases.1.notes"'],
    // What has an id is named by it, and a phase by its number, not by their positions.
    ['`playbook:gates.1d.items.0`', '"0" is not in "gates.1d.items"'],
    ['`playbook:phases.0`', '"0" is not in "phases"'],
    ['`code:src/method/door.ts`', 'there is no file src/method/door.ts'],
    ['`test:test/core/doors.test.ts#waits`', 'there is no file test/core/doors.test.ts'],
    ['`test:test/core/gates.test.ts#opens`', 'no test of test/core/gates.test.ts is called "opens"'],
    ['`test:test/core/gates.test.ts#waits `', '2 tests of test/core/gates.test.ts are called "waits "'],
    ['`test:test/core/gates.test.ts`', 'no test of test/core/gates.test.ts is named; put its name after a "#"'],
    ['`docs:docs/api.md`', '"docs" is none of playbook, code and test'],
    ['`gates.1d`', 'it has no kind, such as "playbook:"'],
  ])('finds that %s leads nowhere, and says at which segment', (where, fault) => {
    expect(faultsAt(`\`playbook:gates\`, ${where}`)).toEqual([`XX-001: ${where}: ${fault}`]);
  });

  it('finds a row that says nothing', () => {
    expect(faultsAt('')).toEqual(['XX-001: says nothing of where it lives']);
    expect(faults('| XX-001 | | `playbook:gates` |', rowOf('XX-002'))).toEqual([
      'XX-001: says nothing of what is required',
    ]);
    expect(faultsAt('context:')).toEqual([expect.stringContaining('"context:" is neither')]);
    expect(faultsAt('`playbook:gates`, somewhere')).toEqual([expect.stringContaining('"somewhere" is neither')]);
    expect(faultsAt('`playbook:gates` | more')).toEqual([expect.stringContaining('4 columns instead of 3')]);
  });

  it('knows the tests of a file by all the ways in which they are written', () => {
    const source = `
      it('is plain', () => {});
      describe.each(['a'])('is a table of %s', () => {});
      it.each<[string]>([
        ['a'],
      ])("takes the architect's word", () => {});
      it(
        \`is said over \${lines} lines\`,
        async () => {},
      );
      expect('no name').toBe('at all');`;
    expect(testNames(source)).toEqual([
      'is plain',
      'is a table of %s',
      "takes the architect's word",
      'is said over ${lines} lines',
    ]);
  });
});
