import {
  allHandlersFinished,
  CancellationScope,
  condition,
  continueAsNew,
  isCancellation,
  log,
  workflowInfo,
} from '@temporalio/workflow';
import type { Context } from '../src/method/context.ts';
import type { Duty, MessageDuty } from '../src/method/duty.ts';
import { nextMoment, planFor, stillOwed } from '../src/method/plan.ts';
import type { Plan } from '../src/method/plan.ts';
import { bundled } from '../src/method/quiet.ts';
import { begin, carried, noted, settled, stored } from '../src/engagement/engagement.ts';
import { isOver } from '../src/engagement/evolve.ts';
import { sharedOutline } from '../src/playbook/shared-outline.ts';
import { openBell } from './bell.ts';
import type { Bell } from './bell.ts';
import { Clock, now } from './clock.ts';
import { openDesk } from './desk.ts';
import type { Desk } from './desk.ts';
import type { EngagementInput } from './messages.ts';
import { noticeBoard } from './notice-board.ts';
import { firstOf, journalKeeper } from './journal-keeper.ts';
import type { JournalKeeper } from './journal-keeper.ts';
import { appendJournal, dutiesOf, mostTogether, perform, performTogether } from './perform.ts';
import type { Performable, PerformedTogether } from './perform.ts';

/** How an engagement ended. */
export interface EngagementResult {
  readonly reason: string;
  readonly events: number;
}

/** A run takes 10,000 signals at most; it ends long before. */
const signalsInRun = 5000;

/** One customer running one playbook, for its whole life: a loop around the pure core. */
export async function engagement(given: EngagementInput): Promise<EngagementResult> {
  // Not a copy: the SDK keeps what it has given for as long as a run lives.
  const input = Object.assign(given, { playbook: sharedOutline(given.playbook) });
  const bell = openBell();
  const desk: Desk = { playbook: input.playbook, engagement: opening(input), signals: 0, wake: bell.ring };
  openDesk(desk);
  const inFlight = new Map<string, CallBack>();
  try {
    return await walk(input, desk, bell, inFlight);
  } catch (error) {
    if (isCancellation(error)) await cancelled(desk, inFlight);
    throw error;
  }
}

/** The main loop, until the engagement is over. Rejects when it is cancelled, or goes on in another run. */
async function walk(
  input: EngagementInput,
  desk: Desk,
  bell: Bell,
  inFlight: Map<string, CallBack>,
): Promise<EngagementResult> {
  const clock = new Clock(bell.ring);
  const show = noticeBoard();
  const journal = journalKeeper(desk);
  for (;;) {
    bell.hush();
    desk.engagement = settled(desk.playbook, desk.engagement, now());
    const context: Context = { playbook: desk.playbook, state: desk.engagement.state, now: now() };
    const plan = planFor(context);
    const started = startDue(desk, context, plan, { inFlight, journal });
    show(context, plan);
    const isLast = isOver(context.state) && inFlight.size === 0 && started === 0;
    journal.keep(isLast || started > 0);
    if (isLast && journal.isIdle()) return { reason: context.state.endReason ?? '', events: context.state.journal.seq };
    const isQuiet = inFlight.size === 0 && !journal.isWriting();
    if (isQuiet && !isOver(context.state) && mustContinue(input, desk)) await carryOn(input, desk);
    clock.set(nextMoment(plan), summaryOf(plan));
    await bell.heard();
  }
}

/** Cancelled by an operator: what was decided is in the records, and that it was cancelled, before it ends. */
const cancelled = (desk: Desk, inFlight: ReadonlyMap<string, CallBack>): Promise<void> =>
  CancellationScope.nonCancellable(async () => {
    for (const callBack of inFlight.values()) callBack();
    // What is just being delivered is noted before the end: nothing comes after it.
    await condition(() => inFlight.size === 0);
    const reason = 'The workflow was cancelled in Temporal';
    if (!isOver(desk.engagement.state))
      desk.engagement = noted(desk.engagement, [{ kind: 'engagementEnded', reason }], now());
    while (desk.engagement.outbox.length > 0) {
      const events = firstOf(desk.engagement.outbox);
      await appendJournal(desk.engagement.state.id, events);
      desk.engagement = stored(desk.engagement, events.at(-1)?.seq ?? 0);
    }
  });

const opening = ({ playbook, begin: how }: EngagementInput): Desk['engagement'] =>
  'kind' in how ? begin(playbook, how, now()) : how;

