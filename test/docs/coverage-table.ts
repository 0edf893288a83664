/** One row of docs/coverage: what a SOP asks for, and where that lives. */
export interface CoverageRow {
  readonly id: string;
  readonly requirement: string;
  /** What stands in backticks, such as "playbook:prep.tasks.crm-audit". */
  readonly references: readonly string[];
  /** What stands beside the references: "context: …", "not built: …", or nothing. */
  readonly remark: string;
  /** How many columns the row has: three, unless a bar in its text parts it. */
  readonly columns: number;
}

/** The rows of the one table of a page: every line with bars but its head. */
export const rowsOf = (page: string): CoverageRow[] =>
  page
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\| id \| requirement \| where \|$|^\|[-:| ]+\|$/.test(line))
    .map(rowOf);

function rowOf(line: string): CoverageRow {
  const cells = line
    .replace(/^\|/, '')
    .replace(/\|\s*$/, '')
    .split(/(?<!\\)\|/);
  const [id = '', requirement = '', where = ''] = cells.map((cell) => cell.trim());
  return {
    id,
    requirement,
    references: [...where.matchAll(/`([^`]*)`/g)].map(([, reference = '']) => reference),
    remark: where.replace(/`[^`]*`/g, '').replace(/^[\s,;]+|[\s,;]+$/g, ''),
    columns: cells.length,
  };
}

/**
 * The first segment of a dotted path that is not there, in words; undefined when the path leads somewhere. An entry of a list is named by its `id`, a
 * phase by its `number`; only entries without either are named by their position, from 0, so that a line that is put in between moves no other.
 */
export function notThere(value: unknown, path: string): string | undefined {
  const segments = path.split('.');
  let here = value;
  for (const [index, segment] of segments.entries()) {
    here = within(here, segment);
    if (here === undefined || here === null)
      return `"${segment}" is not in ${index === 0 ? 'the playbook' : `"${segments.slice(0, index).join('.')}"`}`;
  }
  return undefined;
}

function within(value: unknown, segment: string): unknown {
  if (!Array.isArray(value)) return isRecord(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
  const entries: readonly unknown[] = value;
  const named = entries.find((entry) => nameOf(entry) === segment);
  if (named !== undefined || !/^\d+$/.test(segment)) return named;
  const entry = entries[Number(segment)];
  return nameOf(entry) === undefined ? entry : undefined;
}

function nameOf(entry: unknown): string | undefined {
  if (!isRecord(entry)) return undefined;
  const { id, number } = entry;
  return typeof id === 'string' ? id : typeof number === 'number' ? String(number) : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
