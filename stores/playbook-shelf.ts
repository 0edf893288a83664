import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { PlaybookPin } from '../src/engagement/state.ts';
import { loadPlaybook } from '../src/playbook/load.ts';
import { outlineOf } from '../src/playbook/outline.ts';
import type { Outline } from '../src/playbook/outline.ts';
import type { Playbook } from '../src/playbook/schema.ts';
import { codeOf } from './code-of.ts';
import { Unready } from './unready.ts';

/** A version of a playbook. `released`: its digest is registered, so that it can never change; otherwise it is a draft. */
export interface Shelved {
  readonly playbook: Playbook;
  readonly outline: Outline;
  readonly pin: PlaybookPin;
  readonly released: boolean;
}

/** A file that is on no shelf, and why, in sentences. */
export interface ShelfFault {
  readonly file: string;
  readonly message: string;
}

export interface Shelf {
  readonly ids: readonly string[];
  /** Every version, by id and then by version. */
  all(): readonly Shelved[];
  /** The highest version of a playbook. */
  latest(id: string): Shelved | undefined;
  find(id: string, version: string): Shelved | undefined;
  byDigest(digest: string): Shelved | undefined;
  readonly faults: readonly ShelfFault[];
}

/**
 * Reads `<folder>/<id>/<version>.yaml`, and the register of released versions `<folder>/digests.json`. A file that cannot be loaded, or was changed
 * after its release, is a fault; the others are on the shelf all the same.
 */
export async function openShelf(folder: string): Promise<Shelf> {
  const released = await readRegister(folder);
  const read = await Promise.all((await filesIn(folder)).map((file) => readOrFault(folder, file, released)));
  const shelved = read.flatMap((entry) => ('playbook' in entry ? [entry] : [])).toSorted(byVersion);
  return {
    ids: [...new Set(shelved.map(({ pin }) => pin.id))],
    all: () => shelved,
    latest: (id) => shelved.findLast(({ pin }) => pin.id === id),
    find: (id, version) => shelved.find(({ pin }) => pin.id === id && pin.version === version),
    byDigest: (digest) => shelved.find(({ pin }) => pin.digest === digest),
    faults: read.flatMap((entry) => ('message' in entry ? [entry] : [])),
  };
}

interface PlaybookFile {
  readonly id: string;
  readonly version: string;
}

async function filesIn(folder: string): Promise<PlaybookFile[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    const why = codeOf(error) === 'ENOENT' ? 'it is not there' : String(error);
    throw new Unready(
      `The playbooks cannot be read from ${folder}: ${why}. Set FAIRLEAD_PLAYBOOKS to the folder that holds them.`,
      { cause: error },
    );
  });
  const inside = entries
    .filter((entry) => entry.isDirectory())
    .map(async ({ name: id }) =>
      (await readdir(join(folder, id)))
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => ({ id, version: name.slice(0, -'.yaml'.length) })),
    );
  return (await Promise.all(inside)).flat();
}

const register = z.record(z.string(), z.string());
type Register = z.infer<typeof register>;

async function readRegister(folder: string): Promise<Register> {
  const file = join(folder, 'digests.json');
  try {
    return register.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    // A folder that is not there, or none, is told when its files are looked for.
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return {};
    // Without its register, a changed release could not be told from a draft: better no shelf than a wrong one.
    throw new Unready(`${file} is no register of released playbooks. Put it back as it was released.`, {
      cause: error,
    });
  }
}

/** One file that cannot be read must not empty the shelf. */
async function readOrFault(folder: string, at: PlaybookFile, released: Register): Promise<Shelved | ShelfFault> {
  try {
    return await readShelved(folder, at, released);
  } catch (error) {
    const file = join(folder, at.id, `${at.version}.yaml`);
    return { file, message: `It cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function readShelved(folder: string, at: PlaybookFile, released: Register): Promise<Shelved | ShelfFault> {
  const file = join(folder, at.id, `${at.version}.yaml`);
  const loaded = loadPlaybook(file, await readFile(file, 'utf8'));
  if (!loaded.ok)
    return {
      file,
      message: loaded.faults
        .map(({ line, column, path, message }) => `${line}:${column} ${path}: ${message}`)
        .join('\n'),
    };
  const { playbook, digest } = loaded;
  const pin = { id: playbook.id, version: playbook.version, digest };
  if (pin.id !== at.id || pin.version !== at.version)
    return {
      file,
      message: `It calls itself ${pin.id} ${pin.version}. Name the file ${pin.id}/${pin.version}.yaml, or mend its id and version.`,
    };
  const registered = released[`${pin.id}@${pin.version}`];
  if (registered !== undefined && registered !== pin.digest)
    return {
      file,
      message: `Version ${pin.version} of ${pin.id} was changed after its release. Running engagements are pinned to what was released: put that back, and give the change a new version in a file of its own.`,
    };
  return { playbook, outline: outlineOf(playbook), pin, released: registered !== undefined };
}

const numbersOf = (version: string): number[] => version.split('.').map(Number);

function byVersion({ pin: one }: Shelved, { pin: other }: Shelved): number {
  if (one.id !== other.id) return one.id < other.id ? -1 : 1;
  const [ones, others] = [numbersOf(one.version), numbersOf(other.version)];
  const differs = ones.findIndex((number, index) => number !== others[index]);
  return differs < 0 ? 0 : (ones[differs] ?? 0) - (others[differs] ?? 0);
}
