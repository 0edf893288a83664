import { z } from 'zod';
import { adaptation, chain, flag, gotcha, message, methodology, phase, role, stepText } from './chapters/cover.ts';
import { component, hypercare, metric, stepTasks, successCriteria, tests } from './chapters/delivery.ts';
import { gates } from './chapters/gates.ts';
import { escalation, maintenance, retention } from './chapters/handoff.ts';
import { alignment, definitions, document, homework, meeting, prep } from './chapters/strategy.ts';
import { id, stepCode, text } from './parts.ts';

/** One SOP as data, its chapters in the order in which a reader meets them. Strict throughout: a misspelt key is an error, never ignored. */
export const playbookSchema = z.strictObject({
  id: id.describe('The id of the playbook, and the name of its folder.'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/, 'a version such as "1.0.0"')
    .describe('The version, and the name of the file.'),
  name: text.describe('The name of the SOP.'),
  category: z.enum(['Technical', 'Balanced', 'Strategic']).describe('Where the weight of the work is.'),
  deliverable: text.describe('What the customer has in the end.'),
  flow: z.array(text).default([]).describe('How the phases follow each other, in words.'),
  phases: z.array(phase).length(4).describe('The four phases.'),
  steps: z.partialRecord(stepCode, stepText).default({}).describe('What each step is for, in words.'),
  flags: z.array(flag).default([]).describe('What is asked about an engagement at its start, with yes or no.'),
  roles: z.array(role).min(1).describe('Who takes part. The method knows architect, engineer and sme.'),
  methodologies: z.array(methodology).default([]).describe('Ways to build it, of which one is chosen.'),
  adaptations: z.array(adaptation).default([]).describe('How the work changes with the customer.'),
  /** "work" is the chain of everything that has none of its own. */
  chains: z
    .record(id, chain)
    .describe('How silence is answered. "work" is the chain of everything that has none of its own.'),
  definitions: definitions.describe('The terms that everybody must mean the same by.'),
  homework: homework.describe('Track A: what the customer does before the kickoff.'),
  prep: prep.describe('Track B: what the team does before the kickoff.'),
  alignment: alignment.describe('The loop of meetings, 1c.'),
  meetings: z.array(meeting).min(1).describe('All meetings but the check-ins, in their order.'),
  documents: z.array(document).min(1).describe('Everything that is written.'),
  gates: gates.describe('The four sign-offs.'),
  tasks: stepTasks,
  build: z.array(component).min(1).describe('What is built in 2c, component by component.'),
  tests: tests.describe('What is tested in 2d.'),
  hypercare: hypercare.describe('Close support after go-live, 3c.'),
  metrics: z.array(metric).default([]).describe('What is measured.'),
  successCriteria: successCriteria.optional().describe('Targets that the customer agrees on.'),
  maintenance: maintenance.describe('What is looked after once the project is over.'),
  escalation: escalation.describe('Which issue goes to whom.'),
  debrief: z.array(text).default([]).describe('What the team asks itself at the end.'),
  retention: retention.describe('How the relationship goes on.'),
  messages: z.record(id, message).default({}).describe("The playbook's own words for messages, by template."),
  gotchas: z.array(gotcha).default([]).describe('What goes wrong, said where it can be prevented.'),
  context: z.array(text).default([]).describe('Why the project exists.'),
  references: z.array(text).default([]).describe('Sources.'),
});

export type Playbook = z.infer<typeof playbookSchema>;
