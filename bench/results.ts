import { appendFile } from 'node:fs/promises';
import { keeps, shown } from './limits.ts';
import type { Told } from './told.ts';

/** Puts a row for each figure with a limit behind the reviewed history: by hand, after somebody has looked at the run. */
export async function record(file: string, figures: readonly Told[], day: string, mode: string): Promise<number> {
  const rows = figures.flatMap(({ name, unit, value, floor, spread, limit, commit, load }) =>
    limit === undefined
      ? []
      : [
          [
            day,
            commit,
            mode,
            name,
            `${shown(value)} ${unit}`.trim(),
            spread === undefined ? '' : spread.map(shown).join(' to '),
            floor === undefined ? '' : shown(floor),
            keeps(limit, value) ? 'kept' : 'worse',
            load.toFixed(1),
          ],
        ],
  );
  await appendFile(file, rows.map((row) => `| ${row.join(' | ')} |\n`).join(''));
  return rows.length;
}
