import { readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withProgress } from './progress.ts';
import { runCommand } from './run-command.ts';
import type { CliFetch } from './temporal-cli.ts';

const WITHIN_MS = 60_000;

// The SDK downloads only by starting a server, and only in a process that has set up its native runtime, of which there
// can be one a process and ours belongs to the worker. So: a process of its own, whose whole group the time-out ends.
const program = `
  const [, testing, downloadDir] = process.argv;
  const { TestWorkflowEnvironment } = await import(testing);
  try {
    const environment = await TestWorkflowEnvironment.createLocal({ server: { executable: { type: 'cached-download', downloadDir }, log: { format: 'pretty', level: 'error' } } });
    await environment.teardown();
  } catch (error) {
    console.error(error.cause?.message ?? error.message);
    process.exit(1);
  }`;

/** Fetches the Temporal CLI as the TypeScript SDK does for tests. */
export const fetchWithSdk: CliFetch = async ({ into, say }) => {
  const testing = pathToFileURL(createRequire(import.meta.url).resolve('@temporalio/testing')).href;
  const run = await withProgress("Fetching the Temporal server with the SDK's download", say, () =>
    runCommand(process.execPath, ['--input-type=module', '--eval', program, testing, into], WITHIN_MS),
  );
  // A server that was fetched but did not start in time is still what was wanted: whether it runs is looked at next.
  const file = (await readdir(into)).find((name) => /^temporal-sdk-typescript-[\d.]+(\.exe)?$/.test(name));
  if (file === undefined) throw new Error(reasonIn(run.output));
  return join(into, file);
};

const reasonIn = (output: string): string =>
  output
    .split('\n')
    .filter((line) => line.trim() !== '')
    .at(-1)
    ?.trim() ?? 'it said nothing';
