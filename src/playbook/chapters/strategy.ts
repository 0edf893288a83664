import { z } from 'zod';
import {
  chainId,
  condition,
  dayRange,
  documentId,
  id,
  meetingId,
  minutes,
  prepTaskId,
  roleId,
  stepCode,
  task,
  text,
} from '../parts.ts';

/** Phase 1: definitions, homework, prep, meetings, the loop that aligns everybody, and the documents that come of it. */

/** One person out of some roles. A person counts for one group only. */
export const approvalGroup = z.strictObject({
  anyOf: z.array(roleId).min(1).describe('One person who holds one of these roles.'),
  when: condition.optional().describe('When the group is needed; always, when it is left out.'),
});

export const attendee = z.strictObject({
  role: roleId.describe('Who.'),
  when: condition.optional().describe('When they are needed; always, when it is left out.'),
});

const term = z.strictObject({
  id,
  name: text.describe('The term.'),
  definition: text.describe('What it means in this project.'),
  typical: text.optional().describe('How it is usually understood.'),
  /** The term is settled only with a value, such as which attribution model. */
  value: z
    .strictObject({
      question: text.describe('What is asked.'),
      options: z.array(text).default([]).describe('Answers to choose from; any other is taken as well.'),
    })
    .optional()
    .describe('The term is settled only together with a value, such as an attribution model.'),
});

export const definitions = z.strictObject({
  document: documentId.describe('The document that holds the definitions.'),
  /** Who answers the terms. */
  signers: z.array(roleId).min(1).describe('Who answers each term with Yes or No.'),
  /** Who signs the document as a whole, once every term has its Yes. Without any, the answers are the signature. */
  signatures: z.array(approvalGroup).default([]).describe('Who signs the document as a whole, once every term is Yes.'),
  instruction: text.describe('What the signers are asked to do.'),
  terms: z.array(term).min(1).describe('The terms. 1d waits for every one of them.'),
  glossary: z
    .array(z.strictObject({ id, name: text.describe('The word.'), definition: text.describe('What it means.') }))
    .default([])
    .describe('Words that need no sign-off.'),
});

export const homework = z.strictObject({
  owner: roleId.describe('Who of the customer sees to it.'),
  chain: chainId.describe('How silence is answered.'),
  sends: z
    .array(
      z.strictObject({
        id,
        name: text.describe('What it is called.'),
        purpose: text.describe('What it is for.'),
        format: text.describe('Form, video, document …'),
      }),
    )
    .min(1)
    .describe('What the customer gets from us.'),
  intakeFields: z.array(text).default([]).describe('What the intake form asks.'),
  /** `blocks`: a hard blocker stops Track B, or Phase 2, until it is done. It never stops the kickoff. */
  items: z
    .array(
      task.extend({
        blocks: z
          .enum(['track-b', 'phase-2'])
          .optional()
          .describe('A hard blocker: the prep (track-b), or sign-off 1d (phase-2), waits for it. Never the kickoff.'),
      }),
    )
    .min(1)
    .describe('What the customer does before the kickoff. The kickoff is held whatever is open.'),
  afterKickoff: z.array(task).default([]).describe('Homework that the kickoff hands out.'),
});

export const prep = z.strictObject({
  owner: roleId.describe('Who of the team prepares.'),
  chain: chainId.describe('How silence is answered.'),
  days: dayRange.describe('How long it takes, for people to plan with.'),
  tasks: z.array(task).min(1).describe('Track B: what is prepared before the kickoff.'),
  /** What the prep finds. ASSUMED until somebody confirms it. */
  facts: z
    .array(
      z.strictObject({ id, text: text.describe('What is found out.'), from: prepTaskId.describe('By which task.') }),
    )
    .default([])
    .describe('What the prep finds. ASSUMED until somebody confirms it.'),
});

const slot = z.strictObject({
  from: z.int().min(0).describe('The minute in which it begins.'),
  to: z.int().min(1).optional().describe('The minute in which it ends.'),
  topic: text.describe('What it is about.'),
  detail: text.describe('What is done.'),
});

export const meeting = z.strictObject({
  id: id.describe('An id in kebab-case. The method knows "kickoff".'),
  step: stepCode.describe('In which step it is held: 1b, 1c, 2b, 3b or 4c.'),
  name: text.describe('As people read it.'),
  focus: text.describe('What it is for.'),
  minutes: minutes.optional().describe('How long it takes.'),
  agenda: z.array(slot).default([]).describe('The agenda, by the minute.'),
  topics: z.array(text).default([]).describe('What must come up, where there is no agenda by the minute.'),
  attendees: z.array(attendee).min(1).describe('Who takes part.'),
  brings: z.array(text).default([]).describe('What we bring.'),
  leavesWith: z.array(text).default([]).describe('What there is afterwards.'),
  after: z.array(meetingId).default([]).describe('Meetings that come first.'),
  timing: text.optional().describe('When, in words.'),
  when: condition.optional().describe('When it takes place at all; always, when it is left out.'),
  optional: z.boolean().optional().describe('An optional meeting never holds its step up.'),
  /** A session that must be recorded, for people who come later. */
  recorded: z.boolean().optional().describe('It counts as held only with its recording.'),
  output: text.optional().describe('What comes out of it.'),
});

export const alignment = z.strictObject({
  chain: chainId.describe('How silence about terms and signatures is answered.'),
  /** Every fact must be CONFIRMED before 1c is left. */
  allConfirmed: z.boolean().default(false).describe('1c is left only once every fact is CONFIRMED.'),
  before: z.array(text).default([]).describe('Before each meeting.'),
  during: z.array(text).default([]).describe('In each meeting.'),
  after: z.array(text).default([]).describe('After each meeting.'),
  timeline: z
    .array(z.strictObject({ milestone: text.describe('What.'), timing: text.describe('When, in words.') }))
    .default([])
    .describe('The usual course, for people to plan with.'),
});

export const document = z.strictObject({
  id,
  name: text.describe('As people read it.'),
  kind: z.enum(['working', 'deliverable', 'training', 'handoff']).describe('What it is for.'),
  purpose: text.describe('What it says or shows.'),
  completeWhen: text.optional().describe('When it is vFinal.'),
  createdFrom: text.optional().describe('What it is made from.'),
  usedIn: z
    .array(z.union([stepCode, z.enum(['1', '2', '3', '4'])]))
    .min(1)
    .describe("Steps, or whole phases in quotes ('1')."),
  approvers: z.array(attendee).default([]).describe('Who must approve it before it is vFinal.'),
  when: condition.optional().describe('When there is such a document; always, when it is left out.'),
});
