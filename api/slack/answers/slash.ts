import { didYouMean } from '../../../src/playbook/lint/nearest.ts';
import { helpBlocks } from '../views/help.ts';
import { listBlocks, pageOf } from '../views/list.ts';
import { showBlocks } from '../views/show.ts';
import { whyBlocks } from '../views/why.ts';
import { dayInWords } from '../../../src/messages/slack/engagement-words.ts';
import type { Member } from '../members.ts';
import { partsOf, theirs } from '../mine.ts';
import type { Library } from '../mine.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Slash } from '../parse-slash.ts';
import type { Said } from '../slack-web.ts';
import { sent } from './acting.ts';
import type { Acting } from './acting.ts';

/** Of one engagement. */
export type SlashHere = Exclude<Extract<Slash, { readonly engagement: string }>, { readonly kind: 'reading' }>;

export const help = (): Said => ({ text: 'What /engagement can do', blocks: helpBlocks() });

export async function list(library: Library, member: Member, page: number): Promise<Said> {
  const { listed, unread } = await theirs(library, member);
  const paged = pageOf(listed.length, page);
  // Those of this page only are read.
  const shown = await partsOf(library, member, listed.slice(paged.from, paged.to));
  return { text: 'Your engagements', blocks: listBlocks({ ...shown, unread: unread + shown.unread }, paged) };
}

/** What is said when nobody takes part in an engagement of this id: the nearest that they do take part in. */
export async function notTheirs(library: Library, member: Member, written: string): Promise<Said> {
  const { listed } = await theirs(library, member);
  const ids = listed.map(({ engagement }) => engagement);
  const known = member.email === undefined ? '' : ` as ${member.email}`;
  return {
    text: markup`Sorry, there is no engagement "${written}" that you take part in${known}.${didYouMean(written, ids)} /engagement list shows yours; the architect of one can add you to it, by your Slack id ${member.user} or your address.`,
  };
}

export async function here(acting: Acting, slash: SlashHere, publicUrl?: string): Promise<Said> {
  const { standing, person } = acting;
  const { customer } = standing.view;
  switch (slash.kind) {
    case 'show':
      return { text: markup`${customer}: how it stands`, blocks: showBlocks(standing, person, publicUrl) };
    case 'why':
      return { text: markup`${customer}: why it waits`, blocks: whyBlocks(standing) };
    case 'golive':
      return (
        (await sent(acting, 'setGoLive', { on: slash.on })) ?? {
          text: markup`Noted: go-live of ${customer} is on ${dayInWords(standing.view, slash.on)}.`,
        }
      );
    case 'checkin':
      return (
        (await sent(acting, 'moveCheckIn', { on: slash.on })) ?? {
          text: markup`Noted: the next check-in with ${customer} is on ${dayInWords(standing.view, slash.on)}.`,
        }
      );
    case 'hold':
      return (
        (await sent(acting, 'hold', { reason: slash.text })) ?? {
          text: markup`${customer} is on hold: nobody is reminded until it is resumed.`,
        }
      );
    case 'resume':
      return (await sent(acting, 'resume', { reason: slash.text })) ?? { text: markup`${customer} goes on.` };
    case 'issue':
      return issue(acting, slash.text);
  }
}

/** "critical" or "major" at the beginning says how bad it is. */
async function issue(acting: Acting, text: string): Promise<Said> {
  const [, severity = 'minor', summary = text] = /^(critical|major|minor)\b[:,]?\s+(\S[^]*)$/i.exec(text) ?? [];
  return (
    (await sent(acting, 'reportIssue', { summary, severity: severity.toLowerCase() })) ?? {
      text: markup`Reported as a ${severity.toLowerCase()} issue of ${acting.standing.view.customer}: ${summary}`,
    }
  );
}
