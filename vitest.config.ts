import { defineConfig } from 'vitest/config';
import { plainLine } from './test/reporter/plain-line.ts';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // A process a file, two at a time: Temporal's native core lives once in a process, and the smallest machine has two cores.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    // The first hook of a run may fetch a Temporal server.
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    reporters: ['default', plainLine()],
    // Of the core's tests alone, by `npm run coverage`: every branch of what decides and what is remembered.
    coverage: {
      provider: 'istanbul',
      include: ['src/{engagement,method,health,calendar}/**/*.ts'],
      reporter: ['text-summary', 'json'],
      reportsDirectory: 'build/coverage',
      thresholds: {
        'src/engagement/**': { 100: true },
        'src/method/**': { branches: 95, functions: 99 },
        'src/health/**': { branches: 96, functions: 100 },
      },
    },
  },
});
