import Table from 'cli-table3';
import { keeps, limitInWords, shown } from './limits.ts';
import type { Told } from './told.ts';

/** The figures for people. */
export function tableOf(figures: readonly Told[]): string {
  const table = new Table({
    head: ['figure', 'measured', 'spread', 'floor', 'x floor', 'limit', ''],
    style: { head: [], border: [] },
  });
  for (const figure of figures) table.push(row(figure));
  const notes = figures.flatMap(({ name, note }) => (note === undefined ? [] : [`  ${name}: ${note}`]));
  return `${table.toString()}\n${notes.join('\n')}`;
}

function row({ name, unit, value, spread, floor, ratio, limit }: Told): string[] {
  return [
    name,
    `${shown(value)} ${unit}`,
    spread === undefined ? '' : spread.map(shown).join(' to '),
    floor === undefined ? '' : shown(floor),
    ratio === undefined ? '' : shown(ratio),
    limit === undefined ? '' : limitInWords(limit),
    limit === undefined ? '' : keeps(limit, value) ? 'kept' : 'WORSE',
  ];
}
