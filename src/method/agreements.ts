import type { Context } from './context.ts';
import { lackOfTargets } from './evidence.ts';
import type { Wait } from './wait.ts';

/** What the kickoff and the loop after it settle, beside definitions and facts: how it will be built, and what it is measured by. */
export function agreementWaits(context: Context): Wait[] {
  const { playbook, state } = context;
  const since = state.meetings['kickoff']?.heldAt ?? state.stepSince;
  const forArchitect = { who: ['architect'], since, chain: 'work' } as const;
  const methodologies = playbook.methodologies.map(({ id }) => id);
  const methodology: Wait[] =
    methodologies.length > 0 && state.methodology === undefined
      ? [
          {
            ...forArchitect,
            key: 'agreements/methodology',
            what: 'The methodology to be chosen',
            answeredBy: 'chooseMethodology',
            items: methodologies,
          },
        ]
      : [];
  const lack = lackOfTargets(context);
  const targets: Wait[] =
    lack === undefined
      ? []
      : [
          {
            ...forArchitect,
            key: 'agreements/targets',
            what: `Success criteria: ${lack}`,
            answeredBy: 'agreeTarget',
            items: playbook.successCriteria?.metrics.filter((metric) => !(metric in state.targets)) ?? [],
          },
        ];
  return [...methodology, ...targets];
}
