import { spawn } from 'node:child_process';

export type CommandRun = { readonly ok: boolean; readonly output: string };

/** Runs a program to its end, or to the time-out, and tells how it went; never throws. `output` says why when it failed. */
export function runCommand(program: string, args: readonly string[], timeoutMs: number): Promise<CommandRun> {
  return new Promise((resolve) => {
    const output: string[] = [];
    // A group of its own, so that a time-out also ends what the program has started.
    const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const deadline = setTimeout(() => {
      output.push(`it took longer than ${timeoutMs / 1000} s`);
      if (child.pid !== undefined) endGroup(child.pid);
    }, timeoutMs);
    const done = (ok: boolean) => {
      clearTimeout(deadline);
      resolve({ ok, output: output.join('').trim() });
    };
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => output.push(text));
    child.once('error', (error: NodeJS.ErrnoException) => {
      output.push(error.code === 'ENOENT' ? `there is no ${program}` : error.message);
      done(false);
    });
    child.once('close', (code) => done(code === 0));
  });
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended meanwhile.
  }
}
