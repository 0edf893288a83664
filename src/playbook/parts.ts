import { z } from 'zod';
import { stepCodes } from './codes.ts';

/** The small pieces that every chapter of a playbook is written with. */

export const stepCode = z.enum(stepCodes);

export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case, such as "brand-assets"')
  .max(60);
export const flagId = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*$/, 'a flag in camelCase, such as "gdprApplies"')
  .max(60);
export const text = z.string().trim().min(1, 'some text').max(4000);
export const days = z.int().min(0).max(3650);
const ordered = 'min no larger than max';
export const minutes = z
  .strictObject({ min: z.int().min(1), max: z.int().max(600) })
  .refine(({ min, max }) => min <= max, ordered);
export const percentRange = z
  .strictObject({ min: z.number().min(0), max: z.number().max(100) })
  .refine(({ min, max }) => min <= max, ordered);
export const dayRange = z.strictObject({ min: days, max: days }).refine(({ min, max }) => min <= max, ordered);

const flag = z.strictObject({ flag: flagId, is: z.boolean().default(true) });
const engagementType = z.strictObject({ type: z.enum(['single', 'dedicated']) });
const methodology = z.strictObject({ methodology: id });
const plain = z.union([flag, engagementType, methodology]);

/** When something applies: a flag of the engagement, its type, its methodology, or a combination of these. */
export const condition = z.union([
  flag,
  engagementType,
  methodology,
  z.strictObject({ all: z.array(plain).min(2) }),
  z.strictObject({ any: z.array(plain).min(2) }),
]);

/** Something that one person does once: a line of a checklist. `optional` never holds a step back; `after` names lines of the same list, or of the same step. */
export const task = z.strictObject({
  id,
  text,
  owner: id.optional(),
  when: condition.optional(),
  after: z.array(id).min(1).optional(),
  optional: z.boolean().optional(),
  output: text.optional(),
  document: id.optional(),
});

export const taskGroup = z.strictObject({ id, title: text, owner: id, tasks: z.array(task).min(1) });

/**
 * A threshold, with its exact strictness: `> 5` does not fire at 5. `any` fires at every value above zero.
 * `over` says over what it is measured ("in the past 30 days", "2 consecutive weeks", "5 events").
 */
export const rule = z.strictObject({
  op: z.enum(['<', '<=', '>', '>=', 'any', 'drop']),
  value: z.number().default(0),
  over: z
    .strictObject({
      count: z.int().min(1),
      unit: z.enum(['days', 'weeks', 'months', 'events', 'samples']),
      consecutive: z.boolean().default(false),
    })
    .optional(),
});

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

export type Condition = Frozen<z.infer<typeof condition>>;
export type Rule = Frozen<z.infer<typeof rule>>;
