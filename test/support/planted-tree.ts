import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

export const projectRoot = resolve(import.meta.dirname, '../..');

/** Folders of the floor plan, each a TypeScript project. */
export const folders = [
  'src',
  'workflows',
  'stores',
  'activities',
  'worker',
  'api',
  'local',
  'rehearsal',
  'authoring',
  'bench',
  'test',
] as const;
export type Folder = (typeof folders)[number];

export interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs one of the packages' commands in a throwaway project with our configurations, our packages and none of our code:
 * only these files, by their path.
 */
export function runInTree(
  files: Readonly<Record<string, string>>,
  command: string,
  ...args: readonly string[]
): Outcome {
  const root = plantTree(files);
  try {
    return spawnSync(join(projectRoot, 'node_modules/.bin', command), args, { cwd: root, encoding: 'utf8' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function plantTree(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'fairlead-planted-'));
  const configurations = [
    'package.json',
    'tsconfig.base.json',
    'tsconfig.json',
    '.oxlintrc.json',
    ...folders.map((folder) => `${folder}/tsconfig.json`),
  ];
  for (const path of configurations) cpSync(join(projectRoot, path), join(root, path));
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'), 'dir');
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
