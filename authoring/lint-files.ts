import { relative, resolve } from 'node:path';
import type { LoadedPlaybook, PlaybookFault } from '../src/playbook/load.ts';
import { load, playbookFiles } from './playbook-files.ts';
import { readRegister } from './register.ts';
import type { Said } from './sentence.ts';

/** Every fault of some files at once, errors and warnings apart; of all files in the folder when none is named. */
export async function lintFiles(folder: string, named: readonly string[]): Promise<Said> {
  const files = named.length > 0 ? named : (await playbookFiles(folder)).map(({ file }) => file);
  const released = await readRegister(folder);
  const checked = await Promise.all(files.map(async (file) => judged(folder, file, await load(file), released)));
  const errors = checked.flatMap((one) => one.errors);
  const warnings = checked.flatMap((one) => one.warnings);
  const text = [
    ...(errors.length > 0 ? ['Errors: the shelf refuses these files.', ...errors.map(line), ''] : []),
    ...(warnings.length > 0 ? ['Warnings: these are taken, and may not be meant.', ...warnings.map(line), ''] : []),
    `${count(files.length, 'file')}, ${count(errors.length, 'error')}, ${count(warnings.length, 'warning')}`,
  ].join('\n');
  return { text, code: errors.length > 0 ? 1 : 0 };
}

interface Judged {
  readonly errors: readonly PlaybookFault[];
  readonly warnings: readonly PlaybookFault[];
}

function judged(
  folder: string,
  file: string,
  loaded: LoadedPlaybook,
  released: Readonly<Record<string, string>>,
): Judged {
  const { warnings } = loaded;
  if (!loaded.ok) return { errors: loaded.faults, warnings };
  const { id, version } = loaded.playbook;
  const at = (message: string): PlaybookFault => ({ file, line: 1, column: 1, path: 'id', message });
  const inFolder = relative(resolve(folder), resolve(file)).replaceAll('\\', '/');
  const isElsewhere = inFolder.startsWith('..');
  const isMisnamed = !isElsewhere && inFolder !== `${id}/${version}.yaml`;
  const registered = isElsewhere ? undefined : released[`${id}@${version}`];
  const isChanged = registered !== undefined && registered !== loaded.digest;
  return {
    errors: [
      ...(isMisnamed
        ? [at(`It calls itself ${id} ${version}. Name the file ${id}/${version}.yaml, or mend its id and version.`)]
        : []),
      ...(isChanged
        ? [
            at(
              `Version ${version} was changed after its release. Put it back, and give the change a new version in a file of its own.`,
            ),
          ]
        : []),
    ],
    warnings,
  };
}

const line = ({ file, line: row, column, path, message }: PlaybookFault): string =>
  `  ${file}:${row}:${column} ${path === '' ? '' : `${path}: `}${message}`;

const count = (number: number, what: string): string => `${number} ${what}${number === 1 ? '' : 's'}`;
