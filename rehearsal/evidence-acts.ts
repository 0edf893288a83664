import type { Wait } from '../src/method/wait.ts';
import type { Rule } from '../src/playbook/parts.ts';
import type { Act, Scene } from './people.ts';

/** What the architect does about the items of a gate: brings the evidence that they lack, then calls them true. */
export function evidenceActs(scene: Scene, wait: Wait, by: string): Act[] {
  const { view, playbook } = scene;
  const gate =
    view.step === '1d' || view.step === '2b' || view.step === '2d' || view.step === '3d' ? view.step : undefined;
  if (gate === undefined) return [];
  const items = playbook.gates[gate].items.filter(({ id }) => wait.items.includes(id));
  const lacking = items.filter(
    ({ id }) => view.gates[gate]?.checklist.find((entry) => entry.id === id)?.lack !== undefined,
  );
  const extend = playbook.gates[gate].decisions.find(({ effect }) => effect === 'extend');
  if (extend !== undefined && lacking.some(({ evidence }) => evidence !== undefined && 'cycle' in evidence)) {
    return [
      {
        kind: 'decideGate',
        gate,
        decision: extend.id,
        reason: 'The first live one had issues: the sync is rebuilt',
        days: 7,
        by,
      },
    ];
  }
  const brought = lacking.flatMap(({ evidence }): Act[] => {
    if (evidence === undefined) return [];
    if ('metric' in evidence)
      return [{ kind: 'recordReading', metric: evidence.metric, value: meeting(evidence.rule), by }];
    if ('documents' in evidence)
      return evidence.documents
        .filter((id) => view.documents[id]?.version !== 'vFinal')
        .map((document) => ({ kind: 'publishDocument', document, version: 'vFinal', by }));
    if ('facts' in evidence)
      return Object.entries(view.facts).flatMap(([fact, { standing }]) =>
        standing === 'CONFIRMED' ? [] : [{ kind: 'judgeFact', fact, standing: 'CONFIRMED', by } as const],
      );
    return [];
  });
  const bare = lacking.filter(
    ({ evidence }) =>
      evidence !== undefined && !('metric' in evidence) && !('documents' in evidence) && !('facts' in evidence),
  );
  const ready = items.filter((item) => !bare.includes(item)).map(({ id }) => id);
  return ready.length === 0 ? brought : [...brought, { kind: 'confirmGateItems', gate, items: ready, by }];
}

/** A value that meets a rule. */
const meeting = ({ op, value }: Rule): number => (op === '<' ? value - 1 : op === '>' ? value + 1 : value);
