import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { z } from 'zod';

/** Made by the build beside the compiled worker. */
const builtBundle = fileURLToPath(new URL('./workflow-bundle.js', import.meta.url));
/** The checkout, or the build folder that mirrors it. */
const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * The workflow code as one script, which ends with its source map: the build's, or one kept in `folder` (absolute) for the sources as they are now. A worker
 * starts from it in a second, where bundling would take several.
 */
export const workflowBundle = async (folder: string, say: (line: string) => void): Promise<string> =>
  readFile(existsSync(builtBundle) ? builtBundle : await bundledIn(folder, say), 'utf8');

async function bundledIn(folder: string, say: (line: string) => void): Promise<string> {
  const file = join(folder, `workflow-bundle-${await sourcesDigest()}.js`);
  if (existsSync(file)) return file;
  say('Bundling the workflow code …');
  await mkdir(folder, { recursive: true });
  await writeBundle(file);
  await removeOld(folder, file);
  return file;
}

/**
 * Loaded once for all engagements of a worker, not once for each: the core keeps nothing of an engagement, only results of pure functions.
 * Temporal's documentation of `preloadModules` asks for exactly that.
 */
const core = [
  'method/plan',
  'engagement/engagement',
  'engagement/forecast',
  'engagement/view',
  'engagement/read-command',
  'method/letter-of',
  'health/judge-reading',
  'playbook/shared-outline',
];

/** A module of ours: compiled where this file is, else its source. */
function sourceOf(folder: string, name: string): string {
  const compiled = join(root, folder, `${name}.js`);
  return existsSync(compiled) ? compiled : join(root, folder, `${name}.ts`);
}

/** Bundles the workflow code into a file, in one step: nobody ever reads half a bundle. */
export async function writeBundle(file: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: sourceOf('workflows', 'index'),
    logger: new DefaultLogger('ERROR'),
    preloadModules: core.map((name) => sourceOf('src', name)),
    webpackConfigHook: (webpack) => ({
      ...webpack,
      // Stack traces keep files and lines; the sources' text would be half of the bundle.
      devtool: 'inline-nosources-source-map',
      module: { ...webpack.module, rules: (webpack.module?.rules ?? []).map(forThisNode) },
      plugins: [
        ...(webpack.plugins ?? []),
        // The sandbox has no `process`, and where the time library sees none, it writes a text for a browser's debugger into every object that it makes.
        (compiler) => new compiler.webpack.DefinePlugin({ 'globalThis.process': '({})' }).apply(compiler),
      ],
    }),
  });
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, code);
  await rename(draft, file);
}

interface CompilingRule {
  readonly use: { readonly options: { readonly jsc: object } };
}

const compilingRule = z.object({ use: z.object({ options: z.object({ jsc: z.looseObject({}) }) }) });
const compiles = (rule: unknown): rule is CompilingRule => compilingRule.safeParse(rule).success;

/** For the Node that runs it. The SDK's own target is older: for it, each spread of an object becomes a loop in a function. */
function forThisNode<Rule>(rule: Rule): Rule {
  if (!compiles(rule)) return rule;
  const { use } = rule;
  return { ...rule, use: { ...use, options: { ...use.options, jsc: { ...use.options.jsc, target: 'es2022' } } } };
}

/** Over everything that a bundle is made of: our sources, and the versions of the packages. */
async function sourcesDigest(): Promise<string> {
  const hash = createHash('sha256');
  for (const folder of ['src', 'workflows'])
    for (const entry of (await readdir(join(root, folder), { recursive: true })).toSorted())
      if (/\.[tj]s$/.test(entry)) hash.update(entry).update(await readFile(join(root, folder, entry)));
  hash.update(await readFile(fileURLToPath(import.meta.url)));
  hash.update(await readFile(join(root, 'package-lock.json')).catch(() => ''));
  return hash.digest('hex').slice(0, 16);
}

async function removeOld(folder: string, current: string): Promise<void> {
  const others = (await readdir(folder)).filter((name) => /^workflow-bundle-\w+\.js$/.test(name));
  for (const name of others) if (join(folder, name) !== current) await rm(join(folder, name), { force: true });
}
