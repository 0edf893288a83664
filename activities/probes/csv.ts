import { addAbortSignal } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { aggregated } from './aggregate.ts';
import { openDropped } from './dropped-file.ts';
import type { Dropped } from './dropped-file.ts';
import { probeKind } from './kind.ts';
import { csv as schema } from '../../src/probes/schema/csv.ts';
import type { Csv } from '../../src/probes/schema/csv.ts';
import { unreadable } from './unreadable.ts';

/** A number out of a CSV file that somebody drops into a folder. */
export const csv = probeKind({
  schema,
  withinMs: 15_000,
  read: (configuration, { settings, inTurn }) => {
    const { file, column, aggregate } = configuration;
    return inTurn({ host: file }, async (signal) => {
      const dropped = await openDropped(settings, file, configuration.freshForHours);
      const numbers = await numbersOf(dropped, configuration, signal);
      const value = aggregated(aggregate, numbers);
      if (value === undefined)
        throw unreadable(`${file} has no row with a number in "${column}" that the probe looks for.`);
      return { value, source: file, detail: `${aggregate} of ${numbers.length}` };
    });
  },
});

async function numbersOf(dropped: Dropped, configuration: Csv, signal: AbortSignal): Promise<readonly number[]> {
  // Rows as lists: no column's name becomes a property's.
  const rows = parse({
    bom: true,
    delimiter: configuration.delimiter,
    skip_empty_lines: true,
    max_record_size: 100_000,
  });
  const text = dropped.createReadStream().on('error', (error) => rows.destroy(error));
  addAbortSignal(signal, text).pipe(rows);
  try {
    return await numbersIn(rows, configuration);
  } catch (error) {
    throw error instanceof CsvError ? noCsv(configuration.file, error) : error;
  } finally {
    await dropped.close();
  }
}

const noCsv = (file: string, { code, lines }: CsvError & { readonly lines?: number }): Error =>
  unreadable(
    `${file} is no CSV file (${code}${lines === undefined ? '' : `, line ${lines}`}). Is it whole, and is the probe's "delimiter" right?`,
  );

/** The numbers of the column, in the rows that are looked for. Nothing of the file is quoted when one is none: it may be anybody's. */
async function numbersIn(
  rows: AsyncIterable<unknown>,
  { file, column, where, decimal }: Csv,
): Promise<readonly number[]> {
  const numbers: number[] = [];
  let header: readonly string[] | undefined;
  let line = 0;
  for await (const row of rows) {
    line++;
    const cells = Array.isArray(row) ? row.map(String) : [];
    if (header === undefined) {
      header = cells.map((name) => name.trim());
      for (const name of [column, ...(where === undefined ? [] : [where.column])]) mustBeOne(header, name, file);
      continue;
    }
    if (where !== undefined && cells[header.indexOf(where.column)]?.trim() !== where.equals) continue;
    const cell = cells[header.indexOf(column)]?.trim() ?? '';
    if (cell === '') continue;
    const number = numberOf(cell, decimal);
    if (number === undefined)
      throw unreadable(
        `${file} has no number in "${column}" of its row ${line}: it is written with digits alone, such as 1234${decimal}5 or 12 %.`,
      );
    numbers.push(number);
  }
  if (header === undefined) throw unreadable(`${file} is empty: its first line names the columns.`);
  return numbers;
}

function mustBeOne(header: readonly string[], column: string, file: string): void {
  const times = header.filter((name) => name === column).length;
  if (times !== 1)
    throw unreadable(
      `${file} has ${times === 0 ? 'no' : 'more than one'} column called "${column}" in its first line. Mend the probe's "column".`,
    );
}

/** A plain number; "1,234" is refused, as it is two numbers in two countries. */
function numberOf(cell: string, decimal: Csv['decimal']): number | undefined {
  const plain = decimal === ',' ? /^[+-]?\d+(,\d+)?\s*%?$/ : /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?\s*%?$/;
  const number = plain.test(cell) ? Number.parseFloat(cell.replace(',', '.')) : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}
