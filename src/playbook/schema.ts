import { z } from 'zod';
import {
  adaptation,
  alignment,
  chain,
  component,
  definitions,
  document,
  escalation,
  flag,
  gates,
  gotcha,
  homework,
  hypercare,
  maintenance,
  meeting,
  message,
  metric,
  phase,
  prep,
  retention,
  role,
  stepTasks,
  stepText,
  tests,
} from './chapters.ts';
import { id, stepCode, text } from './parts.ts';

/** One SOP as data. Strict throughout: a misspelt key is an error, never ignored. */
export const playbookSchema = z.strictObject({
  id,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version such as "1.0.0"'),
  name: text,
  category: z.enum(['Technical', 'Balanced', 'Strategic']),
  deliverable: text,
  flow: z.array(text).default([]),
  phases: z.array(phase).length(4),
  steps: z.partialRecord(stepCode, stepText).default({}),
  flags: z.array(flag).default([]),
  roles: z.array(role).min(1),
  methodologies: z
    .array(z.strictObject({ id, name: text, when: text, complexity: z.enum(['Low', 'Low-Medium', 'Medium', 'High']) }))
    .default([]),
  adaptations: z.array(adaptation).default([]),
  /** "work" is the chain of everything that has none of its own. */
  chains: z.record(id, chain).refine((chains) => 'work' in chains, 'a chain called "work"'),
  definitions,
  homework,
  prep,
  alignment,
  meetings: z.array(meeting).min(1),
  documents: z.array(document).min(1),
  gates,
  tasks: stepTasks,
  build: z.array(component).min(1),
  tests,
  hypercare,
  metrics: z.array(metric).default([]),
  maintenance,
  escalation,
  debrief: z.array(text).default([]),
  retention,
  messages: z.record(id, message).default({}),
  gotchas: z.array(gotcha).default([]),
  context: z.array(text).default([]),
  references: z.array(text).default([]),
});

export type Playbook = z.infer<typeof playbookSchema>;
