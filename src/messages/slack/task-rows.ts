import type { KnownBlock } from '@slack/types';
import { rolesWith } from '../../method/delegation.ts';
import type { Task } from '../../method/task.ts';
import type { TasksValue } from './button-values.ts';
import { dayInWords, itemsInWords } from './engagement-words.ts';
import type { Seen } from './engagement-words.ts';
import { markup } from './mrkdwn.ts';
import { button, paragraph, remark, row } from './parts.ts';

type TasksSeen = Seen<'id' | 'calendar'> & {
  readonly view: { readonly actions: Readonly<Record<string, { readonly text: string }>> };
};

/** What of a task its row says. */
type Row = Pick<Task, 'key' | 'id' | 'readyAt'>;

/** Each task with a button that says that it is done; at the end one for all of them, and one for whoever is stuck. Pure. */
export function taskRows(standing: TasksSeen, tasks: readonly Row[], most = 10): KnownBlock[] {
  if (tasks.length === 0) return [];
  const { view } = standing;
  const shown = tasks.slice(0, most);
  const value: TasksValue = { engagement: view.id, tasks: shown.map(({ key }) => key) };
  return [
    ...shown.map((task) => {
      const text = taskText(standing, task);
      const { readyAt } = task;
      const when = readyAt !== undefined && readyAt > standing.now ? ` (from ${dayInWords(view, readyAt)})` : '';
      const about: TasksValue = { engagement: view.id, tasks: [task.key] };
      return paragraph(markup`• ${text}${when}`, button({ action: 'tasks-done', text: 'Done', value: about }));
    }),
    ...row([
      shown.length > 1 ? button({ action: 'tasks-all-done', text: `All ${shown.length} done`, value }) : undefined,
      button({ action: 'tasks-stuck', text: 'Stuck', value }),
    ]),
    ...(tasks.length > most ? [remark(markup`and ${tasks.length - most} more, shown when these are done`)] : []),
  ];
}

/** What a task is called: the line of the playbook, or what was said in a meeting. */
export function taskText(standing: TasksSeen, { key, id }: Pick<Row, 'key' | 'id'>): string {
  const [text = id] = key.startsWith('action/') ? [standing.view.actions[id]?.text] : itemsInWords(standing, [id]);
  return text;
}

/** The tasks that a person can do now: theirs by role, open, and nothing before them undone. */
export function tasksOf({ view }: Seen<'people' | 'openTasks' | 'delegations'>, person: string): Task[] {
  const roles = rolesWith(view, person);
  const open = new Set(view.openTasks.map(({ key }) => key));
  return view.openTasks.filter(
    ({ owner, after, optional }) => !optional && roles.includes(owner) && !after.some((key) => open.has(key)),
  );
}
