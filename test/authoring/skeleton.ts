import { skeletonOf } from '../../authoring/new-playbook.ts';
import { loadPlaybook } from '../../src/playbook/load.ts';
import type { PlaybookFault } from '../../src/playbook/load.ts';
import type { Playbook } from '../../src/playbook/schema.ts';

/** The text of the skeleton, for small playbooks that differ from it in a line. */
export const skeleton = await skeletonOf('small', 'Small');

/** A piece of the skeleton, and what an author wrote in its place. */
export type Edit = readonly [written: string, instead: string];

export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [written, instead]) => {
    if (!text.includes(written)) throw new Error(`The skeleton has no "${written}"`);
    return text.replace(written, () => instead);
  }, skeleton);
}

interface Found {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

/** What is found in a text, each as "path: message". */
export function found(text: string): Found {
  const loaded = loadPlaybook('small.yaml', text);
  return { errors: loaded.ok ? [] : loaded.faults.map(said), warnings: loaded.warnings.map(said) };
}

const said = ({ path, message }: PlaybookFault): string => `${path}: ${message}`;

/** A playbook that differs from the skeleton and is sound. */
export function sound(...edits: readonly Edit[]): Playbook {
  const loaded = loadPlaybook('small.yaml', edited(...edits));
  if (!loaded.ok) throw new Error(loaded.faults.map(said).join('\n'));
  return loaded.playbook;
}
