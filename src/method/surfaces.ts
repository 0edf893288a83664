import type { Instant } from '../calendar/calendar.ts';
import type { Surface } from '../engagement/state.ts';
import { nameOf } from './context.ts';
import type { Context } from './context.ts';
import { inForce, principalsOf } from './delegation.ts';
import type { MessageDuty } from './duty.ts';

/**
 * One decision settles every surface: a message that offers to approve a gate says so once its reader has approved, and shows the outcome, who and when, once
 * the gate is decided. While the gate is open and its reader has not answered, it stays as it is.
 */
export const surfacesSettled = (context: Context): MessageDuty[] =>
  Object.entries(context.state.surfaces).flatMap(([key, surface]) => settled(context, key, surface));

function settled(context: Context, key: string, { ref, to, gate: code, attempt }: Surface): MessageDuty[] {
  const gate = context.state.gates[code];
  const edit = { kind: 'message', to, items: [], why: `${code} is settled for ${to}` } as const;
  const said = (by: string, at: Instant) => ({ gate: code, by: nameOf(context, by), on: at });
  if (gate?.attempt === attempt && gate.decided === undefined) {
    // Given by its reader, in their place, or by those in whose place they were asked.
    const principals = principalsOf(inForce(context), to);
    const approval = gate.approvals.find(
      ({ by, onBehalfOf }) => by === to || onBehalfOf === to || principals.includes(by),
    );
    if (approval === undefined) return [];
    const { at, by } = approval;
    return [
      { ...edit, template: 'approval-given', key: `${key}/given-${at}`, at, values: said(by, at), edits: { ref } },
    ];
  }
  // Of an attempt that is over, the next one has taken the place: it was looped back.
  const { by, at, decision } = gate?.decided ?? { by: '', at: gate?.openedAt ?? context.state.stepSince, decision: '' };
  const values = { ...said(by, at), decision };
  return [{ ...edit, template: 'approval-settled', key: `${key}/settled`, at, values, edits: { ref, settles: key } }];
}
