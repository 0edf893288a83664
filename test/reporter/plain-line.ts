import { writeSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const standardOutput = 1;

/**
 * Ends a run with `N passed, N failed` alone on its line, for people and scripts who read only the last one.
 * A run that executed no test fails: an empty suite must not look like a healthy one.
 */
export function plainLine(): Reporter {
  let line: string | undefined;
  // Written when the process exits, because whatever else reports at the end of a run must come before it.
  process.once('exit', () => {
    if (line !== undefined) writeSync(standardOutput, `${line}\n`);
  });
  return {
    onTestRunEnd(modules, unhandledErrors) {
      const tally = tallyOf(modules, unhandledErrors.length);
      line = lineOf(tally);
      if (tally.failed > 0 || tally.passed === 0) process.exitCode = 1;
    },
  };
}

const lineOf = ({ passed, failed, skipped }: Tally): string =>
  `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;

/** Counts tests; whatever broke outside a test (an import, a hook, a stray rejection) counts as one that failed. */
function tallyOf(modules: readonly TestModule[], strayErrors: number): Tally {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const suites = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const of = (...states: readonly string[]) => tests.filter((test) => states.includes(test.result().state)).length;
  return {
    passed: of('passed'),
    failed: of('failed') + suites.filter((suite) => suite.errors().length > 0).length + strayErrors,
    // A test that never began, because the run was stopped, did not pass either.
    skipped: of('skipped', 'pending'),
  };
}
