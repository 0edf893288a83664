import { gateCodes, stepCodes } from '../codes.ts';
import type { GateCode } from '../codes.ts';
import type { Playbook } from '../schema.ts';
import { error } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { canAllFail, canHoldTogether } from './worlds.ts';

type Gate = Playbook['gates'][GateCode];

/** A gate passes by a decision that advances, and by approvals of different people. */
export const gateFaults = ({ gates }: Playbook): Finding[] =>
  gateCodes.flatMap((code) => [
    ...approverFaults(code, gates[code]),
    ...advanceFaults(code, gates[code]),
    ...destinations(code, gates[code]),
  ]);

function approverFaults(code: GateCode, { approvals }: Gate): Finding[] {
  const path: Path = ['gates', code, 'approvals'];
  const bare = canAllFail(approvals.map(({ when }) => when))
    ? [
        error(
          path,
          `There are engagements in which nobody approves ${code}: each of its approvals has a condition, and all of them can fail.`,
        ),
      ]
    : [];
  return [...bare, ...sameApprover(code, approvals)];
}

/** A person counts once: two groups of one and the same role take two people, where a role is one person's. */
const sameApprover = (code: GateCode, approvals: Gate['approvals']): Finding[] =>
  approvals.flatMap(({ anyOf, when }, index) => {
    const [role] = anyOf;
    const before = approvals
      .slice(0, index)
      .find((other) => new Set([...anyOf, ...other.anyOf]).size === 1 && canHoldTogether([when, other.when]));
    return before === undefined
      ? []
      : [
          error(
            ['gates', code, 'approvals', index],
            `${code} asks "${role}" twice, and a person counts once: it could never be passed. Name another role, or take one of the two away.`,
          ),
        ];
  });

const advanceFaults = (code: GateCode, { decisions }: Gate): Finding[] =>
  decisions.some(({ effect }) => effect === 'advance')
    ? []
    : [
        error(
          ['gates', code, 'decisions'],
          `No decision of ${code} advances, so that it can never be left. Offer one with effect: advance.`,
        ),
      ];

/** Where each decision leads must be where the method can go. */
function destinations(code: GateCode, { decisions }: Gate): Finding[] {
  const here = stepCodes.indexOf(code);
  const next = stepCodes[here + 1] ?? code;
  return decisions.flatMap((decision, index) => {
    if (!('to' in decision)) return [];
    const { effect, to } = decision;
    const at: Path = ['gates', code, 'decisions', index, 'to'];
    if (effect === 'advance' && to !== next)
      return [error(at, `From ${code} the method goes on to ${next}, not to ${to}.`)];
    if (effect === 'loop' && stepCodes.indexOf(to) >= here)
      return [error(at, `A loop goes back: to a step before ${code}, not to ${to}.`)];
    if (effect === 'extend' && (code !== '3d' || to !== '3c'))
      return [error(at, `Hypercare is extended from 3d to 3c, not from ${code} to ${to}.`)];
    return [];
  });
}
