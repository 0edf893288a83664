import { named } from '../engagement/rejection.ts';
import type { Approval, State } from '../engagement/state.ts';
import { gateCodes } from '../playbook/codes.ts';
import type { GateCode } from '../playbook/codes.ts';
import type { Outline } from '../playbook/outline.ts';
import { applicable, holds } from './context.ts';
import type { Context } from './context.ts';

export interface ApprovalGroup {
  readonly anyOf: readonly string[];
}

/**
 * Who fills which required approval. A person counts for one group only, by a role held when approving; the assignment fills as many groups
 * as can be filled, whatever the order in which people answered (augmenting paths, as in bipartite matching).
 * The answer has one entry for each group: the approval that fills it, or undefined.
 */
export function assignApprovals(
  groups: readonly ApprovalGroup[],
  approvals: readonly Approval[],
): (Approval | undefined)[] {
  const filledBy: (Approval | undefined)[] = groups.map(() => undefined);
  const place = (approval: Approval, tried: Set<number>): boolean =>
    groups.some((group, index) => {
      if (tried.has(index) || !group.anyOf.some((role) => approval.roles.includes(role))) return false;
      tried.add(index);
      const occupant = filledBy[index];
      if (occupant !== undefined && !place(occupant, tried)) return false;
      filledBy[index] = approval;
      return true;
    });
  for (const approval of approvals) place(approval, new Set());
  return filledBy;
}

export const requiredApprovals = (context: Context, gate: '1d' | '2b' | '2d' | '3d'): readonly ApprovalGroup[] =>
  applicable(context, context.playbook.gates[gate].approvals);

type Holding = Pick<State, 'flags' | 'type' | 'methodology' | 'people'>;

/** The roles that the playbook needs, always or under a condition that holds, and that nobody has. */
export function emptyRoles(playbook: Outline, state: Holding): Outline['roles'] {
  const held = new Set(Object.values(state.people).flatMap(({ roles }) => roles));
  return playbook.roles.filter(
    ({ id, needed }) => !held.has(id) && (typeof needed === 'boolean' ? needed : holds(needed, state)),
  );
}

/** The gates that some people could not pass, however they answered, and whose approval is lacking: in words. */
export function unfillable(
  playbook: Outline,
  state: Pick<State, 'flags' | 'type' | 'methodology'>,
  people: State['people'],
  gates: readonly GateCode[] = gateCodes,
): string[] {
  const everybody = Object.entries(people).map(([by, { roles }]) => ({ by, at: '', roles }));
  return gates.flatMap((gate) => {
    const groups = playbook.gates[gate].approvals.filter(({ when }) => when === undefined || holds(when, state));
    const filled = assignApprovals(groups, everybody);
    const lacking = groups.filter((_, index) => filled[index] === undefined).map(({ anyOf }) => anyOf.join(' or '));
    return lacking.length === 0
      ? []
      : [`Gate ${gate} needs an approval by ${named(lacking)} from a person of its own: a person counts once.`];
  });
}
