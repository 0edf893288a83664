import { gateCodes, stepCodes } from '../codes.ts';
import type { GateCode, StepCode } from '../codes.ts';
import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { canHoldTogether } from './worlds.ts';

type Item = Playbook['gates'][GateCode]['items'][number];
type Evidence = Exclude<NonNullable<Item['evidence']>, readonly unknown[]>;

interface Resting {
  readonly playbook: Playbook;
  readonly gate: GateCode;
  readonly item: Item;
  readonly path: Path;
}

/** Items of gates that rest on what can never be so, and those that rest on nothing. */
export const evidenceFaults = (playbook: Playbook): Finding[] =>
  gateCodes.flatMap((gate) =>
    playbook.gates[gate].items.flatMap((item, index) => {
      const path: Path = ['gates', gate, 'items', index, 'evidence'];
      const { evidence } = item;
      if (evidence === undefined) return [];
      return Array.isArray(evidence)
        ? evidence.flatMap((one, position) => judge({ playbook, gate, item, path: [...path, position] }, one))
        : judge({ playbook, gate, item, path }, evidence);
    }),
  );

const never = ({ path, gate, item }: Resting, why: string): Finding[] => [
  error(path, `"${item.id}" can never be true at ${gate}: ${why}.`),
];
const empty = ({ path, item }: Resting, why: string): Finding[] => [
  warning(path, `"${item.id}" rests on nothing: ${why}.`),
];

function judge(resting: Resting, evidence: Evidence): Finding[] {
  const { playbook, gate } = resting;
  const isLater = (step: StepCode): boolean => stepCodes.indexOf(step) > stepCodes.indexOf(gate);
  if ('methodology' in evidence && playbook.methodologies.length === 0)
    return never(resting, 'this playbook has no methodologies to choose from');
  if ('tests' in evidence && isLater('2d')) return never(resting, 'tests are recorded in 2d');
  if ('cycle' in evidence && isLater('3c')) return never(resting, 'live cycles follow go-live, in 3c');
  if ('hypercare' in evidence && isLater('3c')) return never(resting, 'hypercare is step 3c');
  if ('tasks' in evidence && isLater(evidence.tasks)) return never(resting, `step ${evidence.tasks} comes later`);
  if ('meetings' in evidence && isLater(evidence.meetings))
    return never(resting, `step ${evidence.meetings} comes later`);
  if (
    'meetings' in evidence &&
    !playbook.meetings.some(({ step, optional }) => step === evidence.meetings && optional !== true)
  )
    return empty(resting, `${evidence.meetings} has no meeting that must be held`);
  if ('tasks' in evidence && !hasTasks(playbook, evidence.tasks))
    return empty(resting, `${evidence.tasks} has no tasks`);
  if ('targets' in evidence && playbook.successCriteria === undefined)
    return empty(resting, 'this playbook has no successCriteria');
  if ('definitions' in evidence && playbook.definitions.signatures.length === 0)
    return empty(resting, 'nobody signs the definitions as a whole; { terms: approved } is what there is');
  if ('documents' in evidence) return documentFaults(resting, evidence.documents);
  return 'metric' in evidence ? metricFaults(resting, evidence.metric) : [];
}

const hasTasks = ({ tasks }: Playbook, step: StepCode): boolean =>
  step === '1a' || step === '2c' || (tasks[step]?.length ?? 0) > 0;

const documentFaults = (resting: Resting, ids: readonly string[]): Finding[] =>
  ids.flatMap((id) => {
    const document = resting.playbook.documents.find((other) => other.id === id);
    return document === undefined || canHoldTogether([document.when, resting.item.when])
      ? []
      : empty(resting, `the document "${id}" does not exist in any engagement in which the item applies`);
  });

/** Somebody must be asked for a reading; otherwise whoever confirms the item has to think of it. */
function metricFaults(resting: Resting, metric: string): Finding[] {
  const { hypercare, maintenance, metrics } = resting.playbook;
  const isWatched =
    metrics.some(({ id, redFlags }) => id === metric && redFlags.length > 0) ||
    hypercare.watches.includes(metric) ||
    maintenance.rounds.some(({ tasks }) => tasks.some((line) => line.metrics.includes(metric)));
  return isWatched || metrics.every(({ id }) => id !== metric)
    ? []
    : [
        warning(
          resting.path,
          `"${resting.item.id}" rests on a reading of "${metric}", which nothing watches: no red flag, round or hypercare names it.`,
        ),
      ];
}
