import { folders } from '../support/planted-tree.ts';
import type { Folder } from '../support/planted-tree.ts';

/** Whom a folder may import, and how the sentence begins that it gets when it imports another. */
interface Room {
  readonly mayImport: readonly Folder[];
  readonly says: string;
}

const floorPlan: Readonly<Record<Folder, Room>> = {
  src: { mayImport: [], says: 'src is the pure core: it imports nothing outward' },
  workflows: { mayImport: ['src'], says: 'A workflow knows ports (src/ports), never adapters.' },
  stores: { mayImport: ['src'], says: 'A store keeps what it is given' },
  activities: { mayImport: ['src', 'stores'], says: 'An activity implements a port and knows no workflow.' },
  worker: { mayImport: ['src', 'workflows', 'stores', 'activities'], says: 'The worker composes' },
  api: { mayImport: ['src', 'workflows', 'stores'], says: 'The API ' },
  local: { mayImport: but('rehearsal', 'authoring', 'bench', 'test'), says: 'The start on one machine is the product' },
  rehearsal: { mayImport: but('authoring', 'bench', 'test'), says: 'A rehearsal plays the product' },
  authoring: { mayImport: ['src', 'stores'], says: 'Authoring reads and writes playbooks, and runs no engagement.' },
  bench: { mayImport: but('authoring', 'test'), says: 'A bench measures the product' },
  test: { mayImport: but('bench'), says: 'A test proves the product; the bench measures it.' },
};

/** Every pair of rooms with a wall between them. */
export const walls = folders.flatMap((from) =>
  folders
    .filter((to) => to !== from && !floorPlan[from].mayImport.includes(to))
    .map((to) => ({ from, to, says: floorPlan[from].says, file: fileOf(from, to) })),
);

const openings = folders.flatMap((from) =>
  floorPlan[from].mayImport.filter((to) => to !== from).map((to) => ({ from, to, file: fileOf(from, to) })),
);

/** A tree in which every folder imports whom it may, and nobody else. */
export const allowed: Readonly<Record<string, string>> = {
  ...Object.fromEntries(folders.map((folder) => [`${folder}/messages.ts`, `export const room = '${folder}';\n`])),
  ...Object.fromEntries(openings.map(({ file, to }) => [file, importing(to)])),
};

/** What has to be added to it so that every wall is run into. */
export const forbidden: Readonly<Record<string, string>> = Object.fromEntries(
  walls.map(({ file, to }) => [file, importing(to)]),
);

function but(...others: readonly Folder[]): readonly Folder[] {
  return folders.filter((folder) => !others.includes(folder));
}

function fileOf(from: Folder, to: Folder): string {
  return `${from}/imports-${to}.ts`;
}

// messages.ts, because that is the one file of workflows that the API may know.
function importing(folder: Folder): string {
  return `import { room } from '../${folder}/messages.ts';\n\nexport const beside = room;\n`;
}
