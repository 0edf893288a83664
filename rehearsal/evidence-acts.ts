import { evidencesOf } from '../src/method/evidence.ts';
import type { Wait } from '../src/method/wait.ts';
import type { Rule } from '../src/playbook/parts.ts';
import { cycleAct } from './cycle-act.ts';
import type { Act, Scene } from './scene.ts';

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
  const lacked = lacking.flatMap((item) => evidencesOf(item));
  const extend = playbook.gates[gate].decisions.find(({ effect }) => effect === 'extend');
  if (extend !== undefined && view.hypercare?.extensions.length === 0) {
    return [
      {
        kind: 'decideGate',
        gate,
        decision: extend.id,
        reason: 'The first live cycle had issues, which are being fixed',
        days: 7,
        by,
      },
    ];
  }
  const brought = lacked.flatMap((evidence) => bringing(scene, evidence, by));
  const bare = lacking.filter((item) => evidencesOf(item).some((evidence) => !isBrought(evidence)));
  const ready = items.filter((item) => !bare.includes(item)).map(({ id }) => id);
  return ready.length === 0 ? brought : [...brought, { kind: 'confirmGateItems', gate, items: ready, by }];
}

type Evidence = ReturnType<typeof evidencesOf>[number];

/** Whether the architect can bring it alone. */
const isBrought = (evidence: Evidence): boolean =>
  'metric' in evidence || 'documents' in evidence || 'facts' in evidence || 'cycle' in evidence;

function bringing({ view, now }: Scene, evidence: Evidence, by: string): Act[] {
  if ('cycle' in evidence) return [cycleAct(view, now, by)];
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
}

/** A value that meets a rule. */
const meeting = ({ op, value }: Rule): number => (op === '<' ? value - 1 : op === '>' ? value + 1 : value);
