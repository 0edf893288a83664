import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

/** Made by the build beside the compiled worker. */
const builtBundle = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
/** The checkout, or the build folder that mirrors it. */
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The path of a bundle of the workflow code: the build's, or one kept in `folder` (absolute) for the sources as they are now. A worker starts from it in
 * a second, where bundling would take several.
 */
export async function workflowBundle(folder: string, say: (line: string) => void): Promise<string> {
  if (existsSync(builtBundle)) return builtBundle;
  const file = join(folder, `workflow-bundle-${await sourcesDigest()}.js`);
  if (existsSync(file)) return file;
  say('Bundling the workflow code …');
  await mkdir(folder, { recursive: true });
  await writeBundle(file);
  await removeOld(folder, file);
  return file;
}

/** Bundles the workflow code into a file, in one step: nobody ever reads half a bundle. */
export async function writeBundle(file: string): Promise<void> {
  const workflows = ['index.js', 'index.ts']
    .map((name) => join(root, 'workflows', name))
    .find((path) => existsSync(path));
  const { code } = await bundleWorkflowCode({
    workflowsPath: workflows ?? resolve(root, 'workflows'),
    logger: new DefaultLogger('ERROR'),
  });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, file);
}

/** Over everything that a bundle is made of: our sources, and the versions of the packages. */
async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['src', 'workflows'])
    for (const entry of (await readdir(join(root, folder), { recursive: true })).toSorted())
      if (/\.[tj]s$/.test(entry)) hash.update(entry).update(await readFile(join(root, folder, entry)));
  hash.update(await readFile(join(root, 'package-lock.json')).catch(() => ''));
  return hash.digest('hex').slice(0, 16);
}

async function removeOld(folder: string, current: string): Promise<void> {
  const others = (await readdir(folder)).filter((name) => /^workflow-bundle-\w+\.js$/.test(name));
  for (const name of others) if (join(folder, name) !== current) await rm(join(folder, name), { force: true });
}
