import type { Condition } from '../parts.ts';
import type { Playbook } from '../schema.ts';
import type { Path } from './finding.ts';

/** A line of a list of tasks, and where it stands. */
export interface Line {
  readonly path: Path;
  readonly id: string;
  readonly after: readonly string[];
  readonly optional: boolean;
  readonly when?: Condition;
}

/** Lines that may name each other in `after`, and must not share an id. */
export interface TaskList {
  readonly name: string;
  readonly lines: readonly Line[];
}

interface Written {
  readonly id: string;
  readonly after?: readonly string[] | undefined;
  readonly optional?: boolean | undefined;
  readonly when?: Condition | undefined;
}

/** Every list of tasks of a playbook. The groups of a step are one list; each component has its own. */
export function taskLists(playbook: Playbook): TaskList[] {
  const { homework, prep, tests, build, maintenance, retention } = playbook;
  return [
    listOf('the homework', homework.items, ['homework', 'items']),
    listOf('the homework after the kickoff', homework.afterKickoff, ['homework', 'afterKickoff']),
    listOf('the prep', prep.tasks, ['prep', 'tasks']),
    ...stepLists(playbook),
    ...build.map(({ id, tasks }, index) => listOf(`component ${id}`, tasks, ['build', index, 'tasks'])),
    {
      name: 'the tests',
      lines: [...linesOf(tests.team, ['tests', 'team']), ...linesOf(tests.customer, ['tests', 'customer'])],
    },
    ...maintenance.rounds.map(({ id, tasks }, index) =>
      listOf(`the ${id} round`, tasks, ['maintenance', 'rounds', index, 'tasks']),
    ),
    listOf('the first business cycle', maintenance.firstCycle.tasks, ['maintenance', 'firstCycle', 'tasks']),
    listOf('the prep of the check-in', retention.dedicated.prep, ['retention', 'dedicated', 'prep']),
  ];
}

export const stepLists = ({ tasks }: Playbook): TaskList[] =>
  Object.entries(tasks).map(([step, groups]) => ({
    name: `step ${step}`,
    lines: groups.flatMap((group, index) => linesOf(group.tasks, ['tasks', step, index, 'tasks'])),
  }));

const listOf = (name: string, written: readonly Written[], path: Path): TaskList => ({
  name,
  lines: linesOf(written, path),
});

const linesOf = (written: readonly Written[], path: Path): Line[] =>
  written.map(({ id, after = [], optional = false, when }, index) => ({
    path: [...path, index],
    id,
    after,
    optional,
    ...(when !== undefined && { when }),
  }));
