import { stepCodes } from '../codes.ts';
import type { Playbook } from '../schema.ts';
import { error, warning } from './finding.ts';
import type { Finding } from './finding.ts';
import { taskLists } from './lists.ts';
import type { Line } from './lists.ts';
import { didYouMean } from './nearest.ts';
import { canHoldTogether } from './worlds.ts';

/** What comes after what: in lists of tasks, in the build, among the meetings. */
export function orderFaults(playbook: Playbook): Finding[] {
  const meetings: Line[] = playbook.meetings.map(({ id, after, optional = false, when }, index) => ({
    path: ['meetings', index],
    id,
    after,
    optional,
    ...(when !== undefined && { when }),
  }));
  const components: Line[] = playbook.build.map(({ id, after }, index) => ({
    path: ['build', index],
    id,
    after,
    optional: false,
  }));
  return [
    ...taskLists(playbook).flatMap(({ name, lines }) => [
      ...strangers(lines, name),
      ...cycles(lines),
      ...heldByOptional(lines),
      ...neverTogether(lines),
    ]),
    ...cycles(components),
    ...cycles(meetings),
    ...heldByOptional(meetings),
    ...neverTogether(meetings),
    ...laterMeetings(playbook),
  ];
}

/** `after` names lines of the same list. */
const strangers = (lines: readonly Line[], name: string): Finding[] => {
  const known = new Set(lines.map(({ id }) => id));
  return lines.flatMap(({ path, after }) =>
    after.flatMap((id, index) =>
      known.has(id)
        ? []
        : [error([...path, 'after', index], `There is no "${id}" in ${name} to come after.${didYouMean(id, known)}`)],
    ),
  );
};

/** Each circle once, at the first of its lines. */
function cycles(lines: readonly Line[]): Finding[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  const settled = new Set<string>();
  const found: Finding[] = [];
  const follow = (line: Line, way: readonly string[]): void => {
    if (way.includes(line.id)) {
      const circle = [...way.slice(way.indexOf(line.id)), line.id];
      const first = lines.find(({ id }) => circle.includes(id)) ?? line;
      found.push(error([...first.path, 'after'], `${circle.join(' waits for ')}: none of them can ever begin.`));
      return;
    }
    if (settled.has(line.id)) return;
    for (const id of line.after) {
      const before = byId.get(id);
      if (before !== undefined) follow(before, [...way, line.id]);
    }
    settled.add(line.id);
  };
  for (const line of lines) follow(line, []);
  return found;
}

/** What must be done cannot wait for what need not be: nobody is asked for it, and the step is never left. */
function heldByOptional(lines: readonly Line[]): Finding[] {
  const optional = new Set(lines.flatMap((line) => (line.optional ? [line.id] : [])));
  return lines
    .filter((line) => !line.optional)
    .flatMap(({ id, path, after }) =>
      after.flatMap((before, index) =>
        optional.has(before)
          ? [
              error(
                [...path, 'after', index],
                `"${id}" must be done, and comes after "${before}", which is optional and may never be. The step could never be left. Make both optional, or none.`,
              ),
            ]
          : [],
      ),
    );
}

function neverTogether(lines: readonly Line[]): Finding[] {
  const byId = new Map(lines.map((line) => [line.id, line]));
  return lines.flatMap(({ id, path, after, when }) =>
    after.flatMap((before, index) =>
      canHoldTogether([when, byId.get(before)?.when])
        ? []
        : [warning([...path, 'after', index], `"${before}" never applies when "${id}" does: the order says nothing.`)],
    ),
  );
}

/** A meeting that waits for one of a later step is never held, and its step is never left. */
const laterMeetings = ({ meetings }: Playbook): Finding[] =>
  meetings.flatMap(({ id, step, after }, index) =>
    after.flatMap((other, position) => {
      const before = meetings.find((meeting) => meeting.id === other);
      return before !== undefined && stepCodes.indexOf(before.step) > stepCodes.indexOf(step)
        ? [
            error(
              ['meetings', index, 'after', position],
              `"${id}" is held in ${step} and comes after "${other}", which is held in ${before.step}. ${step} could never be left.`,
            ),
          ]
        : [];
    }),
  );
