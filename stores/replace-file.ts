import { randomUUID } from 'node:crypto';
import { rename, writeFile } from 'node:fs/promises';

/** Puts a file in the place of the one that is there, in one step: nobody ever reads half of it. */
export async function replaceFile(
  path: string,
  contents: string,
  how: { readonly flush?: boolean; readonly mode?: number } = {},
): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, contents, how);
  await rename(draft, path);
}
