import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../support/planted-tree.ts';
import { tellingsIn } from './playbook-ids.ts';
import type { Telling } from './playbook-ids.ts';

const ids = ['event-operations-platform', 'marketing-reporting-pack', 'revenue-intelligence'];
const folders = ['src', 'workflows', 'activities', 'api', 'worker', 'stores', 'local', 'rehearsal'];

/** Who must look at an id, and why none of them does anything else for one playbook than for another. */
const allowed: readonly { readonly file: string; readonly part: string; readonly why: string }[] = [
  {
    file: 'stores/playbook-shelf.ts',
    part: 'latest: (id) => shelved.findLast(({ pin }) => pin.id === id),',
    why: 'The shelf finds the playbook that was asked for.',
  },
  {
    file: 'stores/playbook-shelf.ts',
    part: 'find: (id, version) => shelved.find(({ pin }) => pin.id === id && pin.version === version),',
    why: 'The shelf finds the version that was asked for.',
  },
  {
    file: 'stores/playbook-shelf.ts',
    part: 'if (pin.id !== at.id || pin.version !== at.version)',
    why: 'A file is called as the playbook in it calls itself.',
  },
  {
    file: 'api/start-faults.ts',
    part: 'pin.id === playbook ? [pin.version] : []',
    why: 'A version that is not there is refused with those that are.',
  },
  {
    file: 'rehearsal/main.ts',
    part: 'such as event-operations-platform',
    why: 'The help of the command shows an example.',
  },
];

const isThat = (one: { readonly file: string; readonly part: string }, { file, line }: Telling): boolean =>
  one.file === file && line.includes(one.part);

const filesIn = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(projectRoot, join(parentPath, name)));

describe('one method for all playbooks', () => {
  it('knows no playbook by its id: what is different is said in the playbook', () => {
    const found = folders
      .flatMap(filesIn)
      .flatMap((file) => tellingsIn(file, readFileSync(join(projectRoot, file), 'utf8'), ids));
    expect(found.filter((telling) => !allowed.some((one) => isThat(one, telling)))).toEqual([]);
    // What is not there any more needs no permission.
    expect(allowed.filter((one) => !found.some((telling) => isThat(one, telling)))).toEqual([]);
  });

  it.each([
    "if (playbook.id === 'something-new') return [];",
    'return context.state.playbook.id !== other ? [] : tasks;',
    'if (other === shelved.pin.id) return;',
    'switch (state.playbook.id) {',
    'const extra = extras[playbook.id] ?? [];',
    "if (pin.id.startsWith('event')) return;",
    "const legal = new Set(['revenue-intelligence']);",
  ])('would find %s', (line) => {
    expect(tellingsIn('src/method/gate.ts', `const one = 1;\n  ${line}\n`, ids)).toEqual([
      { file: 'src/method/gate.ts', line },
    ]);
  });

  it.each([
    '{ key: keys.playbook, value: state.playbook.id },',
    'ids: [...new Set(shelved.map(({ pin }) => pin.id))],',
  ])('lets an id be told and listed: %s', (line) => {
    expect(tellingsIn('src/method/gate.ts', line, ids)).toEqual([]);
  });
});
