import type { WaitValue } from '../../../src/messages/wait-buttons.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { dayInWords, personName, waitInWords } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';
import { afterwards, sent } from './acting.ts';
import type { Acting } from './acting.ts';

/** Said once: who is on it already hears so. */
export async function onIt(acting: Acting, { wait }: WaitValue): Promise<Said> {
  const { standing, person } = acting;
  const [before] = heardOf(standing, wait, person).filter(({ kind }) => kind === 'acknowledged');
  const what = about(standing, wait);
  if (before !== undefined) return { text: markup`Noted already: you are on ${what}. Nobody reminds you of it.` };
  const refusal = await sent(acting, 'acknowledge', { wait });
  return (
    refusal ?? { text: markup`Noted: you are on ${what}. Nobody reminds you of it until something about it changes.` }
  );
}

export async function snooze(acting: Acting, { wait }: WaitValue): Promise<Said> {
  const what = about(acting.standing, wait);
  const refusal = await sent(acting, 'snooze', { wait });
  if (refusal !== undefined) return refusal;
  const after = await afterwards(acting);
  const until = after === undefined ? undefined : heardOf(after, wait, acting.person)[0]?.until;
  const when = until === undefined ? '' : markup`, until ${dayInWords(acting.standing.view, until)}`;
  return { text: markup`Noted: the reminders of ${what} rest for a business day` + when + '.' };
}

export async function delegate(
  acting: Acting,
  { to, until }: { readonly to?: string | undefined; readonly until?: string | undefined },
): Promise<Said> {
  const { view } = acting.standing;
  const refusal = await sent(acting, 'delegate', {
    ...(to !== undefined && { to }),
    ...(until !== undefined && { until }),
  });
  if (refusal !== undefined) return refusal;
  if (to === undefined || until === undefined)
    return { text: markup`Noted: you answer for yourself again in ${view.customer}.` };
  return {
    text: markup`Noted: ${personName(view, to)} answers for you in ${view.customer} until ${dayInWords(view, until)}, and is told of what waits. Until then you can answer too.`,
  };
}

const heardOf = ({ view }: Standing, wait: string, by: string) =>
  (view.waits.find(({ key }) => key === wait)?.heard ?? []).filter(({ person }) => person === by);

/** What is waited for, in words; what is not waited for any more is refused, and need not be named. */
function about({ view }: Standing, wait: string): string {
  const found = view.waits.find(({ key }) => key === wait);
  return found === undefined ? view.customer : `"${waitInWords(found)}" of ${view.customer}`;
}
