import type { HomeView, KnownBlock } from '@slack/types';
import { addDays, dateOf, mondayOf } from '../../../src/calendar/calendar.ts';
import { approvalsAsked } from '../../../src/messages/slack/gate-standing.ts';
import type { Mine, Part } from '../mine.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import {
  counted,
  dayInWords,
  gateName,
  sinceInWords,
  waitInWords,
} from '../../../src/messages/slack/engagement-words.ts';
import { approvalButtons } from '../../../src/messages/slack/gate-approval.ts';
import { rolesWith } from '../../../src/method/delegation.ts';
import { waitButtons } from '../../../src/messages/wait-buttons.ts';
import type { WaitValue } from '../../../src/messages/wait-buttons.ts';
import { decidingInAll, isDecidedHere } from './deciding.ts';
import { partLines } from './list.ts';
import { heardLine, waitsFor } from './wait-rows.ts';
import { button, fitting, heading, limits, lines, paragraph, remark, row } from '../../../src/messages/slack/parts.ts';

const [mostApprovals, mostDuties, mostWithButtons, mostEngagements, mostDecisionBlocks] = [10, 20, 8, 25, 40];

/** The home tab: approvals waiting for somebody, what is due of them this week, their engagements. Pure. */
export const homeView = (mine: Mine, at: string, publicUrl?: string): HomeView => ({
  type: 'home',
  blocks: fitting(
    [
      heading('Approvals waiting for you'),
      ...approvals(mine.parts, publicUrl),
      ...decisions(mine.parts),
      heading('Due of you this week'),
      ...dutyBlocks(mine.parts),
      heading('Your engagements'),
      ...engagements(mine),
      remark(markup`As of ${at.slice(0, 16).replace('T', ' ')} UTC`),
    ],
    limits.homeBlocks,
  ),
});

function approvals(parts: readonly Part[], publicUrl: string | undefined): KnownBlock[] {
  const asked = parts
    .flatMap(({ standing, person }) =>
      approvalsAsked(standing.view, person).map(({ gate, wait }) => ({ standing, gate, wait })),
    )
    .toSorted((one, other) => (one.wait.since < other.wait.since ? -1 : 1));
  if (asked.length === 0) return [paragraph('None.')];
  return [
    ...asked
      .slice(0, mostApprovals)
      .flatMap(({ standing, gate, wait }) => [
        paragraph(markup`*${standing.view.customer}*: ${gateName(gate)}, ${sinceInWords(standing, wait.since)}`),
        ...approvalButtons(standing, { gate, ...(publicUrl !== undefined && { publicUrl }) }),
        ...waitButtons({ engagement: standing.view.id, wait: wait.key }),
      ]),
    ...(asked.length > mostApprovals ? [remark(markup`and ${asked.length - mostApprovals} more`)] : []),
  ];
}

function decisions(parts: readonly Part[]): KnownBlock[] {
  const blocks = decidingInAll(parts, mostDecisionBlocks);
  return blocks.length === 0 ? [] : [heading('Yours to confirm and decide'), ...blocks];
}

/** The first of them with buttons, the others a line each. */
function dutyBlocks(parts: readonly Part[]): KnownBlock[] {
  const duties = parts.flatMap(dutiesOf).toSorted((one, other) => (one.by < other.by ? -1 : 1));
  if (duties.length === 0) return [paragraph('Nothing.')];
  const more = duties.length > mostDuties ? [markup`… and ${duties.length - mostDuties} more`] : [];
  const others = [...duties.slice(mostWithButtons, mostDuties).map(({ line }) => line), ...more];
  return [
    ...duties
      .slice(0, mostWithButtons)
      .flatMap(({ line, wait }) => [paragraph(line), ...(wait === undefined ? [] : waitButtons(wait))]),
    ...(others.length === 0 ? [] : [paragraph(lines(others))]),
  ];
}

interface DutyLine {
  /** The day, to sort by: what is waited for comes by the day since which it is. */
  readonly by: string;
  readonly line: string;
  readonly wait?: WaitValue;
}

/** What somebody is waited for, and what of theirs has a date up to Sunday. */
function dutiesOf({ standing, person }: Part): DutyLine[] {
  const { view, now } = standing;
  const roles = rolesWith(view, person);
  const sunday = addDays(mondayOf(dateOf(now, view.calendar)), 6);
  const open = new Set(view.openTasks.map(({ key }) => key));
  const said = (by: string, text: string): DutyLine => ({ by, line: markup`• *${view.customer}*: ${text}` });
  return [
    ...waitsFor(standing, person)
      .filter(({ answeredBy }) => answeredBy !== 'approveGate' && !isDecidedHere({ answeredBy }))
      .map((wait) => {
        const { by, line } = said(
          wait.since.slice(0, 10),
          `${waitInWords(wait)}, ${sinceInWords(standing, wait.since)}`,
        );
        return { by, line: line + heardLine(standing, wait), wait: { engagement: view.id, wait: wait.key } };
      }),
    ...Object.entries(view.actions)
      .filter(([id, { owner, due }]) => open.has(`action/${id}`) && roles.includes(owner) && due <= sunday)
      .map(([, { text, due }]) => said(due, `${text}, by ${dayInWords(view, due)}`)),
    ...Object.values(view.issues)
      .filter(
        ({ handler, resolvedAt, dueOn }) =>
          resolvedAt === undefined && roles.includes(handler) && dueOn !== undefined && dueOn <= sunday,
      )
      .map(({ summary, dueOn = '' }) => said(dueOn, `${summary}, by ${dayInWords(view, dueOn)}`)),
  ];
}

function engagements({ parts, unread }: Mine): KnownBlock[] {
  const left = parts.length - mostEngagements;
  return [
    ...(parts.length === 0 ? [paragraph('You take part in none.')] : []),
    ...parts.slice(0, mostEngagements).map((part) => paragraph(partLines(part))),
    ...(left > 0 ? [remark(markup`and ${left} more: /engagement list`)] : []),
    ...(unread > 0 ? [remark(markup`${counted(unread, 'engagement')} did not answer in time.`)] : []),
    ...row([parts.length > 0 ? button({ action: 'my-hours', text: 'My hours …', value: {} }) : undefined]),
  ];
}
