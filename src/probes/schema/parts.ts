import { z } from 'zod';

export const address = z
  .string()
  .max(2000)
  .describe(
    'Where the system is: https, or http on this machine only. Its host must be among those that the worker allows (FAIRLEAD_PROBE_HOSTS). No password in it.',
  );

export const credential = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]{0,79}$/, 'is the name of an environment variable, in capital letters')
  .describe(
    'Name of the environment variable of the worker that holds the credential, such as FAIRLEAD_PROBE_CRM. FAIRLEAD_PROBE_CRM_HOST says which one host gets it.',
  );

/** How one number is made of several. */
export const aggregate = z
  .enum(['last', 'count', 'sum', 'avg', 'min', 'max'])
  .describe('How one number is made of several: the last of them, how many there are, their sum, mean, least or most.');
export type Aggregate = z.output<typeof aggregate>;

/** The spread of a time between two moments, over the last records. */
export const spread = {
  last: z.int().min(1).max(2000).describe('Over how many records, counted back from the newest.'),
  statistic: z.enum(['p95', 'max']).describe('What of their times: the one that 95 % do not exceed, or the longest.'),
  unit: z.enum(['seconds', 'minutes', 'hours', 'days']).default('minutes').describe('In what the time is given.'),
};
export type TimeUnit = z.output<typeof spread.unit>;
export type Statistic = z.output<typeof spread.statistic>;
