import { digestOf } from '../canonical.ts';
import type { Finding } from './lint/finding.ts';
import { lint } from './lint/lint.ts';
import { readYaml } from './read-yaml.ts';
import type { ReadYaml } from './read-yaml.ts';
import type { Playbook } from './schema.ts';

/** What is wrong, and where. `path` is dotted ("gates.1d.items.0.text"); `line` and `column` count from 1. */
export interface PlaybookFault {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly path: string;
  readonly message: string;
}

/**
 * `digest` is of what the file says (SHA-256 of its canonical JSON), not of what is made of it: comments and layout do not change it, and neither does a
 * later Fairlead that knows more fields. `warnings` refuse nothing.
 */
export type LoadedPlaybook =
  | {
      readonly ok: true;
      readonly playbook: Playbook;
      readonly digest: string;
      readonly warnings: readonly PlaybookFault[];
    }
  | { readonly ok: false; readonly faults: readonly PlaybookFault[]; readonly warnings: readonly PlaybookFault[] };

/** Reads one playbook from YAML. Every fault is reported at once, in the order of the file. Pure: the caller reads the file. */
export function loadPlaybook(file: string, source: string): LoadedPlaybook {
  const yaml = readYaml(source);
  const broken = yaml.faults.map((fault) => ({ file, path: '', ...fault }));
  if (yaml.value === undefined || yaml.value === null)
    return { ok: false, faults: broken.length > 0 ? broken : [nothingIn(file)], warnings: [] };
  const { playbook, findings } = lint(yaml.value);
  const of = (severity: Finding['severity']): PlaybookFault[] =>
    findings.filter((finding) => finding.severity === severity).map((finding) => placed(file, yaml, finding));
  const faults = [...broken, ...of('error')].toSorted(byPlace);
  const warnings = of('warning').toSorted(byPlace);
  return playbook !== undefined && faults.length === 0
    ? { ok: true, playbook, digest: digestOf(yaml.value), warnings }
    : { ok: false, faults, warnings };
}

const nothingIn = (file: string): PlaybookFault => ({
  file,
  line: 1,
  column: 1,
  path: '',
  message: 'The file is empty. `npm run playbook -- new` writes a skeleton to begin with.',
});

const placed = (file: string, { placeOf }: ReadYaml, { path, message }: Finding): PlaybookFault => ({
  file,
  ...placeOf(path),
  path: path.join('.'),
  message,
});

const byPlace = (one: PlaybookFault, other: PlaybookFault): number =>
  one.line - other.line || one.column - other.column;
