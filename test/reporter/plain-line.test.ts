import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, runInTree } from '../support/planted-tree.ts';

const copied = Object.fromEntries(
  ['vitest.config.ts', 'test/reporter/plain-line.ts'].map((path) => [
    path,
    readFileSync(join(projectRoot, path), 'utf8'),
  ]),
);

/** Runs a test file of its own, and answers with the last line and the exit code. */
function lastLine(body: string) {
  const planted = `import { beforeAll, describe, expect, it } from 'vitest';\n${body}\n`;
  const { status, stdout } = runInTree({ ...copied, 'test/planted.test.ts': planted }, 'vitest', 'run');
  return { status, line: stdout.trimEnd().split('\n').at(-1) };
}

describe('The last line of a test run', () => {
  it('counts what passed', () => {
    expect(lastLine(`it('holds', () => { expect(1).toBe(1); });`)).toEqual({ status: 0, line: '1 passed, 0 failed' });
  });

  it('counts what failed, and what was skipped', () => {
    const body = `
      it('holds', () => { expect(1).toBe(1); });
      it('breaks', () => { expect(1).toBe(2); });
      it.skip('waits', () => {});`;
    expect(lastLine(body)).toEqual({ status: 1, line: '1 passed, 1 failed, 1 skipped' });
  });

  it('counts a hook that breaks, although no test failed', () => {
    const body = `
      it('holds', () => { expect(1).toBe(1); });
      describe('a room', () => {
        beforeAll(() => { throw new Error('locked'); });
        it('never begins', () => {});
      });`;
    expect(lastLine(body)).toEqual({ status: 1, line: '1 passed, 1 failed, 1 skipped' });
  });

  it('counts a file that does not load', () => {
    expect(lastLine(`import './nowhere.ts';`)).toEqual({ status: 1, line: '0 passed, 1 failed' });
  });

  it('fails a run without tests', () => {
    expect(lastLine(`it.skip('waits', () => {});`)).toEqual({ status: 1, line: '0 passed, 0 failed, 1 skipped' });
  });
});