/** Edits of one message go out one after the other: the last one is what stays. */
const isBeingEdited = (duty: Duty, inFlight: ReadonlyMap<string, unknown>): boolean =>
  duty.kind === 'message' &&
  duty.edits !== undefined &&
  [...inFlight.keys()].some((key) => surfaceOf(key) === surfaceOf(duty.key));

/** The key of an edit is that of the message, and what is shown. */
const surfaceOf = (key: string): string => key.slice(0, key.lastIndexOf('/'));

/** Calls back what is under way, where that can be done. */
type CallBack = () => void;

/** What is under way, by the duty's key, and who stores the journal. */
interface UnderWay {
  readonly inFlight: Map<string, CallBack>;
  readonly journal: JournalKeeper;
}

/** Starts what is due, all of it in one task, and calls back what has been settled meanwhile. Nothing is waited for: an outage of one system holds up no other. */
function startDue(desk: Desk, context: Context, plan: Plan, underWay: UnderWay): number {
  const { inFlight } = underWay;
  const owed = stillOwed(plan);
  for (const [key, callBack] of inFlight) if (!owed.has(key)) callBack();
  const fresh = plan.due.filter((duty) => !inFlight.has(duty.key) && !isBeingEdited(duty, inFlight));
  const messages = bundled(fresh.filter((duty) => duty.kind === 'message'));
  for (let first = 0; first < messages.length; first += mostTogether)
    void runTogether(desk, context, messages.slice(first, first + mostTogether), underWay);
  for (const duty of fresh)
    if (duty.kind !== 'message' && duty.kind !== 'moment') void run(desk, context, duty, inFlight);
  return fresh.length;
}

/** Messages that are due together go out together, and the journal with them. What fails for the moment is tried again by itself, for as long as it is owed. */
async function runTogether(
  desk: Desk,
  context: Context,
  bundles: readonly (readonly MessageDuty[])[],
  { inFlight, journal }: UnderWay,
): Promise<void> {
  const keys = bundles.flat().map(({ key }) => key);
  // One try is short: what is settled meanwhile is not called back.
  for (const key of keys) inFlight.set(key, () => undefined);
  const lent = journal.lend();
  let again: PerformedTogether['again'] = [];
  try {
    const performed = await performTogether(context, bundles, lent);
    again = performed.again;
    if (lent.length > 0) journal.takeBack(lent, performed.isStored);
    const at = now();
    const { state } = desk.engagement;
    desk.engagement = noted(desk.engagement, performed.report({ playbook: desk.playbook, state, now: at }), at);
  } catch (error) {
    // With the workflow, before a worker had taken it or between two tries.
    if (!isCancellation(error)) throw error;
  } finally {
    for (const key of keys) inFlight.delete(key);
    desk.wake();
  }
  for (const duties of again) void run(desk, context, duties, inFlight);
}

async function run(desk: Desk, context: Context, what: Performable, inFlight: Map<string, CallBack>): Promise<void> {
  const keys = dutiesOf(what).map(({ key }) => key);
  const scope = new CancellationScope();
  for (const key of keys) inFlight.set(key, () => scope.cancel());
  try {
    const report = await scope.run(() => perform(context, what));
    const at = now();
    desk.engagement = noted(
      desk.engagement,
      report({ playbook: desk.playbook, state: desk.engagement.state, now: at }),
      at,
    );
  } catch (error) {
    if (!isCancellation(error)) throw error;
    // Of several in one letter, those that are still owed go out anew.
    log.info('A duty was settled before it was performed', { duties: keys });
  } finally {
    for (const key of keys) inFlight.delete(key);
    desk.wake();
  }
}

function mustContinue({ continueAfter }: EngagementInput, { signals }: Desk): boolean {
  const { continueAsNewSuggested, historyLength } = workflowInfo();
  return (
    continueAsNewSuggested ||
    signals >= (continueAfter?.signals ?? signalsInRun) ||
    historyLength >= (continueAfter?.historyEvents ?? Infinity)
  );
}

/** From the main loop only, when every handler has finished. What is carried is everything: due times are instants, never durations begun anew. */
async function carryOn(input: EngagementInput, desk: Desk): Promise<never> {
  await condition(allHandlersFinished);
  return continueAsNew<typeof engagement>({ ...input, begin: carried(desk.playbook, desk.engagement, now()) });
}

/** The timer stays when plans change, so its words say nothing that may change: what is due then is in the current details. */
const summaryOf = ({ next: [first] }: Plan): string =>
  first === undefined ? '' : `Next look on ${first.at.slice(0, 10)}`;
