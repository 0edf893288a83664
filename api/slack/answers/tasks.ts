import type { TasksValue } from '../../../src/messages/slack/button-values.ts';
import { itemsInWords } from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { cut, markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';
import { sent } from './acting.ts';
import type { Acting } from './acting.ts';

export async function done(acting: Acting, { tasks }: TasksValue): Promise<Said> {
  const { view } = acting.standing;
  const refusal = await sent(acting, 'completeTasks', { tasks });
  return refusal ?? { text: markup`Done, thank you. ${view.customer}: ${named(acting.standing, tasks)}` };
}

/** Told to the architect, and nobody is reminded for a day. */
export async function stuck(acting: Acting, { tasks }: TasksValue, reason: string): Promise<Said> {
  const { view } = acting.standing;
  const refusal = await sent(acting, 'reportStuck', { tasks, reason });
  return (
    refusal ?? {
      text: markup`Noted, and the architect of ${view.customer} is told: ${reason} Nobody reminds you of it for a business day.`,
    }
  );
}

function named(standing: Standing, tasks: readonly string[]): string {
  const names = tasks.map((key) => {
    const id = key.slice(key.lastIndexOf('/') + 1);
    return key.startsWith('action/')
      ? (standing.view.actions[id]?.text ?? id)
      : (itemsInWords(standing, [id])[0] ?? id);
  });
  const [first = '', ...more] = names;
  return more.length === 0 ? cut(first, 300) : `${cut(first, 300)} (and ${more.length} more)`;
}
