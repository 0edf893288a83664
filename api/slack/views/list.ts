import type { KnownBlock } from '@slack/types';
import { approvalsAsked } from '../../../src/messages/slack/gate-standing.ts';
import type { Mine, Part } from '../mine.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import {
  counted,
  dayInWords,
  reasonInWords,
  rolesInWords,
  sinceInWords,
  stepName,
} from '../../../src/messages/slack/engagement-words.ts';
import { button, fitting, heading, paragraph, remark, row } from '../../../src/messages/slack/parts.ts';

const pageLength = 10;

/** The engagements that somebody takes part in, a page of them. Pure. */
export function listBlocks({ parts, unread }: Mine, page = 1): KnownBlock[] {
  const pages = Math.max(1, Math.ceil(parts.length / pageLength));
  const now = Math.min(page, pages);
  const shown = parts.slice((now - 1) * pageLength, now * pageLength);
  return fitting([
    heading('Your engagements'),
    ...(parts.length === 0 ? [paragraph('You take part in none.')] : shown.map((part) => paragraph(partLines(part)))),
    ...(unread > 0
      ? [remark(markup`${counted(unread, 'engagement')} did not answer in time; try again in a minute.`)]
      : []),
    ...(pages > 1 ? [remark(markup`Page ${now} of ${pages}, ${counted(parts.length, 'engagement')}`)] : []),
    ...row([now < pages ? button({ action: 'list-page', text: 'Next page', value: { page: now + 1 } }) : undefined]),
  ]);
}

/** Step, who is waited for, red flags and the next date, in a few lines of markup. */
export function partLines({ standing, person }: Part): string {
  const { view } = standing;
  const flags = Object.keys(view.redFlags).length;
  const [wait] = view.waits;
  const next = view.upcoming[0];
  const asks = approvalsAsked(view, person).length > 0 ? ' · *your approval is waited for*' : '';
  return [
    markup`*${view.customer}* (${view.id})` + asks,
    markup`${stepName(view)} ${sinceInWords(standing, view.stepSince)}${view.status === 'running' ? '' : ` · ${view.status}`}` +
      (flags === 0 ? '' : markup` · ${counted(flags, 'red flag')}`),
    wait === undefined
      ? 'Waiting for nobody'
      : markup`Waiting for ${rolesInWords(standing, wait.who)}, ${sinceInWords(standing, wait.since)}`,
    ...(next === undefined ? [] : [markup`Next: ${dayInWords(view, next.at)}, ${reasonInWords(next)}`]),
  ].join('\n');
}
