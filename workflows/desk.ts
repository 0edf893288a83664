import {
  ApplicationFailure,
  defineQuery,
  defineSignal,
  defineUpdate,
  setDefaultSignalHandler,
  setHandler,
  uuid4,
} from '@temporalio/workflow';
import { addDays, dateOf, morningOf } from '../src/calendar/calendar.ts';
import type { Instant } from '../src/calendar/calendar.ts';
import { commandFields } from '../src/engagement/command-fields.ts';
import type { CommandKind } from '../src/engagement/command-fields.ts';
import { noted, submit } from '../src/engagement/engagement.ts';
import type { Engagement, Submitted } from '../src/engagement/engagement.ts';
import { forecast } from '../src/engagement/forecast.ts';
import type { Answer } from '../src/engagement/memory.ts';
import { isCommandKind, readCommand } from '../src/engagement/read-command.ts';
import { viewOf } from '../src/engagement/view.ts';
import { planFor } from '../src/method/plan.ts';
import type { Outline } from '../src/playbook/outline.ts';
import { now } from './clock.ts';
import { queries, rejected } from './messages.ts';

/** What the handlers read and change. */
export interface Desk {
  readonly playbook: Outline;
  engagement: Engagement;
  /** Signals never suggest to continue as new: they are counted. */
  signals: number;
  readonly wake: () => void;
}

const kinds = Object.keys(commandFields).filter(isCommandKind);

/** Where commands come in and questions are answered. Set up before anything else runs, so that no signal is lost. */
export function openDesk(desk: Desk): void {
  // Signals first: what waits for a handler is taken as soon as that is set, and an Update that came with the first task is later than a Signal that started us.
  for (const kind of kinds)
    setHandler(defineSignal<[unknown]>(kind), (input) => takeSignal(desk, kind, input), {
      description: `The command ${kind}, without an answer`,
    });
  for (const kind of kinds) takeUpdates(desk, kind);
  setDefaultSignalHandler((name, input) => takeSignal(desk, name, input));
  answerQueries(desk);
}

/** Refused before it is written to history; accepted, it is applied and answered at once. What it leads to is performed afterwards. */
function takeUpdates(desk: Desk, kind: CommandKind): void {
  const decided = (input: unknown): Taken => {
    const submitted = submission(desk, kind, input);
    if ('rejection' in submitted)
      throw ApplicationFailure.create({
        message: submitted.rejection.message,
        type: rejected,
        nonRetryable: true,
        details: [submitted.rejection],
      });
    return submitted;
  };
  let checked: Checked | undefined;
  const apply = (input: unknown): Answer => {
    const { engagement, answer } = isStill(checked, desk, input) ? checked.taken : decided(input);
    checked = undefined;
    desk.engagement = engagement;
    desk.wake();
    return answer;
  };
  const validator = (input: unknown): void =>
    void (checked = { before: desk.engagement, at: now(), written: JSON.stringify(input), taken: decided(input) });
  setHandler(defineUpdate<Answer, [unknown]>(kind), apply, { validator, description: `The command ${kind}` });
}

type Taken = Exclude<Submitted, { rejection: unknown }>;

/** What a validator has just decided, and upon what: deciding is pure, so that the handler, which comes next, would decide the same. Refusals are not kept. */
interface Checked {
  readonly before: Engagement;
  readonly at: Instant;
  readonly written: string | undefined;
  readonly taken: Taken;
}

const isStill = (checked: Checked | undefined, { engagement }: Desk, input: unknown): checked is Checked =>
  checked !== undefined &&
  checked.before === engagement &&
  checked.at === now() &&
  checked.written === JSON.stringify(input);

function submission(desk: Desk, kind: CommandKind, input: unknown): Submitted {
  const read = readCommand(kind, input);
  return read.ok ? submit(desk.playbook, desk.engagement, read.command, now()) : { rejection: read.rejection };
}

/** From the Temporal UI or CLI, or another engagement. It cannot be refused any more, so a refusal is an event. */
function takeSignal(desk: Desk, name: string, input: unknown): void {
  desk.signals += 1;
  const submitted = isCommandKind(name) ? submission(desk, name, withSender(input)) : undefined;
  if (submitted !== undefined && 'answer' in submitted) desk.engagement = submitted.engagement;
  else
    desk.engagement = noted(
      desk.engagement,
      [
        {
          kind: 'commandRefused',
          command: name.slice(0, 80),
          reason: submitted?.rejection.message ?? `There is no command "${name.slice(0, 80)}"`,
          ...senderOf(input),
        },
      ],
      now(),
    );
  desk.wake();
}

const senderOf = (input: unknown): { sender?: string } =>
  typeof input === 'object' && input !== null && 'by' in input && typeof input.by === 'string'
    ? { sender: input.by.slice(0, 120) }
    : {};

/** A person at the UI types who they are and what they want; the rest is filled in. */
const withSender = (input: unknown): unknown =>
  typeof input === 'object' && input !== null ? { commandId: uuid4(), surface: 'temporal', ...input } : input;

function answerQueries(desk: Desk): void {
  const context = () => ({ playbook: desk.playbook, state: desk.engagement.state, now: now() });
  setHandler(defineQuery(queries.view), () => viewOf(context()), {
    description: 'Where the engagement is, who is waited for, what happens next',
  });
  setHandler(defineQuery(queries.plan), () => planFor(context()), { description: 'What is due, and what comes' });
  setHandler(defineQuery(queries.journal), () => desk.engagement.outbox, {
    description: 'Events that are not in the records store yet',
  });
  setHandler(
    defineQuery<unknown, [number?]>(queries.forecast),
    (days = 366) => {
      const { calendar } = desk.engagement.state;
      const until = morningOf(addDays(dateOf(now(), calendar), days), calendar);
      return forecast(desk.playbook, desk.engagement, now(), until);
    },
    { description: 'What will be sent, and when, if nobody acts' },
  );
}
