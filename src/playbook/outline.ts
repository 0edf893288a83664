import type { Playbook } from './schema.ts';

/**
 * Prose: what people read and nothing decides on. It stays on the shelf, looked up by digest where a text is rendered,
 * so that an engagement's history carries only what the engagement decides on.
 */
const proseKeys = [
  'text',
  'detail',
  'agenda',
  'topics',
  'brings',
  'leavesWith',
  'purpose',
  'focus',
  'glossary',
  'definition',
  'typical',
  'sends',
  'intakeFields',
  'timeline',
  'before',
  'during',
  'context',
  'references',
  'gotchas',
  'messages',
  'flow',
  'phases',
  'steps',
  'examples',
  'example',
  'boundaries',
  'debrief',
  'part',
  'output',
  'completeWhen',
  'createdFrom',
  'usedIn',
  'threshold',
  'minor',
  'major',
  'instruction',
  'input',
  'response',
  'redFlag',
  'action',
  'timing',
  'deliverable',
  'category',
  'vehicle',
  'ask',
] as const;

type ProseKey = (typeof proseKeys)[number];

type WithoutProse<T> = T extends readonly (infer Entry)[]
  ? readonly WithoutProse<Entry>[]
  : T extends object
    ? { readonly [Key in keyof T as Exclude<Key, ProseKey>]: WithoutProse<T[Key]> }
    : T;

/** What an engagement decides on: ids, roles, conditions, order, gates, chains, thresholds. A whole playbook is one too. */
export type Outline = WithoutProse<Playbook>;

export function outlineOf(playbook: Playbook): Outline {
  const prose: ReadonlySet<string> = new Set(proseKeys);
  const kept: Outline = JSON.parse(
    JSON.stringify(playbook, (key, value: unknown) => (prose.has(key) ? undefined : value)),
  );
  return kept;
}
