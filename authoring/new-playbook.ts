import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { id as idSchema } from '../src/playbook/parts.ts';
import { playbookFiles } from './playbook-files.ts';
import { Sentence } from './sentence.ts';
import type { Said } from './sentence.ts';

const skeleton = new URL('skeleton.yaml', import.meta.url);

/** The skeleton of a playbook as text: every chapter that is needed, with the least that can be in it. */
export async function skeletonOf(id: string, name: string): Promise<string> {
  const text = await readFile(skeleton, 'utf8');
  return text
    .replaceAll(/\bID\b/g, id)
    .replace(/^name: NAME$/m, `name: ${JSON.stringify(name)}`)
    .replaceAll('NAME', name);
}

/** Writes the skeleton of a new playbook into the folder. Nothing that is there is ever written over. */
export async function newPlaybook(folder: string, id: string, name = inWords(id)): Promise<Said> {
  if (!idSchema.safeParse(id).success)
    throw new Sentence(
      `"${id}" is no id. An id is in kebab-case and has at most 60 characters, such as "event-operations".`,
    );
  if (/[\r\n]/.test(name) || name.trim() === '') throw new Sentence('A name is one line of text.');
  const there = (await playbookFiles(folder)).filter((file) => file.id === id);
  if (there.length > 0)
    throw new Sentence(
      `There is a playbook ${id} already (${there.map(({ version }) => version).join(', ')}). Choose another id, or copy its file to a new version.`,
    );
  const file = join(folder, id, '1.0.0.yaml');
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, await skeletonOf(id, name), { flag: 'wx' });
  return { text: `${file} is written. Edit it, then: npm run playbook -- lint ${file}`, code: 0 };
}

const inWords = (id: string): string => `${id.slice(0, 1).toUpperCase()}${id.slice(1).replaceAll('-', ' ')}`;
