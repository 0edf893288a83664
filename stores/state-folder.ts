import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './code-of.ts';
import { Unready } from './unready.ts';

/** Makes the state folder, and sees that it can be written to. Throws Unready, naming the variable, when it cannot. Answers with its path. */
export async function openStateFolder(path: string): Promise<string> {
  try {
    await makeFolder(path);
    await access(path, constants.W_OK);
    return path;
  } catch (error) {
    throw new Unready(
      `The state folder ${path} cannot be used: ${whyNot(error)}. Set FAIRLEAD_STATE_DIR to a folder that may be written to.`,
      { cause: error },
    );
  }
}

/** One folder after the other: Node's own recursive mkdir never comes back where the system answers that a folder is missing in one that is there, as in /proc. */
async function makeFolder(path: string): Promise<void> {
  const found = await stat(path).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (found?.isDirectory() === true) return;
  if (found !== undefined) throw Object.assign(new Error(`${path} is a file`), { code: 'ENOTDIR' });
  await makeFolder(dirname(path));
  await mkdir(path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
}

function whyNot(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOTDIR':
      return 'it, or what it lies in, is a file';
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'it may not be written to';
    case 'ENOENT':
      return 'it cannot be made there';
    default:
      return `it cannot be made (${codeOf(error)})`;
  }
}
