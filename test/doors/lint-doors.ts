/** Code in a folder. */
interface Planted {
  readonly in: string;
  readonly code: string;
}

/** Something that lint must refuse, with the sentence that it gives, and its nearest neighbour that it must let pass. */
export interface LintDoor {
  readonly door: string;
  readonly red: Planted;
  readonly says: string;
  readonly green: Planted;
}

const inSrc = (code: string): Planted => ({ in: 'src', code });
const inCalendar = (code: string): Planted => ({ in: 'src/calendar', code });
const inWorkflows = (code: string): Planted => ({ in: 'workflows', code });

export const lintDoors: readonly LintDoor[] = [
  {
    door: 'src imports Temporal',
    red: inSrc(`import { sleep } from '@temporalio/workflow';\n\nexport const wait = sleep;`),
    says: 'src is the pure core and knows no Temporal',
    green: inWorkflows(`import { sleep } from '@temporalio/workflow';\n\nexport const wait = sleep;`),
  },
  {
    door: 'src imports a module of Node',
    red: inSrc(`import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;`),
    says: 'The core does no I/O',
    green: { in: 'stores', code: `import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;` },
  },
  {
    door: 'src imports another folder when asked to',
    red: inSrc(`export const later = () => import('../activities/messages.ts');`),
    says: 'src is the pure core: it imports nothing outward',
    green: inSrc(`export const later = () => import('./messages.ts');`),
  },
  {
    door: 'src uses Date',
    red: inSrc(`export const noon = (day: string) => new Date(day).toISOString();`),
    says: 'Pass instants in as ISO strings; only src/calendar speaks Date.',
    green: inCalendar(`export const noon = (day: string) => new Date(day).toISOString();`),
  },
  {
    door: 'src counts days by itself',
    red: inSrc(
      `import { Temporal } from 'temporal-polyfill';\n\nexport const at = (text: string) => Temporal.Instant.from(text);`,
    ),
    says: 'only src/calendar counts days',
    green: inCalendar(
      `import { Temporal } from 'temporal-polyfill';\n\nexport const at = (text: string) => Temporal.Instant.from(text);`,
    ),
  },
  {
    door: 'src asks what time it is',
    red: inCalendar(`export const now = () => Date.now();`),
    says: 'The core has no clock: pass now in.',
    green: inCalendar(`export const now = () => Date.UTC(2027, 1, 23);`),
  },
  {
    door: 'src asks Temporal what time it is',
    red: inCalendar(
      `import { Temporal } from 'temporal-polyfill';\n\nexport const now = () => Temporal.Now.instant();`,
    ),
    says: 'The core has no clock: pass now in.',
    green: inCalendar(
      `import { Temporal } from 'temporal-polyfill';\n\nexport const at = (text: string) => Temporal.Instant.from(text);`,
    ),
  },
  {
    door: 'src rolls dice',
    red: inSrc(`export const chance = () => Math.random();`),
    says: 'No chance in the core',
    green: inSrc(`export const half = () => Math.floor(1 / 2);`),
  },
  {
    door: 'src mints ids',
    red: inSrc(`export const id = () => crypto.randomUUID();`),
    says: 'No chance in the core',
    green: { in: 'api', code: `export const id = () => crypto.randomUUID();` },
  },
  {
    door: 'src reads the environment',
    red: inSrc(`export const shell = () => process.env['SHELL'];`),
    says: 'The core has no environment',
    green: { in: 'worker', code: `export const shell = () => process.env['SHELL'];` },
  },
  {
    door: 'src goes around the names',
    red: inSrc(`export const now = () => globalThis.Date.now();`),
    says: 'The core takes nothing from its surroundings',
    green: inSrc(`export const now = (instant: string) => instant;`),
  },
  {
    door: 'a workflow parses',
    red: inWorkflows(`import { z } from 'zod';\n\nexport const name = z.string();`),
    says: 'Parsed at the edges, trusted inside',
    green: inWorkflows(`import type { z } from 'zod';\n\nexport type Name = z.ZodString;`),
  },
  {
    door: 'a workflow imports a module of Node',
    red: inWorkflows(`import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;`),
    says: 'A workflow does no I/O',
    green: { in: 'activities', code: `import { readFileSync } from 'node:fs';\n\nexport const read = readFileSync;` },
  },
  {
    door: 'the API knows a workflow by its file',
    red: {
      in: 'api/routes',
      code: `import { run } from '../../workflows/engagement.ts';\n\nexport const start = run;`,
    },
    says: 'The API speaks to workflows through workflows/messages.',
    green: {
      in: 'api/routes',
      code: `import { room } from '../../workflows/messages.ts';\n\nexport const start = room;`,
    },
  },
  {
    door: 'a file exports a default',
    red: inSrc(`export default function noon(): string {\n  return '12:00';\n}`),
    says: 'Replace this default export with a named export.',
    green: { in: '.', code: `export const noon = (): string => '12:00';` },
  },
  {
    door: 'a type is asserted',
    red: inSrc(`export const text = (value: string | number) => value as string;`),
    says: 'Remove the type assertion',
    green: inSrc(`export const noon = { hour: 12 } as const;`),
  },
  {
    door: 'a gap is asserted away',
    red: inSrc(`export const length = (text?: string) => text!.length;`),
    says: 'Forbidden non-null assertion.',
    green: inSrc(`export const length = (text?: string) => text?.length;`),
  },
];
