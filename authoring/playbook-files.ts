import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadPlaybook } from '../src/playbook/load.ts';
import type { LoadedPlaybook } from '../src/playbook/load.ts';
import { didYouMean } from '../src/playbook/lint/nearest.ts';
import { Sentence } from './sentence.ts';

/** A file of the playbooks' folder: `<folder>/<id>/<version>.yaml`. */
export interface PlaybookFile {
  readonly file: string;
  readonly id: string;
  readonly version: string;
}

/** Every playbook of a folder, by id and then by version, the newest last. */
export async function playbookFiles(folder: string): Promise<PlaybookFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((): never => {
    throw new Sentence(`There is no folder ${folder}. Name the one that has the playbooks: --playbooks FOLDER.`);
  });
  const ids = entries.flatMap((entry) => (entry.isDirectory() ? [entry.name] : [])).toSorted();
  const found = ids.map(async (id) => {
    const versions = (await readdir(join(folder, id))).filter((name) => name.endsWith('.yaml')).toSorted(byNumber);
    return versions.map((name) => ({ file: join(folder, id, name), id, version: name.slice(0, -'.yaml'.length) }));
  });
  return (await Promise.all(found)).flat();
}

const byNumber = (one: string, other: string): number => one.localeCompare(other, 'en', { numeric: true });

/** The file that ID, ID@VERSION or a path stands for; of an id alone, the newest version. */
export async function fileOf(folder: string, named: string): Promise<string> {
  if (named.endsWith('.yaml') || named.endsWith('.yml')) return named;
  const [id = '', version] = named.split('@');
  const files = await playbookFiles(folder);
  const versions = files.filter((file) => file.id === id);
  const found = version === undefined ? versions.at(-1) : versions.find((file) => file.version === version);
  if (found !== undefined) return found.file;
  const ids = new Set(files.map((file) => file.id));
  throw new Sentence(
    versions.length === 0
      ? `There is no playbook "${id}" in ${folder}.${didYouMean(id, ids) || ` There is ${[...ids].join(', ') || 'none'}.`}`
      : `There is no version ${version} of ${id}. There is ${versions.map((file) => file.version).join(', ')}.`,
  );
}

export async function load(file: string): Promise<LoadedPlaybook> {
  return loadPlaybook(file, await textOf(file));
}

export async function textOf(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown): never => {
    const why =
      error instanceof Error && 'code' in error && error.code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw new Sentence(`${file} ${why}.`);
  });
}

/** A playbook without errors; otherwise a sentence that says how to see them. */
export async function loadSound(
  folder: string,
  named: string,
): Promise<Extract<LoadedPlaybook, { ok: true }> & { file: string }> {
  const file = await fileOf(folder, named);
  const loaded = await load(file);
  if (!loaded.ok)
    throw new Sentence(
      `${file} has ${loaded.faults.length === 1 ? 'an error' : `${loaded.faults.length} errors`}. See ${loaded.faults.length === 1 ? 'it' : 'them'} with: npm run playbook -- lint ${file}`,
    );
  return { ...loaded, file };
}
