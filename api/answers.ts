import { z } from 'zod';
import type { JournalEvent } from '../src/engagement/events.ts';
import type { Forecast } from '../src/engagement/forecast.ts';
import type { Answer } from '../src/engagement/memory.ts';
import type { PlaybookPin } from '../src/engagement/state.ts';
import type { View } from '../src/engagement/view.ts';
import type { Duty } from '../src/method/duty.ts';
import type { Plan } from '../src/method/plan.ts';
import type { Task } from '../src/method/task.ts';
import type { Wait } from '../src/method/wait.ts';
import { stepCodes } from '../src/playbook/codes.ts';
import type { Outline } from '../src/playbook/outline.ts';
import type { ShelfFault } from '../stores/playbook-shelf.ts';
import type { Listed } from './engagements.ts';
import type { MetricReadings } from './readings.ts';
import type { StartedEngagement } from './start-engagement.ts';

/** As JSON has it, and as schemas infer it: nothing is read-only. */
type Sent<T> = T extends readonly (infer Entry)[]
  ? Sent<Entry>[]
  : T extends object
    ? { -readonly [Key in keyof T]: Sent<T[Key]> }
    : T;

/** Fields of a type, each with a schema that whatever the type allows fits; anything else does not compile. */
type FieldsOf<T, Shape> = {
  [Key in keyof Shape]: Key extends keyof T
    ? Shape[Key] extends z.ZodType<infer Said>
      ? Sent<T[Key]> extends Said
        ? Shape[Key]
        : never
      : never
    : never;
};

/** The main fields of an answer. There may be more: what reads an answer looks for what it knows. */
const describing =
  <T>() =>
  <Shape extends z.core.$ZodLooseShape>(shape: Shape & FieldsOf<T, Shape>) =>
    z.looseObject<Shape>(shape);

const instant = z.string().meta({ description: 'An instant in UTC.' });
const texts = z.array(z.string());
const stage = z.enum([...stepCodes, 'aftercare']);
const status = z.enum(['running', 'held', 'closed', 'ended']);

const pin = describing<PlaybookPin>()({ id: z.string(), version: z.string(), digest: z.string() });
const wait = describing<Wait>()({
  key: z.string(),
  who: texts.meta({ description: 'The roles that are waited for.' }),
  what: z.string(),
  answeredBy: z.string().meta({ description: 'The command that settles it.' }),
  items: texts,
  since: instant,
}).meta({ id: 'Wait' });
const duty = describing<Duty>()({
  kind: z.enum(['message', 'probe', 'tell-previous', 'moment']),
  key: z.string(),
  at: instant,
  why: z.string(),
}).meta({ id: 'Duty' });
const task = describing<Task>()({
  key: z.string(),
  id: z.string(),
  step: stage,
  owner: z.string(),
  optional: z.boolean(),
}).meta({ id: 'Task' });
const gate = z
  .looseObject({ attempt: z.number(), openedAt: instant, checklist: z.array(z.looseObject({ id: z.string() })) })
  .meta({ id: 'Gate' });
const listed = describing<Listed>()({
  engagement: z.string(),
  customer: z.string().optional(),
  playbook: z.string().optional(),
  step: z.string().optional(),
  status: z.string().optional(),
  waitingOn: texts,
  architect: z.string().optional(),
  nextDue: instant.optional(),
  goLive: instant.optional(),
  checkIn: instant.optional(),
  redFlags: z.number(),
  startedAt: instant,
}).meta({ id: 'ListedEngagement' });
const event = describing<JournalEvent>()({
  seq: z.number(),
  at: instant,
  kind: z.string(),
  hash: z.string().meta({ description: 'SHA-256 over the event and the hash before it.' }),
}).meta({ id: 'Event', description: 'What happened; its other fields are by its kind.' });

