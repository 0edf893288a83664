import { join } from 'node:path';
import { lintFiles } from './lint-files.ts';
import { fileOf, loadSound } from './playbook-files.ts';
import { readRegister, writeRegister } from './register.ts';
import { Sentence } from './sentence.ts';
import type { Said } from './sentence.ts';

/** Registers the digest of a version that passes lint. From then on the shelf refuses any change of its file. */
export async function releasePlaybook(folder: string, named: string): Promise<Said> {
  if (!/^[^@]+@[^@]+$/.test(named))
    throw new Sentence('Say which version is released: ID@VERSION, such as event-operations@1.0.0.');
  const file = await fileOf(folder, named);
  const released = await readRegister(folder);
  const loaded = await loadSound(folder, file);
  const registered = released[named];
  if (registered === loaded.digest) return { text: `${named} is released already, as it is.`, code: 0 };
  if (registered !== undefined)
    throw new Sentence(
      `${named} was released with another digest (${registered.slice(0, 12)}…, not ${loaded.digest.slice(0, 12)}…). A release never changes: engagements are pinned to it. Put the file back, and give the change a new version in a file of its own.`,
    );
  const checked = await lintFiles(folder, [file]);
  if (checked.code !== 0) return checked;
  await writeRegister(folder, { ...released, [named]: loaded.digest });
  return {
    text: `${named} is released: ${loaded.digest}\nCommit ${join(folder, 'digests.json')} together with the file.`,
    code: 0,
  };
}
