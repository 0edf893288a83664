import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edited, skeleton } from './skeleton.ts';

function playbook(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync('node_modules/.bin/tsx', ['authoring/main.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function fileWith(text: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'fairlead-authoring-')), 'small.yaml');
  writeFileSync(file, text);
  return file;
}

describe('npm run playbook --', () => {
  it('lint names file, line, column, path and suggestion, errors apart from warnings, and exits with 1', () => {
    const file = fileWith(
      edited(
        ['chain: homework', 'chain: homwork'],
        ['metrics: #', 'metrics:\n  - { id: calls, name: Calls, unit: count, ask: How many? }\n#'],
      ),
    );
    const { status, stdout } = playbook('lint', file);
    expect(status).toBe(1);
    expect(stdout).toMatch(
      /^Errors: .*\n {2}\S+small\.yaml:\d+:3 homework\.chain: There is no chain "homwork" in this playbook\. Did you mean "homework"\?\n\nWarnings: .*\n.*\n {2}\S+small\.yaml:\d+:5 metrics\.0: The metric "calls"/,
    );
    expect(stdout).toContain('1 file, 1 error, 2 warnings');
  });

  it('lint exits with 0 where there is no error', () => {
    expect(playbook('lint', fileWith(skeleton))).toMatchObject({ status: 0, stdout: '1 file, 0 errors, 0 warnings\n' });
  });

  it('says what is wrong in a sentence, without a stack', () => {
    expect(playbook('show', 'nobody')).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^There is no playbook "nobody" in playbooks\..*\n$/),
    });
    expect(playbook('lint', 'nowhere.yaml')).toMatchObject({ status: 1, stderr: 'nowhere.yaml is not there.\n' });
    expect(playbook('lint', '--playbooks', 'nowhere').stderr).not.toContain('    at ');
  });

  it('diff compares two files', () => {
    const { stdout } = playbook('diff', fileWith(skeleton), fileWith(edited(['days: 14', 'days: 21'])));
    expect(stdout).toContain('- Hypercare lasts 21 days instead of 14.');
  });
});
