import { z } from 'zod';
import { stepCodes } from './codes.ts';

/** The small pieces that every chapter of a playbook is written with. */

export const stepCode = z.enum(stepCodes).describe('A step of the method, from 1a to 4d.');

export const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id in kebab-case, such as "brand-assets"')
  .max(60)
  .describe('An id in kebab-case, unique in its list. Never change one in a version that engagements go on with.');
const flagName = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9]*$/, 'a flag in camelCase, such as "gdprApplies"')
  .max(60);
export const flagId = flagName.describe('A name in camelCase, such as gdprApplies.');
export const text = z.string().trim().min(1, 'some text').max(4000);

/** What an id of a playbook points at. Lint follows every one of them. */
export type Target =
  | 'role'
  | 'chain'
  | 'flag'
  | 'metric'
  | 'meeting'
  | 'document'
  | 'methodology'
  | 'component'
  | 'prep task'
  | 'line that can be skipped';
export const pointers = z.registry<{ readonly to: Target }>();

export const roleId = id.describe('The id of a role.').register(pointers, { to: 'role' });
export const chainId = id.describe('The name of a chain.').register(pointers, { to: 'chain' });
export const metricId = id.describe('The id of a metric.').register(pointers, { to: 'metric' });
export const meetingId = id.describe('The id of a meeting.').register(pointers, { to: 'meeting' });
export const documentId = id.describe('The id of a document.').register(pointers, { to: 'document' });
export const componentId = id.describe('The id of a component of the build.').register(pointers, { to: 'component' });
export const prepTaskId = id.describe('The id of a task of the prep.').register(pointers, { to: 'prep task' });
export const lineId = id
  .describe('The id of a task, test, meeting, document or gate item, wherever it stands.')
  .register(pointers, { to: 'line that can be skipped' });
const flagRef = flagName.describe('The id of a flag.').register(pointers, { to: 'flag' });
const methodologyId = id.describe('The id of a methodology.').register(pointers, { to: 'methodology' });

export const days = z.int().min(0).max(3650);
const ordered = 'min no larger than max';
export const minutes = z
  .strictObject({
    min: z.int().min(1).describe('The shortest, in minutes.'),
    max: z.int().max(600).describe('The longest, in minutes.'),
  })
  .refine(({ min, max }) => min <= max, ordered);
export const percentRange = z
  .strictObject({
    min: z.number().min(0).describe('From so many percent.'),
    max: z.number().max(100).describe('To so many percent.'),
  })
  .refine(({ min, max }) => min <= max, ordered);
export const dayRange = z
  .strictObject({ min: days.describe('At least so many days.'), max: days.describe('At most so many days.') })
  .refine(({ min, max }) => min <= max, ordered);

const flag = z.strictObject({
  flag: flagRef,
  is: z.boolean().default(true).describe('The answer that the flag must have; true when it is left out.'),
});
const engagementType = z.strictObject({
  type: z.enum(['single', 'dedicated']).describe('A single project, or a dedicated (retained) engagement.'),
});
const methodology = z.strictObject({ methodology: methodologyId });
const plain = z.union([flag, engagementType, methodology]).meta({ id: 'plainCondition' });

/** When something applies: a flag of the engagement, its type, its methodology, or a combination of these. */
export const condition = z
  .union([
    flag,
    engagementType,
    methodology,
    z.strictObject({ all: z.array(plain).min(2).describe('Every one of these must hold.') }),
    z.strictObject({ any: z.array(plain).min(2).describe('One of these must hold.') }),
  ])
  .meta({ id: 'condition', examples: [{ flag: 'gdprApplies' }, { type: 'single' }] });

/** Something that one person does once: a line of a checklist. `optional` never holds a step back; `after` names lines of the same list, or of the same step. */
export const task = z
  .strictObject({
    id,
    text: text.describe('What is to be done, as its owner reads it.'),
    owner: roleId.optional().describe('Who does it, where that is not the owner of the list.'),
    when: condition.optional().describe('When the line applies; always, when it is left out.'),
    after: z.array(id).min(1).optional().describe('Lines of the same list, or of the same step, that come first.'),
    optional: z.boolean().optional().describe('An optional line is offered and never holds anything up.'),
    output: text.optional().describe('What there is once it is done.'),
    document: documentId.optional().describe('The document that it writes or changes.'),
  })
  .meta({ id: 'task' });

export const taskGroup = z.strictObject({
  id,
  title: text.describe('The heading of the group.'),
  owner: roleId.describe('Who does the tasks that name nobody else.'),
  tasks: z.array(task).min(1).describe('The lines. Ids are unique in the whole step.'),
});

/**
 * A threshold, with its exact strictness: `> 5` does not fire at 5. `any` fires at every value above zero.
 * `over` says over what it is measured ("in the past 30 days", "2 consecutive weeks", "5 events").
 */
export const rule = z
  .strictObject({
    op: z
      .enum(['<', '<=', '>', '>=', 'any', 'drop'])
      .describe('Exactly as strict as it is written. any: everything above 0. drop: so much below the peak.'),
    value: z.number().default(0).describe('The limit, in the unit of the metric. "any" needs none.'),
    over: z
      .strictObject({
        count: z.int().min(1).describe('How many.'),
        unit: z.enum(['days', 'weeks', 'months', 'events', 'samples']).describe('Of what.'),
        consecutive: z.boolean().default(false).describe('Whether the rule must be broken so often in a row to fire.'),
        within: z.boolean().optional().describe('Any reading of that time breaks it, not the last one alone.'),
      })
      .optional()
      .describe('Over what it is measured: the past 30 days, 2 weeks in a row, 5 events.'),
  })
  .meta({ id: 'rule', examples: [{ op: '>', value: 5, over: { count: 5, unit: 'events' } }] });

type Frozen<T> = T extends object ? { readonly [Key in keyof T]: Frozen<T[Key]> } : T;

export type Condition = Frozen<z.infer<typeof condition>>;
export type Rule = Frozen<z.infer<typeof rule>>;
