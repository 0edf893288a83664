import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runInTree } from '../support/planted-tree.ts';
import { allowed, forbidden, walls } from './floor-plan.ts';
import { lintDoors } from './lint-doors.ts';

const report = z.object({
  diagnostics: z.array(z.object({ filename: z.string(), message: z.string(), help: z.string().default('') })),
});

function lint(files: Readonly<Record<string, string>>) {
  const { status, stdout } = runInTree(files, 'oxlint', '--format', 'json');
  const { diagnostics } = report.parse(JSON.parse(stdout));
  const faultsIn = (file: string) =>
    diagnostics.filter(({ filename }) => filename === file).map(({ message, help }) => `${message} ${help}`);
  return { status, diagnostics, faultsIn };
}

const named = (door: string) => door.toLowerCase().replaceAll(' ', '-');
const plantedIn = (folder: string, name: string) => (folder === '.' ? `${name}.config.ts` : `${folder}/${name}.ts`);
const doors = lintDoors.map(({ door, red, says, green }) => ({
  door,
  says,
  red: { file: plantedIn(red.in, `${named(door)}-red`), code: `${red.code}\n` },
  green: { file: plantedIn(green.in, `${named(door)}-green`), code: `${green.code}\n` },
}));

const greens = Object.fromEntries(doors.map(({ green }) => [green.file, green.code]));
const reds = Object.fromEntries(doors.map(({ red }) => [red.file, red.code]));
const cycle = {
  'src/hen.ts': `import { egg } from './egg.ts';\n\nexport const hen = (): string => egg();\n`,
  'src/egg.ts': `import { hen } from './hen.ts';\n\nexport const egg = (): string => hen();\n`,
};

describe('What lint refuses, and the sentence that it gives', () => {
  const beside = { 'workflows/engagement.ts': `export const run = 'run';\n` };
  let honest: ReturnType<typeof lint>;
  let refused: ReturnType<typeof lint>;

  beforeAll(() => {
    honest = lint({ ...allowed, ...beside, ...greens });
    refused = lint({ ...allowed, ...beside, ...forbidden, ...greens, ...reds, ...cycle });
  });

  it('Folders that keep the rules, pass', () => {
    expect(honest.diagnostics).toEqual([]);
    expect(honest.status).toBe(0);
    expect(refused.status).toBe(1);
  });

  it.each(walls.map(({ from, to, ...wall }) => [from, to, wall] as const))(
    'Refused when %s imports %s',
    (...[, , { file, says }]) => {
      expect(refused.faultsIn(file)).toEqual([expect.stringContaining(says)]);
    },
  );

  it.each(doors.map(({ door, ...rest }) => [door, rest] as const))('Refused when %s', (_, { red, says, green }) => {
    expect(refused.faultsIn(red.file).join('\n')).toContain(says);
    expect(refused.faultsIn(green.file)).toEqual([]);
  });

  it('Refused when two files import each other', () => {
    expect(refused.faultsIn('src/hen.ts').join('\n')).toContain('Dependency cycle detected');
    expect(refused.faultsIn('src/egg.ts').join('\n')).toContain('Dependency cycle detected');
  });
});
