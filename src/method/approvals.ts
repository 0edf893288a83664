import type { Approval } from '../engagement/state.ts';
import { applicable } from './context.ts';
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
