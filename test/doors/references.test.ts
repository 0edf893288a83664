import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, runInTree } from '../support/planted-tree.ts';
import { allowed, forbidden, walls } from './floor-plan.ts';

function compile(files: Readonly<Record<string, string>>) {
  const { status, stdout } = runInTree(files, 'tsc', '-b', '--pretty', 'false');
  const errorsIn = (file: string) =>
    stdout
      .split('\n')
      .filter((line) => line.startsWith(`${file}(`))
      .join('\n');
  return { status, errorsIn };
}

describe('What the TypeScript projects refuse', () => {
  const readsShell = `export const shell = process.env['SHELL'];\n`;
  let honest: ReturnType<typeof compile>;
  let refused: ReturnType<typeof compile>;

  beforeAll(() => {
    honest = compile({ ...allowed, 'activities/reads-the-environment.ts': readsShell });
    refused = compile({
      ...allowed,
      ...forbidden,
      'src/reads-the-environment.ts': packagesOf('src') + readsShell,
      'src/reads-a-file.ts': `import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;\n`,
      'src/waits.ts': 'export const wait = setTimeout;\n',
      'workflows/reads-the-environment.ts': packagesOf('workflows') + readsShell,
    });
  });

  it('Folders that import whom they may, compile', () => {
    expect(honest.status).toBe(0);
    expect(refused.status).not.toBe(0);
  });

  it.each(walls.map(({ from, to, file }) => [from, to, file] as const))(
    '%s does not compile when it imports %s',
    (...[, , file]) => {
      expect(refused.errorsIn(file)).toContain('TS6307');
    },
  );

  it('The core and the workflows do not know process, whatever their packages know', () => {
    expect(refused.errorsIn('src/reads-the-environment.ts')).toContain(`Cannot find name 'process'`);
    expect(refused.errorsIn('workflows/reads-the-environment.ts')).toContain(`Cannot find name 'process'`);
  });

  it('The core knows neither files nor timers', () => {
    expect(refused.errorsIn('src/reads-a-file.ts')).toContain(`Cannot find name 'node:fs'`);
    expect(refused.errorsIn('src/waits.ts')).toContain(`Cannot find name 'setTimeout'`);
  });
});

/** Imports of every package that a folder imports today: one whose types bring Node's along would open the door for all. */
function packagesOf(folder: 'src' | 'workflows'): string {
  const paths = readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' });
  const texts = paths
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(join(projectRoot, folder, path), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/ from '([^'.][^']*)';/g)].map(([, name]) => name));
  return [...new Set(names)].map((name) => `import '${name}';\n`).join('');
}
