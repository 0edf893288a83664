import type { Ask } from '../click.ts';
import type { Member } from '../members.ts';
import { mine, partsOf } from '../mine.ts';
import type { Library } from '../mine.ts';
import { counted } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Said } from '../slack-web.ts';
import { sent } from './acting.ts';
import type { Acting } from './acting.ts';
import { notTheirs } from './slash.ts';

interface HoursDependencies extends Library, Pick<Acting, 'changed'> {}

/** So many engagements are named. */
const mostNamed = 5;

/** Somebody's own time zone and quiet hours, in one engagement or in all of theirs: a command each. */
export async function hours(
  library: HoursDependencies,
  member: Member,
  { engagement, timeZone, quietHours }: Extract<Ask, { readonly kind: 'hours' }>,
  commandId: string,
): Promise<Said> {
  const { parts, unread } =
    engagement === undefined ? await mine(library, member) : await partsOf(library, member, [{ engagement }]);
  if (parts.length === 0)
    return engagement === undefined
      ? { text: 'You take part in no engagement, so nothing was done.' }
      : notTheirs(library, member, engagement);
  const refusals: string[] = [];
  const noted: string[] = [];
  for (const part of parts) {
    const { id, customer } = part.standing.view;
    const acting = { ...part, library, changed: library.changed, commandId: `${commandId}-${id}` };
    const refusal = await sent(acting, 'setHours', { timeZone, quietHours });
    if (refusal === undefined) noted.push(customer);
    else refusals.push(markup`${customer}: ` + refusal.text);
  }
  const more = noted.length > mostNamed ? markup` and ${noted.length - mostNamed} more` : '';
  const named = markup`${noted.slice(0, mostNamed).join(', ')}` + more;
  const when = quietHours === 'none' ? 'come at any hour' : `wait from ${quietHours.replace('-', ' to ')}`;
  const lines = [
    ...(noted.length === 0 ? [] : [`Noted for ${named}: ` + markup`you are in ${timeZone}, and messages ${when}.`]),
    ...refusals,
    ...(unread === 0
      ? []
      : [`${counted(unread, 'engagement')} did not answer in time: please send it again in a minute.`]),
  ];
  return { text: lines.join('\n') };
}
