import type { KnownBlock } from '@slack/types';
import { approvalsAsked } from '../../../src/messages/slack/gate-standing.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import {
  dayInWords,
  gateName,
  rolesInWords,
  sinceInWords,
  stepName,
  waitInWords,
} from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { gateApproval } from '../../../src/messages/slack/gate-approval.ts';
import { fitting, heading, lines, paragraph, remark } from '../../../src/messages/slack/parts.ts';
import { readingRows } from '../../../src/messages/slack/reading-rows.ts';
import { taskRows, tasksOf } from '../../../src/messages/slack/task-rows.ts';
import { heardLine, waitRows } from './wait-rows.ts';
import { decidingBlocks } from './deciding.ts';
import { nextLines } from './why.ts';

/** An engagement as one of its people sees it: how it stands, and what they can do. Pure. */
export function showBlocks(standing: Standing, person: string, publicUrl?: string): KnownBlock[] {
  const { view } = standing;
  const unread = view.kpis.filter((kpi) => kpi.standing === 'unread').map(({ metric }) => metric);
  const [asked] = approvalsAsked(view, person);
  const tasks = tasksOf(standing, person);
  return fitting([
    heading(view.customer),
    paragraph(lines(factLines(standing))),
    paragraph(`*Waiting for*\n${waitingLines(standing)}`),
    ...waitRows(standing, person, 3),
    ...flagBlocks(standing),
    ...(asked === undefined
      ? []
      : gateApproval(standing, {
          gate: asked.gate,
          subject: `Your approval of ${gateName(asked.gate)}`,
          since: asked.wait.since,
          ...(publicUrl !== undefined && { publicUrl }),
        })),
    ...decidingBlocks({ standing, person }),
    ...(tasks.length === 0 ? [] : [heading('Yours to do'), ...taskRows(standing, tasks)]),
    ...(unread.length === 0 ? [] : [heading('Not read yet'), ...readingRows(standing, unread.slice(0, 8))]),
    paragraph(`*Next*\n${nextLines(standing, 3)}`),
    remark(markup`${view.id} · ${view.playbook.id} ${view.playbook.version}`),
  ]);
}

function factLines(standing: Standing): string[] {
  const { view } = standing;
  return [
    markup`*${stepName(view)}* ${sinceInWords(standing, view.stepSince)}${view.status === 'running' ? '' : `, ${view.status}`}`,
    ...(view.goLiveOn === undefined ? [] : [markup`Go-live: ${dayInWords(view, view.goLiveOn)}`]),
    ...(view.checkIn.on === undefined ? [] : [markup`Check-in: ${dayInWords(view, view.checkIn.on)}`]),
    ...view.kpis
      .filter(({ value }) => value !== undefined)
      .map(({ name, value = '', standing: stands }) => markup`${name}: ${value} (${stands})`),
  ];
}

const waitingLines = (standing: Standing): string =>
  standing.view.waits.length === 0
    ? 'nobody'
    : lines(
        standing.view.waits.map(
          (wait) =>
            markup`• ${rolesInWords(standing, wait.who)}: ${waitInWords(wait)}, ${sinceInWords(standing, wait.since)}` +
            heardLine(standing, wait),
        ),
      );

function flagBlocks(standing: Standing): KnownBlock[] {
  const flags = Object.values(standing.view.redFlags);
  if (flags.length === 0) return [];
  const said = flags.map(
    ({ metric, rule, value, since }) =>
      markup`• ${metric.replaceAll('-', ' ')}: ${value} (the line: ${rule}), ${sinceInWords(standing, since)}`,
  );
  return [paragraph(`*Red flags*\n${lines(said)}`)];
}
