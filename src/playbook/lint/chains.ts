import { gateCodes } from '../codes.ts';
import type { Playbook } from '../schema.ts';
import { error } from './finding.ts';
import type { Finding, Path } from './finding.ts';

/** How silence is answered: first reminders, one after the other, then somebody else is told. */
export const chainFaults = (playbook: Playbook): Finding[] => [
  ...Object.entries(playbook.chains).flatMap(([name, { remindAfter, escalateAfter }]) => {
    const last = Math.max(...remindAfter);
    const falls = remindAfter.findIndex((day, index) => day <= (remindAfter[index - 1] ?? 0));
    return [
      ...(falls < 0
        ? []
        : [
            error(
              ['chains', name, 'remindAfter', falls],
              `Reminders come one after the other: ${remindAfter.join(', ')} does not rise.`,
            ),
          ]),
      ...(escalateAfter > last
        ? []
        : [
            error(
              ['chains', name, 'escalateAfter'],
              `The escalation on day ${escalateAfter} comes before the last reminder, on day ${last}. Let it come after.`,
            ),
          ]),
    ];
  }),
  ...waitsOf(playbook).flatMap(({ chain, who, path }) => {
    const escalateTo = playbook.chains[chain]?.escalateTo;
    return escalateTo !== undefined && who.length > 0 && who.every((role) => role === escalateTo)
      ? [
          error(
            path,
            `The chain "${chain}" escalates to "${escalateTo}", who is the one waited for here: nobody else would hear of it. Use another chain.`,
          ),
        ]
      : [];
  }),
];

interface Waiting {
  readonly chain: string;
  readonly who: readonly string[];
  readonly path: Path;
}

const at = (chain: string, who: readonly string[], ...path: Path): Waiting => ({ chain, who, path });

/** Who is waited for on which chain, where a playbook chooses the chain. */
function waitsOf({
  homework,
  prep,
  alignment,
  definitions,
  gates,
  hypercare,
  maintenance,
  retention,
  chains,
}: Playbook): Waiting[] {
  return [
    at(homework.chain, [homework.owner], 'homework', 'chain'),
    at(prep.chain, [prep.owner], 'prep', 'chain'),
    at(alignment.chain, definitions.signers, 'alignment', 'chain'),
    ...gateCodes.flatMap((gate) =>
      gates[gate].approvals.map(({ anyOf }) => at(gates[gate].chain, anyOf, 'gates', gate, 'chain')),
    ),
    at(hypercare.chain, ['architect'], 'hypercare', 'chain'),
    at(maintenance.chain, [maintenance.owner.dedicated], 'maintenance', 'chain'),
    at(retention.chain, [retention.single.askWhom], 'retention', 'chain'),
    ...('work' in chains ? [at('work', ['architect'], 'chains', 'work', 'escalateTo')] : []),
  ];
}
