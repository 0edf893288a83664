import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { Unready } from './unready.ts';

const STOPS_WITHIN_MS = 10_000;
const LOOKS_EVERY_MS = 100;

const noteSchema = z.object({ pid: z.int().positive(), owner: z.int().positive() });
type Note = z.infer<typeof noteSchema>;

const noteIn = (stateDir: string): string => join(stateDir, 'temporal.pid');
export const databaseIn = (stateDir: string): string => join(stateDir, 'temporal.db');

/** Notes which process is our Temporal server, and who started it, so that a start after a kill finds it. */
export function noteServer(stateDir: string, pid: number): void {
  const note: Note = { pid, owner: process.pid };
  const draft = `${noteIn(stateDir)}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(note));
  renameSync(draft, noteIn(stateDir));
}

/** Forgets a server that has ended; a note about another one stays. */
export function forgetServer(stateDir: string, pid: number): void {
  if (noted(stateDir)?.pid === pid) rmSync(noteIn(stateDir), { force: true });
}

/**
 * Stops the server that a killed Fairlead left behind in this state folder. A process is ours when its command line names our database file; no other
 * is ever touched. Throws Unready when whoever started the server still lives.
 */
export async function stopLeftoverServer(
  stateDir: string,
  say: (line: string) => void,
  withinMs = STOPS_WITHIN_MS,
): Promise<void> {
  const note = noted(stateDir);
  if (note === undefined || !isOurs(note.pid, stateDir)) return;
  if (parentOf(note.pid) === note.owner)
    throw new Unready(
      `Another Fairlead (process ${note.owner}) runs on the state folder ${stateDir}: stop it, or set FAIRLEAD_STATE_DIR to a folder of its own.`,
    );
  say(`A Temporal server (process ${note.pid}) was left behind by a Fairlead that was killed: stopping it.`);
  process.kill(note.pid, 'SIGTERM');
  if (!(await hasGone(note.pid, stateDir, withinMs))) process.kill(note.pid, 'SIGKILL');
  if (!(await hasGone(note.pid, stateDir, STOPS_WITHIN_MS)))
    throw new Unready(
      `The Temporal server that a killed Fairlead left behind (process ${note.pid}) does not end. End it, and start again.`,
    );
  forgetServer(stateDir, note.pid);
}

function noted(stateDir: string): Note | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(noteIn(stateDir), 'utf8')));
  } catch {
    // No note, or none that can be read: then nothing is provably ours.
    return undefined;
  }
}

async function hasGone(pid: number, stateDir: string, withinMs: number): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < withinMs; waitedMs += LOOKS_EVERY_MS) {
    if (!isOurs(pid, stateDir)) return true;
    await pause(LOOKS_EVERY_MS);
  }
  return false;
}

/** Numbers of processes are used again: only the command line says what one is. A process that has ended has none. */
function isOurs(pid: number, stateDir: string): boolean {
  const line = `${shownBy(pid, 'args')} `;
  return line.includes(' server start-dev ') && line.includes(` --db-filename ${databaseIn(stateDir)} `);
}

/** The parent of a process. One whose parent was killed has been given another. */
const parentOf = (pid: number): number => Number(shownBy(pid, 'ppid'));

/** What the system says of a process: nothing, when there is none, or when the system cannot say. */
function shownBy(pid: number, what: 'args' | 'ppid'): string {
  try {
    return process.platform === 'linux' ? readProc(pid, what) : readPs(pid, what);
  } catch {
    return '';
  }
}

function readProc(pid: number, what: 'args' | 'ppid'): string {
  if (what === 'args') return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  return /^PPid:\s*(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? '';
}

const readPs = (pid: number, what: 'args' | 'ppid'): string =>
  execFileSync('ps', ['-ww', '-o', `${what}=`, '-p', String(pid)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim();
