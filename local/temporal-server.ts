import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '@temporalio/client';
import { lastLinesOf } from './last-lines.ts';
import { databaseIn, forgetServer, noteServer, stopLeftoverServer } from './leftover-server.ts';
import { checkPortsFree } from './ports.ts';
import { registerSearchAttributes } from '../worker/register-search-attributes.ts';
import type { SearchAttributes } from '../worker/register-search-attributes.ts';
import type { LocalSettings } from './settings.ts';
import { Unready } from './unready.ts';

export { registerSearchAttributes } from '../worker/register-search-attributes.ts';
export type { SearchAttributes } from '../worker/register-search-attributes.ts';

export type TemporalServer = {
  readonly address: string;
  readonly uiUrl: string;
  readonly pid: number;
  /** Asks the server to stop, waits until it has, and makes it after 10 s. */
  stop(): Promise<void>;
};

export type ServerStart = {
  readonly cliPath: string;
  readonly settings: Pick<LocalSettings, 'stateDir' | 'temporalPort' | 'uiPort'>;
  readonly searchAttributes: SearchAttributes;
  readonly say: (line: string) => void;
  /** Called when the server ends without having been asked to, once it had been up. The words are ready to be shown. */
  readonly onExit?: (why: string) => void;
};

const ANSWERS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 10_000;

// Without the two timer settings a skipped timer takes 1.1 s instead of some 15 ms.
const dynamicConfig = [
  'frontend.WorkflowTimeSkippingEnabled=true',
  'history.timerProcessorMaxTimeShift="1ms"',
  'history.timerProcessorMaxPollRPS=5000',
];

/** Starts a Temporal server of our own, on this machine only, and resolves when it answers. Throws Unready. */
export async function startTemporalServer({
  cliPath,
  settings,
  searchAttributes,
  say,
  onExit,
}: ServerStart): Promise<TemporalServer> {
  await stopLeftoverServer(settings.stateDir, say);
  await checkPortsFree([
    { port: settings.temporalPort, of: 'the Temporal server', variable: 'FAIRLEAD_TEMPORAL_PORT' },
    { port: settings.uiPort, of: 'the Temporal UI', variable: 'FAIRLEAD_UI_PORT' },
  ]);
  const address = `127.0.0.1:${settings.temporalPort}`;
  const log = join(settings.stateDir, 'temporal.log');
  const server = launch(cliPath, settings, searchAttributes, log);
  const stop = () => end(server);
  try {
    await untilAnswers(server, address, say);
    await register(address, searchAttributes);
  } catch (error) {
    await stop();
    throw new Unready(
      `The Temporal server (${cliPath}) did not start: ${reasonOf(error)}. The last lines of ${log}:\n${lastLinesOf(log)}`,
      { cause: error },
    );
  }
  server.child.once('exit', () => {
    if (!server.stopping)
      onExit?.(
        `The Temporal server ended by itself (${endOf(server.child)}). The last lines of ${log}:\n${lastLinesOf(log)}`,
      );
  });
  return { address, uiUrl: `http://127.0.0.1:${settings.uiPort}`, pid: server.child.pid ?? 0, stop };
}

type Launched = { readonly child: ChildProcess; stopping: boolean; failed?: Error };

function launch(
  cliPath: string,
  settings: ServerStart['settings'],
  searchAttributes: SearchAttributes,
  log: string,
): Launched {
  mkdirSync(settings.stateDir, { recursive: true });
  const output = openSync(log, 'a');
  // A process group of its own: Ctrl-C in the terminal must reach only us, who then stop things in order.
  const child = spawn(cliPath, argumentsFor(settings, searchAttributes), {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  noteWhileItLives(child, settings.stateDir);
  const launched: Launched = { child, stopping: false };
  child.once('error', (error) => (launched.failed = error));
  // Should we leave without stop(), the server would stay behind and hold its ports.
  const leave = () => void child.kill('SIGTERM');
  process.once('exit', leave);
  child.once('exit', () => process.off('exit', leave));
  return launched;
}

/** Should we be killed, nobody stops the server: the next start finds it by this note. */
function noteWhileItLives(child: ChildProcess, stateDir: string): void {
  const { pid } = child;
  if (pid === undefined) return;
  noteServer(stateDir, pid);
  child.once('exit', () => forgetServer(stateDir, pid));
}

function argumentsFor(
  { stateDir, temporalPort, uiPort }: ServerStart['settings'],
  searchAttributes: SearchAttributes,
): string[] {
  return [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(temporalPort),
    '--ui-port',
    String(uiPort),
    '--db-filename',
    databaseIn(stateDir),
    // Three times the throughput of the defaults; a crash of the machine may cost the last moments, a crash of the server nothing.
    '--sqlite-pragma',
    'journal_mode=WAL',
    '--sqlite-pragma',
    'synchronous=NORMAL',
    ...dynamicConfig.flatMap((setting) => ['--dynamic-config-value', setting]),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
  ];
}

async function untilAnswers(server: Launched, address: string, say: (line: string) => void): Promise<void> {
  const began = Date.now();
  for (let looks = 1; ; looks += 1) {
    if (server.failed !== undefined) throw server.failed;
    if (hasEnded(server.child)) throw new Error(`it ended at once (${endOf(server.child)})`);
    if (await answers(address)) return;
    if (Date.now() - began > ANSWERS_WITHIN_MS)
      throw new Error(`it did not answer on ${address} within ${ANSWERS_WITHIN_MS / 1000} s`);
    if (looks % 20 === 0)
      say(`Waiting for the Temporal server on ${address} (${Math.round((Date.now() - began) / 1000)} s) …`);
    await pause(100);
  }
}

// The port opens before the namespace is there, so the question is about the namespace.
async function answers(address: string): Promise<boolean> {
  const asked = connected(address, async (connection) =>
    connection.workflowService.describeNamespace({ namespace: 'default' }),
  );
  return asked.then(
    () => true,
    () => false,
  );
}

// The server's own flag takes effect on a new database only: what was added since has to be registered.
const register = (address: string, searchAttributes: SearchAttributes): Promise<void> =>
  connected(address, (connection) => registerSearchAttributes(connection, 'default', searchAttributes));

async function connected<T>(address: string, ask: (connection: Connection) => Promise<T>): Promise<T> {
  const connection = await Connection.connect({ address, connectTimeout: '1s' });
  try {
    return await ask(connection);
  } finally {
    await connection.close();
  }
}

async function end(server: Launched): Promise<void> {
  const { child } = server;
  server.stopping = true;
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const deadline = setTimeout(() => child.kill('SIGKILL'), STOPS_WITHIN_MS);
  await ended;
  clearTimeout(deadline);
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null;
const endOf = ({ exitCode, signalCode }: ChildProcess): string =>
  signalCode === null ? `exit code ${exitCode}` : `killed by ${signalCode}`;
const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
