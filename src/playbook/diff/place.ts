/** How chapters are called when something of theirs is named. Chapters that are not here go by their own name. */
const singular: Readonly<Record<string, string>> = {
  adaptations: 'adaptation',
  build: 'component',
  chains: 'chain',
  documents: 'document',
  flags: 'flag',
  gates: 'gate',
  gotchas: 'gotcha',
  meetings: 'meeting',
  messages: 'message',
  methodologies: 'methodology',
  metrics: 'metric',
  phases: 'phase',
  roles: 'role',
  steps: 'step',
  tasks: 'step',
};

/** Keys that only hold a list: the id that follows says enough. */
const holders = new Set([
  'items',
  'tasks',
  'rounds',
  'routes',
  'terms',
  'glossary',
  'decisions',
  'approvals',
  'attendees',
  'redFlags',
  'facts',
  'sends',
  '',
]);

/** Where a line stands, in words: "step 2a / spec-platform", "gate 1d / definitions-signed", "homework / intake-form". */
export function placeInWords(path: readonly string[]): string {
  const [chapter = '', first, ...rest] = path;
  const name = singular[chapter];
  const beginning =
    name === undefined
      ? [chapter, ...(first === undefined ? [] : [first])]
      : [first === undefined ? chapter : `${name} ${first}`];
  return [...beginning, ...rest].filter((part) => !holders.has(part)).join(' / ');
}
