import type { Condition } from '../parts.ts';
import { onlyWhere, roleName } from '../in-words.ts';
import type { Playbook } from '../schema.ts';

interface Written {
  readonly id: string;
  readonly text: string;
  readonly owner?: string | undefined;
  readonly when?: Condition | undefined;
  readonly after?: readonly string[] | undefined;
  readonly optional?: boolean | undefined;
  readonly output?: string | undefined;
  readonly document?: string | undefined;
}

/** Lines to be ticked, each with what is particular about it. */
export const taskLines = (playbook: Playbook, tasks: readonly Written[]): string[] =>
  tasks.map((task) => `[ ] ${task.text}${particulars(playbook, task)}${onlyWhere(task.when)}`);

function particulars(playbook: Playbook, { owner, after, optional, output, document }: Written): string {
  const name = playbook.documents.find(({ id }) => id === document)?.name;
  const said = [
    owner === undefined ? [] : [roleName(playbook, owner)],
    optional === true ? ['optional'] : [],
    after === undefined ? [] : [`after ${after.join(', ')}`],
    output === undefined ? [] : [`gives: ${output}`],
    name === undefined ? [] : [`document: ${name}`],
  ].flat();
  return said.length === 0 ? '' : ` *(${said.join('; ')})*`;
}