/** What the routes answer with. */
export const answers = {
  started: describing<StartedEngagement>()({ engagement: z.string(), playbook: pin }).meta({ id: 'Started' }),
  command: describing<Answer>()({
    engagement: z.string(),
    commandId: z.string(),
    seq: z.number(),
    step: stage,
    status,
  }).meta({
    id: 'Answer',
    description: 'Where the command stands in the journal, and where the engagement stands after it.',
  }),
  list: z
    .looseObject({
      engagements: z.array(listed),
      cursor: z.string().optional().meta({ description: 'Of the next page, when there is one.' }),
    })
    .meta({ id: 'Engagements' }),
  view: describing<View>()({
    id: z.string(),
    customer: z.string(),
    playbook: pin,
    type: z.enum(['single', 'dedicated']),
    status,
    step: stage,
    stepName: z.string(),
    stepSince: instant,
    startedAt: instant,
    waits: z.array(wait),
    upcoming: z.array(duty).meta({ description: 'The next things that happen if nobody acts.' }),
    openTasks: z.array(task),
    doneTasks: z.number(),
    people: z.record(z.string(), z.looseObject({ name: z.string(), email: z.string(), roles: texts })),
    goLiveOn: z.string().optional(),
    redFlags: z.record(z.string(), z.looseObject({ metric: z.string(), rule: z.string(), value: z.number() })),
    attention: z.record(z.string(), z.looseObject({ since: instant, problem: z.string() })),
    gates: z.record(z.string(), gate),
    kpis: z.array(z.looseObject({ metric: z.string(), name: z.string(), standing: z.string() })),
    liveCycles: z.number(),
    journalSeq: z.number(),
    endReason: z.string().optional(),
  }).meta({ id: 'View' }),
  plan: describing<Plan>()({ due: z.array(duty), next: z.array(duty), waits: z.array(wait) }).meta({ id: 'Plan' }),
  forecast: z
    .looseObject({ forecast: z.array(describing<Forecast>()({ at: instant, duty })) })
    .meta({ id: 'Forecast' }),
  journal: z
    .looseObject({
      events: z.array(event),
      total: z.number(),
      intact: z.boolean().meta({ description: 'Whether the chain of hashes holds from end to end.' }),
    })
    .meta({ id: 'Journal' }),
  readings: z
    .looseObject({
      metrics: z.array(
        describing<MetricReadings>()({
          metric: z.string(),
          name: z.string().optional(),
          unit: z.string().optional(),
          readings: z.array(z.looseObject({ at: instant, value: z.number(), source: z.string(), recordedAt: instant })),
          gaps: z.array(z.looseObject({ from: z.string(), to: z.string() })),
          flags: z.array(z.looseObject({ flag: z.string(), rule: z.string(), value: z.number(), raisedAt: instant })),
        }),
      ),
    })
    .meta({ id: 'Readings' }),
  playbooks: z
    .looseObject({
      playbooks: z.array(
        z.looseObject({
          id: z.string(),
          version: z.string(),
          digest: z.string(),
          name: z.string(),
          released: z.boolean().meta({ description: 'Released, it can never change; otherwise it is a draft.' }),
        }),
      ),
      faults: z.array(describing<ShelfFault>()({ file: z.string(), message: z.string() })),
    })
    .meta({ id: 'Playbooks' }),
  playbook: describing<PlaybookPin & Pick<Outline, 'roles' | 'flags' | 'methodologies'>>()({
    id: z.string(),
    version: z.string(),
    digest: z.string(),
    roles: z.array(z.looseObject({ id: z.string(), name: z.string(), side: z.string() })),
    flags: z.array(z.looseObject({ id: z.string(), default: z.boolean() })),
    methodologies: z.array(z.looseObject({ id: z.string() })),
  })
    .extend({
      name: z.string(),
      released: z.boolean(),
      gates: z.looseObject({}),
      terms: z.array(z.looseObject({ id: z.string() })),
      whole: z.looseObject({}).optional().meta({ description: 'All of it, as its file says it; by "whole=true".' }),
    })
    .meta({ id: 'Playbook' }),
  slackMessages: z
    .looseObject({
      messages: z.array(
        z.looseObject({ id: z.string(), at: instant, engagement: z.string(), to: z.string(), text: z.string() }),
      ),
    })
    .meta({ id: 'SlackMessages' }),
};
