import { expect, it } from 'vitest';
import { loadPlaybook } from '../../src/playbook/load.ts';

it('refuses a file whose aliases multiply, and loads nothing of it', () => {
  const levels = Array.from(
    { length: 9 },
    (_, level) => `l${level + 1}: &l${level + 1} [${Array(9).fill(`*l${level}`).join(', ')}]`,
  );
  const bomb = ['l0: &l0 [x, x, x, x, x, x, x, x, x]', ...levels].join('\n');
  const loaded = loadPlaybook('bomb.yaml', bomb);
  expect(loaded.ok ? [] : loaded.faults.map(({ message }) => message)).toEqual([expect.stringContaining('aliases')]);
});

it('names line and column of what is misspelt', () => {
  const loaded = loadPlaybook('odd.yaml', 'id: odd\nnmae: Odd\n');
  expect(loaded.ok ? [] : loaded.faults.filter(({ line }) => line <= 2).length).toBeGreaterThan(0);
});
