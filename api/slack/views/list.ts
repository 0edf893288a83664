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

/** Which of so many are on a page, and which page it is when there are not so many pages. */
export function pageOf(total: number, page: number): Paged & { readonly from: number; readonly to: number } {
  const pages = Math.max(1, Math.ceil(total / pageLength));
  const now = Math.min(page, pages);
  return { now, pages, total, from: (now - 1) * pageLength, to: now * pageLength };
}

/** The page of a list, counted from 1. */
export interface Paged {
  readonly now: number;
  readonly pages: number;
  readonly total: number;
}

/** A page of the engagements that somebody takes part in. Pure. */
export function listBlocks({ parts, unread }: Mine, { now, pages, total }: Paged): KnownBlock[] {
  return fitting([
    heading('Your engagements'),
    ...(total === 0 ? [paragraph('You take part in none.')] : parts.map((part) => paragraph(partLines(part)))),
    ...(unread > 0
      ? [remark(markup`${counted(unread, 'engagement')} did not answer in time; try again in a minute.`)]
      : []),
    ...(pages > 1 ? [remark(markup`Page ${now} of ${pages}, ${counted(total, 'engagement')}`)] : []),
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
