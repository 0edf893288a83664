import { z } from 'zod';

export const manual = z
  .strictObject({
    kind: z.literal('manual'),
    question: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe("What its owner is asked, in words; the metric's name, when absent."),
  })
  .describe('No system: the owner of the metric is asked, and answers with a number.')
  .meta({ id: 'ProbeManual' });
