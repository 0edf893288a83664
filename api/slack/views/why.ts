import type { KnownBlock } from '@slack/types';
import { cut, markup } from '../../../src/messages/slack/mrkdwn.ts';
import {
  dayInWords,
  itemsInWords,
  rolesInWords,
  sinceInWords,
  stepName,
  waitInWords,
  reasonInWords,
} from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { fitting, heading, lines, paragraph, remark } from '../../../src/messages/slack/parts.ts';
import { heardLine } from './wait-rows.ts';

/** Who is waited for and since when, and what happens next if nobody acts. Pure. */
export function whyBlocks(standing: Standing): KnownBlock[] {
  const { view } = standing;
  return fitting([
    heading(`${view.customer}: why it waits`),
    ...heldBlock(standing),
    ...(view.waits.length === 0
      ? [paragraph('It waits for nobody.')]
      : view.waits.slice(0, 20).map((wait) => paragraph(waitLines(standing, wait)))),
    paragraph(`*If nobody acts*\n${nextLines(standing)}`),
    remark(markup`${stepName(view)} ${sinceInWords(standing, view.stepSince)} · ${view.id}`),
  ]);
}

function heldBlock(standing: Standing): KnownBlock[] {
  const hold = standing.view.holds.at(-1);
  if (standing.view.status !== 'held' || hold === undefined) return [];
  return [paragraph(markup`*On hold* ${sinceInWords(standing, hold.since)}: ${hold.reason}`)];
}

function waitLines(standing: Standing, wait: Standing['view']['waits'][number]): string {
  const items = wait.answeredBy === 'decideGate' ? [] : itemsInWords(standing, wait.items);
  return [
    markup`*${rolesInWords(standing, wait.who)}* ${sinceInWords(standing, wait.since)}: ${waitInWords(wait)}` +
      heardLine(standing, wait),
    ...(items.length === 0 ? [] : [lines(items.slice(0, 12).map((item) => `• ${cut(markup`${item}`, 200)}`))]),
    ...(items.length > 12 ? [markup`… and ${items.length - 12} more`] : []),
  ].join('\n');
}

export function nextLines({ view }: Standing, most = 6): string {
  const next = view.upcoming.slice(0, most);
  if (next.length === 0) return 'Nothing happens by itself.';
  return lines(
    next.map((duty) => {
      const to = duty.kind === 'message' ? markup` → ${view.people[duty.to]?.name ?? duty.to}` : '';
      return markup`• ${dayInWords(view, duty.at)}: ${reasonInWords(duty)}` + to;
    }),
  );
}
