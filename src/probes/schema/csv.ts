import { z } from 'zod';
import { aggregate } from './parts.ts';

const column = z.string().min(1).max(200);

export const csv = z
  .strictObject({
    kind: z.literal('csv'),
    file: z
      .string()
      .min(1)
      .max(300)
      .regex(/^\P{Cc}+$/u, 'is a path of visible characters')
      .describe('A file below the folder that the worker allows (FAIRLEAD_PROBE_FILES), such as "acme/usage.csv".'),
    column: column.describe('The column, by its name in the first line.'),
    aggregate: aggregate.describe(
      'Which number: that of the last row, how many rows have one, their sum, mean, least or most. An empty cell counts for nothing.',
    ),
    where: z
      .strictObject({
        column: column.describe('The column to look at.'),
        equals: z.string().max(300).describe('What it must say.'),
      })
      .optional()
      .describe('Only rows in which this column says this.'),
    delimiter: z.enum([',', ';', '\t', '|']).default(',').describe('Between the columns.'),
    decimal: z.enum(['.', ',']).default('.').describe('Before the decimals of a number.'),
    freshForHours: z
      .number()
      .positive()
      .max(24 * 366)
      .optional()
      .describe('A file that is older is not read: its number is not of today.'),
  })
  .describe('A number out of a CSV file that somebody drops into a folder.')
  .meta({ id: 'ProbeCsv' });

export type Csv = z.output<typeof csv>;
