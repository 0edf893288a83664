import { playbookSchema } from '../schema.ts';
import type { Playbook } from '../schema.ts';
import { chainFaults } from './chains.ts';
import { conditionFaults } from './conditions.ts';
import { duplicateIds } from './duplicates.ts';
import { evidenceFaults } from './evidence.ts';
import { figureFaults } from './figures.ts';
import { isWithin } from './finding.ts';
import type { Finding, Path } from './finding.ts';
import { gateFaults } from './gates.ts';
import { mend } from './mend.ts';
import { methodNeeds } from './method-needs.ts';
import { orderFaults } from './order.ts';
import { pointersIn } from './pointers.ts';
import { definedAt, unknownIds, unusedIds } from './references.ts';
import { schemaFindings } from './schema-findings.ts';
import { templateFaults } from './templates.ts';
import { thresholdFaults } from './thresholds.ts';

/** What somebody wrote, looked at whole. `playbook` is there when no error is among the findings. */
export interface Linted {
  readonly playbook: Playbook | undefined;
  readonly findings: readonly Finding[];
}

/**
 * Everything that is wrong with a playbook, at once. Where the schema finds fault, the rest is looked at all the same: the faulty places are filled
 * in, and what is then found at or around them is left out.
 */
export function lint(value: unknown): Linted {
  const parsed = playbookSchema.safeParse(value, { reportInput: true });
  if (parsed.success) {
    const findings = rulesOn(parsed.data);
    return { playbook: findings.some(({ severity }) => severity === 'error') ? undefined : parsed.data, findings };
  }
  const { findings, disturbed } = schemaFindings(parsed.error.issues);
  const mended = playbookSchema.safeParse(mend(playbookSchema, value));
  const others = mended.success ? rulesOn(mended.data).filter((finding) => isCertain(finding, disturbed)) : [];
  return { playbook: undefined, findings: [...findings, ...others] };
}

function rulesOn(playbook: Playbook): Finding[] {
  const pointers = pointersIn(playbook);
  return [
    ...unknownIds(playbook, pointers),
    ...duplicateIds(playbook),
    ...methodNeeds(playbook),
    ...orderFaults(playbook),
    ...gateFaults(playbook),
    ...evidenceFaults(playbook),
    ...thresholdFaults(playbook),
    ...chainFaults(playbook),
    ...conditionFaults(playbook),
    ...figureFaults(playbook),
    ...templateFaults(playbook),
    ...unusedIds(playbook, pointers),
  ];
}

/** Whether an error stands whatever the faulty places were meant to say. */
function isCertain({ severity, path, message }: Finding, disturbed: readonly Path[]): boolean {
  if (severity === 'warning') return false;
  const isDisturbed = disturbed.some((place) => isWithin(path, place) || isWithin(place, path));
  return !isDisturbed && !isAboutALostId(message, disturbed) && !isAfterALostLine(path, disturbed);
}

/** An id may seem unknown because the line that defines it is faulty. */
const isAboutALostId = (message: string, disturbed: readonly Path[]): boolean =>
  Object.entries(definedAt).some(
    ([kind, list]) =>
      message.startsWith(`There is no ${kind} "`) &&
      disturbed.some(
        (path) =>
          isWithin(list, path) || (isWithin(path, list) && (path.length <= list.length + 1 || path.at(-1) === 'id')),
      ),
  );

/** Nor can it be said what a line comes after where the id of another line of its list is not known. */
function isAfterALostLine(path: Path, disturbed: readonly Path[]): boolean {
  const list = path[0] === 'tasks' ? path.slice(0, 2) : path.slice(0, -3);
  return (
    path.at(-2) === 'after' &&
    disturbed.some((place) => isWithin(place, list) && (place.at(-1) === 'id' || typeof place.at(-1) === 'number'))
  );
}
