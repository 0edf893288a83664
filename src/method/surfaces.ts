import type { Instant } from '../calendar/calendar.ts';
import type { GateOffering, Surface } from '../engagement/state.ts';
import { nameOf, rolesOf } from './context.ts';
import type { Context } from './context.ts';
import { inForce, principalsOf } from './delegation.ts';
import type { MessageDuty } from './duty.ts';
import { approverRoles } from './gate.ts';
import { openedTasks } from './steps.ts';
import { workSettled } from './work-settled.ts';

/**
 * One decision settles every surface. A message that offers to approve a gate says so once its reader has approved, and shows the outcome, who and when, once
 * the gate is decided; one that offers work shows what is done and what is left. Until then it stays as it is: no button stays that does nothing.
 */
export function surfacesSettled(context: Context): MessageDuty[] {
  const surfaces = Object.entries(context.state.surfaces);
  // Listing the tasks of every step is most of what planning costs: most engagements have no such message.
  const opened = surfaces.some(([, surface]) => !('gate' in surface)) ? openedTasks(context) : [];
  return surfaces.flatMap(([key, surface]) =>
    'gate' in surface ? gateSettled(context, key, surface) : workSettled(context, key, surface, opened),
  );
}

function gateSettled(context: Context, key: string, surface: Surface & GateOffering): MessageDuty[] {
  const { ref, to, gate: code, attempt } = surface;
  const gate = context.state.gates[code];
  const edit = { kind: 'message', to, items: [], why: `${code} is settled for ${to}` } as const;
  const said = (by: string, at: Instant) => ({ gate: code, by: nameOf(context, by), on: at });
  if (gate?.attempt === attempt && gate.decided !== undefined) {
    const { by, at, decision } = gate.decided;
    const values = { ...said(by, at), decision };
    return [{ ...edit, template: 'approval-settled', key: `${key}/settled`, at, values, edits: { ref, settles: key } }];
  }
  const why = whyOver(context, surface);
  if (why !== undefined) {
    const at = context.state.performed[key] ?? context.state.startedAt;
    const values = { gate: code, why };
    return [{ ...edit, template: 'approval-over', key: `${key}/over`, at, values, edits: { ref, settles: key } }];
  }
  // Given by its reader, in their place, or by those in whose place they were asked.
  const principals = principalsOf(inForce(context), to);
  const approval = gate?.approvals.find(
    ({ by, onBehalfOf }) => by === to || onBehalfOf === to || principals.includes(by),
  );
  if (approval === undefined) return [];
  const { at, by } = approval;
  return [{ ...edit, template: 'approval-given', key: `${key}/given-${at}`, at, values: said(by, at), edits: { ref } }];
}

/** Why somebody is not asked for this approval any more, although nothing was decided. */
function whyOver(context: Context, { to, gate: code, attempt }: Surface & GateOffering): string | undefined {
  const { state } = context;
  if (state.status === 'ended') return 'The engagement has ended';
  if (state.gates[code]?.attempt !== attempt) return 'It was opened anew since, and whoever approves is asked again';
  const roles = approverRoles(context, code);
  return rolesOf(context, to).some((role) => roles.includes(role))
    ? undefined
    : 'It is for somebody else to approve now';
}
