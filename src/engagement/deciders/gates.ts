import { daysAfter } from '../../calendar/calendar.ts';
import { requiredApprovals } from '../../method/approvals.ts';
import { attemptOf, dayOf, holdersOf, rolesOf } from '../../method/context.ts';
import type { Context } from '../../method/context.ts';
import { completedCycles, meetingsOf, unpassedTests } from '../../method/evidence.ts';
import { gateItems, lackOfItem, openGate, standingOf } from '../../method/gate.ts';
import type { Decision, GateStanding } from '../../method/gate.ts';
import { hardBlockers } from '../../method/homework.ts';
import { stepCodes } from '../../playbook/codes.ts';
import type { GateCode, StepCode } from '../../playbook/codes.ts';
import type { EventBody } from '../events.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';
import type { Gate } from '../state.ts';
import type { CommandOf } from '../command-fields.ts';
import { inPlaceOf, inWords, rolesCounted, givenBefore } from './by-whom.ts';
import { forTeam, holdInWords, notThere } from './decider.ts';
import type { Deciders } from './decider.ts';

/** Sign-off. A gate passes only with all its items true, all required approvals, and a decision that the playbook offers. */
export const gates: Deciders<'confirmGateItems' | 'approveGate' | 'requestChanges' | 'decideGate'> = {
  confirmGateItems: (context, { gate: code, attempt, items, by, note }) => {
    const gate = openGate(context, code);
    if (gate === undefined) return notOpen(context, code);
    if (isOver(gate, attempt)) return otherAttempt(code, gate, attempt);
    const known = gateItems(context, code);
    const agreed = note === undefined ? gate : { ...gate, agreed: [...gate.agreed, ...items] };
    for (const id of items) {
      const item = known.find((candidate) => candidate.id === id);
      if (item === undefined)
        return notThere(
          id,
          known.map((other) => other.id),
          `item of ${code}`,
        );
      const lack = lackOfItem(context, item, agreed);
      if (lack !== undefined)
        return refuse(
          'conflict',
          `"${id}" is not so yet: ${lack}.${item.unlessAgreed === undefined ? '' : ` Or give a note: ${item.unlessAgreed}`}`,
        );
    }
    return (
      forTeam(context, by, `Confirming items of ${code}`) ?? [
        { kind: 'gateItemsConfirmed', gate: code, items, ...(note !== undefined && { note }) },
      ]
    );
  },

  approveGate: (context, { gate: code, attempt, by, note }) => {
    const gate = openGate(context, code);
    if (gate === undefined) return notOpen(context, code);
    if (isOver(gate, attempt)) return otherAttempt(code, gate, attempt);
    const refusal = notApprover(context, code, by);
    if (refusal !== undefined) return refusal;
    // A person counts once, whatever roles they hold, themselves or by whoever stands in for them.
    const approving = inPlaceOf(context, by, approversOf(context, code));
    const before = givenBefore(gate.approvals, by, approving.onBehalfOf);
    if (before !== undefined)
      return refuse('conflict', `${inWords(before)} approved ${code} already. A person counts once.`);
    // Nobody approves what is not there yet: they are asked once it is.
    const { openItems, lacks } = standingOf(context, code, gate);
    if (openItems.length > 0 || lacks.length > 0)
      return refuse(
        'conflict',
        `${code} is not ready to be approved: ${lacksInWords({ openItems, lacks }).join('; ')}. Whoever approves is asked once it is.`,
      );
    return [
      {
        kind: 'gateApproved',
        gate: code,
        roles: rolesCounted(context, by, approving.onBehalfOf),
        ...(note !== undefined && { note }),
        ...approving,
      },
    ];
  },

  requestChanges: (context, { gate: code, attempt, by, reason }) => {
    const gate = openGate(context, code);
    if (gate === undefined) return notOpen(context, code);
    if (isOver(gate, attempt)) return otherAttempt(code, gate, attempt);
    return (
      notApprover(context, code, by) ?? [
        { kind: 'changesRequested', gate: code, reason, ...inPlaceOf(context, by, approversOf(context, code)) },
      ]
    );
  },

  decideGate: (context, command) => {
    const { gate: code, attempt, decision: id, by } = command;
    const gate = openGate(context, code);
    if (gate === undefined) return notOpen(context, code);
    if (isOver(gate, attempt)) return otherAttempt(code, gate, attempt);
    if (context.state.status === 'held')
      return refuse('conflict', `The engagement is on hold since ${holdInWords(context)}. Resume it first.`);
    const offered = context.playbook.gates[code].decisions;
    const decision = offered.find((candidate) => candidate.id === id);
    if (decision === undefined)
      return notThere(
        id,
        offered.map((other) => other.id),
        `decision of this playbook at ${code}`,
      );
    return forTeam(context, by, `Deciding ${code}`) ?? outcome(context, gate, decision, command);
  },
};

/** An answer to a question of an earlier attempt never counts for the one that is open. */
const isOver = (gate: Gate, attempt: number | undefined): attempt is number =>
  attempt !== undefined && attempt !== gate.attempt;
const otherAttempt = (code: string, gate: Gate, attempt: number): Rejection =>
  refuse(
    'conflict',
    `That was attempt ${attempt} at ${code}; attempt ${gate.attempt} counts now. Whoever approves is asked anew.`,
  );

type Deciding = CommandOf<'decideGate'>;

