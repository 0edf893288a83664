import type { Approval } from '../../engagement/state.ts';
import type { View } from '../../engagement/view.ts';
import { textOf } from '../texts.ts';
import { holds } from '../../method/context.ts';
import { rolesWith } from '../../method/delegation.ts';
import type { Wait } from '../../method/wait.ts';
import type { GateCode } from '../../playbook/codes.ts';
import { gateCodes } from '../../playbook/codes.ts';
import type { Seen, Standing } from './engagement-words.ts';

/** The roles that may approve a gate, group by group; none are known when the playbook is not on the shelf. */
const approverRoles = ({ view, playbook }: Standing, gate: GateCode): string[] =>
  (playbook?.gates[gate].approvals ?? [])
    .filter(({ when }) => when === undefined || holds(when, view))
    .flatMap(({ anyOf }) => anyOf);

/** Who may approve, as roles; undefined when this person may. */
export function othersWhoMay(standing: Standing, gate: GateCode, person: string): readonly string[] | undefined {
  const roles = [...new Set(approverRoles(standing, gate))];
  const mine = rolesWith(standing.view, person);
  return roles.length === 0 || mine.some((role) => roles.includes(role)) ? undefined : roles;
}

/** The checklist of a gate as people read it, and what is so. */
export interface ChecklistLine {
  readonly text: string;
  readonly isTrue: boolean;
  readonly lack?: string;
}

/** What of an attempt at a gate is shown to whoever is asked for their approval. */
export interface GateShown {
  readonly attempt: number;
  readonly approvals: readonly { readonly by: string; readonly at: string }[];
  readonly checklist: readonly { readonly id: string; readonly confirmed: boolean; readonly lack?: string }[];
}

export interface GatesShown {
  readonly gates: Readonly<Partial<Record<GateCode, GateShown>>>;
}

export function checklistOf(
  { view, playbook }: { readonly view: GatesShown } & Pick<Seen<never>, 'playbook'>,
  gate: GateCode,
): ChecklistLine[] {
  return (view.gates[gate]?.checklist ?? []).map(({ id, confirmed, lack }) => ({
    text: playbook === undefined ? id.replaceAll('-', ' ') : textOf(playbook, id, playbook.gates[gate]),
    isTrue: confirmed && lack === undefined,
    ...(lack !== undefined && { lack }),
  }));
}

/** The approvals that a person is waited for. */
export function approvalsAsked(view: View, person: string): { readonly gate: GateCode; readonly wait: Wait }[] {
  const roles = rolesWith(view, person);
  return view.waits
    .filter(({ answeredBy, who }) => answeredBy === 'approveGate' && who.some((role) => roles.includes(role)))
    .flatMap((wait) => {
      const gate = gateCodes.find((code) => view.step === code);
      // Somebody whose approval is there already may hold another role that is asked too: a person counts once.
      const hasApproved = gate !== undefined && approvalOf(view, gate, person) !== undefined;
      return gate === undefined || hasApproved ? [] : [{ gate, wait }];
    })
    .slice(0, 1);
}

/** The approval that a person gave, or that somebody gave in their place. */
export const approvalOf = ({ gates }: Pick<View, 'gates'>, gate: GateCode, person: string) =>
  givenFor(gates[gate]?.approvals ?? [], person);

/** The approval or signature of a person, by whomever it was given. */
export const givenFor = (given: readonly Approval[], person: string): Approval | undefined =>
  given.find(({ by, onBehalfOf }) => by === person || onBehalfOf === person);
