import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'fairlead-judge-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Pairs = readonly (readonly [floor: number | null, value: number | null])[];

/** What the bench says of made-up numbers, and whether it fails. */
function judged(name: string, by: 'ratio' | 'difference', pairs: Pairs): { code: number | null; says: string } {
  const file = join(folder, 'pairs.json');
  const unit = by === 'ratio' ? 'x' : 'ms';
  writeFileSync(file, JSON.stringify([{ name, unit, by, pairs: pairs.map(([floor, value]) => ({ floor, value })) }]));
  const args = ['--import', 'tsx', 'bench/main.ts', '--quick', '--check', '--judge', file];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
    timeout: 20_000,
  });
  return { code: status, says: `${stdout}${stderr}` };
}

const throughput = 'decisionThroughputRatio';

it('measures nothing on a Temporal whose processes it is not told, and says what it takes', () => {
  const args = ['--import', 'tsx', 'bench/main.ts', '--temporal', '127.0.0.1:1', '--pids', 'database=4712'];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8', timeout: 20_000 });
  expect(status).toBe(1);
  expect(stderr).toBe(
    '--temporal also takes --pids, the processes whose CPU time counts, such as "server=4711,database=4712"; not "database=4712".\n',
  );
});

describe('the bench, of numbers that say nothing', () => {
  it('refuses when no pair ran', () => {
    const { code, says } = judged(throughput, 'ratio', []);
    expect(code).toBe(1);
    expect(says).toContain('decisionThroughputRatio is not told: no pair ran.');
    expect(says).not.toContain('measured');
  });

  it('refuses when the floor was not reached', () => {
    const pairs: Pairs = [
      [100, 90],
      [null, 90],
      [100, 90],
    ];
    const { code, says } = judged(throughput, 'ratio', pairs);
    expect(code).toBe(1);
    expect(says).toContain('the floor was not reached in pair 2');
  });

  it('refuses when Fairlead did not come to the end', () => {
    const pairs: Pairs = [
      [100, 90],
      [100, 90],
      [100, null],
    ];
    const { code, says } = judged(throughput, 'ratio', pairs);
    expect(code).toBe(1);
    expect(says).toContain('Fairlead did not come to the end of pair 3');
  });

  it('refuses when too few pairs ran', () => {
    const { code, says } = judged(throughput, 'ratio', [
      [100, 90],
      [100, 91],
    ]);
    expect(code).toBe(1);
    expect(says).toContain('2 of at least 3 pairs ran');
  });

  it('refuses when the spread is wider than the difference, and a limit lies within it', () => {
    const pairs: Pairs = [
      [100, 50],
      [100, 90],
      [100, 130],
    ];
    const { code, says } = judged(throughput, 'ratio', pairs);
    expect(code).toBe(1);
    expect(says).toContain('the spread of its pairs (0.70 to 1.10) is wider than the difference (0.10)');
  });
});

describe('the bench, of numbers that say something', () => {
  it('prints a ratio whose pairs agree', () => {
    const { code, says } = judged(throughput, 'ratio', [
      [100, 90],
      [110, 99],
      [100, 91],
    ]);
    expect(says).toContain('1 limits kept, 0 not, 0 figures refused');
    expect(code).toBe(0);
  });

  it('says which limit is not kept, and by how much', () => {
    const { code, says } = judged('decisionLatencyP50OverheadMs', 'difference', [
      [10, 19],
      [10, 20],
      [10, 21],
    ]);
    expect(says).toContain('decisionLatencyP50OverheadMs is 10.0, which is 6.00 (150 %) worse than at most 4.');
    expect(code).toBe(1);
  });
});
