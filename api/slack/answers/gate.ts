import type { GateValue } from '../../../src/messages/slack/button-values.ts';
import {
  dayInWords,
  gateName,
  personName,
  rolesInWords,
  stepName,
} from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { approvalOf, othersWhoMay } from '../../../src/messages/slack/gate-standing.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';
import { afterwards, sent } from './acting.ts';
import type { Acting } from './acting.ts';

/** The decision of an approver, and what it is answered with. */
export async function approve(acting: Acting, value: GateValue): Promise<Said> {
  const { standing, person } = acting;
  const { gate, attempt } = value;
  const settled =
    lateFor(standing, value) ?? notTheirs(standing, value, person) ?? approvedBefore(standing, value, person);
  if (settled !== undefined) return settled;
  const refusal = await sent(acting, 'approveGate', { gate, attempt });
  if (refusal !== undefined) return refusal;
  const after = await afterwards(acting);
  return { text: markup`Noted: you approve ${gateName(gate)} of ${standing.view.customer}.` + missing(after, value) };
}

export async function requestChanges(acting: Acting, value: GateValue, reason: string): Promise<Said> {
  const { standing, person } = acting;
  const settled = lateFor(standing, value) ?? notTheirs(standing, value, person);
  if (settled !== undefined) return settled;
  const refusal = await sent(acting, 'requestChanges', { gate: value.gate, attempt: value.attempt, reason });
  return (
    refusal ?? {
      text: markup`Noted: you ask for changes at ${gateName(value.gate)} of ${standing.view.customer}, and the architect is told. You are asked again once they are made.`,
    }
  );
}

/** The click comes too late, or is about an attempt that is over. */
export function lateFor({ view }: Standing, { gate, attempt }: Pick<GateValue, 'gate' | 'attempt'>): Said | undefined {
  const now = view.gates[gate];
  if (now === undefined)
    return {
      text: markup`${gateName(gate)} of ${view.customer} is not open: it stands in ${stepName(view)}. Nothing was done.`,
    };
  if (now.attempt !== attempt)
    return {
      text: markup`That was attempt ${attempt} at ${gateName(gate)} of ${view.customer}; attempt ${now.attempt} counts now. Whoever approves is asked anew. Nothing was done.`,
      isOver: true,
    };
  if (now.decided === undefined) return undefined;
  const { decision, by, at } = now.decided;
  return {
    text: markup`${gateName(gate)} of ${view.customer} was decided already: ${decision.replaceAll('-', ' ')}, by ${personName(view, by)} on ${dayInWords(view, at)}. Your click changed nothing.`,
    isOver: true,
  };
}

function notTheirs(standing: Standing, { gate }: GateValue, person: string): Said | undefined {
  const others = othersWhoMay(standing, gate, person);
  if (others === undefined) return undefined;
  const { view } = standing;
  return {
    text: markup`This is not yours to decide: ${gateName(gate)} of ${view.customer} is approved by ${rolesInWords(standing, others)}. Nothing was done.`,
  };
}

function approvedBefore({ view }: Standing, { gate }: GateValue, person: string): Said | undefined {
  const approval = approvalOf(view, gate, person);
  const hasObjected = view.gates[gate]?.standing?.changesAskedBy.includes(person) ?? false;
  if (approval === undefined || hasObjected) return undefined;
  const who = approval.by === person ? 'You' : `${personName(view, approval.by)}, who answers for you,`;
  return {
    text: markup`${who} approved ${gateName(gate)} of ${view.customer} on ${dayInWords(view, approval.at)}; that stands, and nothing more is needed of you.`,
    isOver: true,
  };
}

/** What is missing besides, when that could be seen. */
function missing(after: Standing | undefined, { gate }: GateValue): string {
  const stands = after?.view.gates[gate]?.standing;
  if (after === undefined || stands === undefined) return '';
  if (stands.ready) return ' Everybody has approved; the architect decides now.';
  if (stands.missingApprovals.length === 0) return '';
  return markup` Still missing: ${stands.missingApprovals.map((roles) => rolesInWords(after, roles)).join('; ')}.`;
}