function outcome(
  context: Context,
  gate: Gate,
  decision: Decision,
  { gate: code, reason, days }: Deciding,
): readonly EventBody[] | Rejection {
  const decided: EventBody = {
    kind: 'gateDecided',
    gate: code,
    decision: decision.id,
    ...(reason !== undefined && { reason }),
  };
  if (decision.effect === 'advance')
    return notReady(context, code, gate) ?? [decided, { kind: 'stepEntered', step: decision.to, from: code }];
  if (reason === undefined)
    return refuse('invalid', `"${decision.label}" needs a reason, so that everybody knows why.`);
  switch (decision.effect) {
    case 'loop':
      return [decided, loopTo(context, code, decision.to, reason)];
    // The gate stays open, with its approvals: after the resumption it is decided again.
    case 'pause':
      return [{ kind: 'held', reason, decision: decision.id }];
    // This attempt is over: another project comes first.
    case 'hold':
      return [decided, { kind: 'held', reason, decision: decision.id, scopes: decision.scopes }];
    case 'extend': {
      const period = extended(context, days);
      if ('rejected' in period) return period;
      const rework = { step: decision.to, attempt: attemptOf(context, decision.to) + 1, items: ['fix'], reason };
      return [
        decided,
        { kind: 'hypercareExtended', reason, ...period },
        { kind: 'stepEntered', step: decision.to, from: code, rework },
      ];
    }
  }
}

/** Advance needs everything. What is missing is said, all of it. */
function notReady(context: Context, code: GateCode, gate: Gate): Rejection | undefined {
  const missing = lacksInWords(standingOf(context, code, gate));
  const blockers = code === '1d' ? hardBlockers(context, 'phase-2') : [];
  if (blockers.length > 0) missing.push(`homework that Phase 2 cannot start without: ${named(blockers)}`);
  return missing.length === 0
    ? undefined
    : refuse('conflict', `${code} cannot be passed yet. Missing: ${missing.join('; ')}.`);
}

function lacksInWords({
  openItems,
  lacks,
  missingApprovals = [],
  changesAskedBy = [],
}: Pick<GateStanding, 'openItems' | 'lacks'> & Partial<GateStanding>): string[] {
  return [
    ...(openItems.length > 0 ? [`items not confirmed: ${named(openItems)}`] : []),
    ...lacks.map(({ item, lack }) => `"${item}" is not so any more (${lack})`),
    ...missingApprovals.map((anyOf) => `the approval of ${anyOf.join(' or ')}`),
    ...(changesAskedBy.length > 0 ? [`an answer to the changes that ${named(changesAskedBy)} asked for`] : []),
  ];
}

/** A loop-back asks for the fix of every failed test, or for one fix when none failed; and for the meetings on the way, once more. */
function loopTo(context: Context, code: GateCode, step: StepCode, reason: string): EventBody {
  const attempt = attemptOf(context, step) + 1;
  const failed = code === '2d' ? failedTests(context) : [];
  const items = failed.length > 0 ? failed.map((id) => `fix-${id}`) : ['rework'];
  const again = stepCodes.slice(stepCodes.indexOf(step), stepCodes.indexOf(code) + 1);
  const meetings = again.flatMap((passed) => meetingsOf(context, passed).map(({ id }) => id));
  const rework = { step, attempt, items, ...(meetings.length > 0 && { meetings }), reason };
  return { kind: 'stepEntered', step, from: code, rework };
}

const failedTests = (context: Context): string[] =>
  [...unpassedTests(context, 'team'), ...unpassedTests(context, 'customer')].filter(
    (id) => context.state.tests[id]?.attempt === attemptOf(context, '2d'),
  );

/** Hypercare goes on: by the fix and so many more live cycles, or by so many days, as the playbook says. EV-279, A32. */
function extended(context: Context, days: number | undefined): { endsAt: string; cyclesNeeded: number } | Rejection {
  const { extension, cycle } = context.playbook.hypercare;
  const completed = completedCycles(context).length;
  if (extension.kind === 'fix-and-cycle') return { endsAt: context.now, cyclesNeeded: completed + extension.cycles };
  if (days === undefined || !Number.isInteger(days) || days < 1 || days > 90)
    return refuse('invalid', 'Say for how many days hypercare is extended: a whole number of "days", from 1 to 90.');
  const cyclesNeeded = Math.max(cycle.minimum, completed + extension.cycles);
  return { endsAt: daysAfter(context.now, days, context.state.calendar), cyclesNeeded };
}

const approversOf = (context: Context, code: GateCode): string[] =>
  requiredApprovals(context, code).flatMap(({ anyOf }) => anyOf);

function notApprover(context: Context, code: GateCode, by: string): Rejection | undefined {
  const roles = approversOf(context, code);
  if (rolesOf(context, by).some((role) => roles.includes(role))) return undefined;
  const holders = holdersOf(context, roles);
  return refuse(
    'not-allowed',
    `${by} cannot approve ${code}: it takes ${named(roles)}${holders.length > 0 ? ` (${named(holders)})` : ', and nobody holds these roles yet'}.`,
  );
}

function notOpen({ state }: Context, code: GateCode): Rejection {
  const decided = state.gates[code]?.decided;
  if (state.step !== code && decided !== undefined)
    return refuse(
      'conflict',
      `${code} was decided on ${dayOf({ state }, decided.at)}: ${decided.decision}, by ${decided.by}.`,
    );
  return refuse('conflict', `${code} is not open: the engagement is in ${state.step}.`);
}
