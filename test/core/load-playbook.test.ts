import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadPlaybook } from '../../src/playbook/load.ts';

const file = 'playbooks/event-operations-platform/1.0.0.yaml';
const source = readFileSync(file, 'utf8');

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
  expect(loaded.ok ? [] : loaded.faults).toContainEqual({
    file: 'odd.yaml',
    line: 2,
    column: 1,
    path: 'nmae',
    message: '"nmae" is not a field here. Did you mean "name"?',
  });
});

describe('What is loaded', () => {
  it('has a digest of what the file says: comments and layout do not change it', () => {
    const [loaded, relaid] = [loadPlaybook(file, source), loadPlaybook(file, `# Another comment\n\n${source}`)];
    expect(relaid.ok && loaded.ok && relaid.digest === loaded.digest).toBe(true);
  });

  it('comes with its warnings, which refuse nothing', () => {
    const loaded = loadPlaybook(
      file,
      `${source}\n`.replace(/^flags:\n/m, 'flags:\n  - { id: unused, question: Why?, default: false }\n'),
    );
    expect(loaded.ok).toBe(true);
    expect(loaded.warnings).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining('"unused" changes nothing') }),
    );
  });

  it('has no error of lint: what lint refuses is not loaded', () => {
    const loaded = loadPlaybook(file, source.replace('effect: advance, to: 2a', 'effect: advance, to: 2b'));
    expect(loaded.ok ? [] : loaded.faults.map(({ path }) => path)).toEqual(['gates.1d.decisions.0.to']);
  });

  it('has its faults in the order of the file', () => {
    const loaded = loadPlaybook(
      file,
      source.replace('askWhom: vp-marketing', 'askWhom: nobody').replace('owner: marketing-ops', 'owner: nobody'),
    );
    expect(loaded.ok ? [] : loaded.faults.map(({ path }) => path)).toEqual([
      'homework.owner',
      'retention.single.askWhom',
    ]);
  });
});
