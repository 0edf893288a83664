import type { KnownBlock } from '@slack/types';
import { dateInWords, dateOf } from '../../calendar/calendar.ts';
import type { GateOffering, WorkOffering } from '../../engagement/state.ts';
import { valueInWords } from '../../health/rule.ts';
import type { Playbook } from '../../playbook/schema.ts';
import type { DoneLine, Letter } from '../../ports/messenger.ts';
import { render } from '../render.ts';
import { reminderButtons } from '../wait-buttons.ts';
import type { Rendered } from '../render.ts';
import { escaped, sectionsOf, slackBlocks } from '../slack-blocks.ts';
import { metricInWords } from './engagement-words.ts';
import { gateApproval } from './gate-approval.ts';
import { markup } from './mrkdwn.ts';
import { fitting, heading, lines, paragraph, remark } from './parts.ts';
import { readingRows } from './reading-rows.ts';
import { taskRows, taskText } from './task-rows.ts';

/** A letter as Slack takes it. `text` is what a notification shows; Slack reads it as markup too. */
export interface SlackLetter {
  readonly subject: string;
  readonly text: string;
  readonly blocks: KnownBlock[];
}

interface Belonging {
  /** What the letter is about, for whoever searches. */
  readonly footer: string;
  /** Where Fairlead is reached from outside, if it is. */
  readonly publicUrl?: string;
}

/** Puts a letter into blocks: with the buttons of what it offers, as long as it offers anything. Pure. */
export function letterBlocks(playbook: Playbook, letter: Letter, belonging: Belonging): SlackLetter {
  const { offers } = letter;
  const elsewhere = offers === undefined ? [] : 'gate' in offers ? letter.items : offers.tasks.map(idOf);
  const metrics = offers !== undefined && !('gate' in offers) ? (offers.metrics ?? []) : [];
  const rendered = render(playbook, letter, [...elsewhere, ...metrics]);
  const { subject } = rendered;
  return { subject, text: escaped(subject), blocks: blocksOf(playbook, letter, { ...belonging, rendered }) };
}

type Putting = Belonging & { readonly rendered: Rendered };

function blocksOf(playbook: Playbook, letter: Letter, putting: Putting): KnownBlock[] {
  const { offers, shows } = letter;
  if (offers !== undefined && 'gate' in offers) return gateBlocks(playbook, letter, offers, putting);
  if (offers === undefined && shows?.done === undefined)
    return slackBlocks(putting.rendered, putting.footer, reminderButtons(letter));
  return workBlocks(playbook, letter, offers ?? { tasks: [] }, putting);
}

function gateBlocks(
  playbook: Playbook,
  letter: Letter,
  { gate, attempt }: GateOffering,
  { rendered, publicUrl }: Putting,
): KnownBlock[] {
  const { approvals = [], lacks = {}, links = {}, checklist: items = letter.items } = letter.shows ?? {};
  const checklist = items.map((id) => {
    const lack = lacks[id];
    return { id, confirmed: lack !== '', ...(lack !== undefined && lack !== '' && { lack }) };
  });
  const view = { ...seenIn(letter), people: {}, gates: { [gate]: { attempt, approvals, checklist } } };
  const since = letter.values['since'];
  const blocks = gateApproval(
    { view, playbook, now: letter.now },
    {
      gate,
      subject: rendered.subject,
      text: rendered.text,
      links,
      ...(since !== undefined && { since }),
      ...(publicUrl !== undefined && { publicUrl }),
    },
  );
  return [...blocks.slice(0, -1), ...reminderButtons(letter), ...blocks.slice(-1)];
}

/** Slack takes 50 blocks: what can be clicked is never left out for what is read. */
const [mostText, mostTasks, mostMetrics] = [16, 10, 8];

function workBlocks(
  playbook: Playbook,
  letter: Letter,
  { tasks, metrics = [] }: WorkOffering,
  { rendered, footer }: Putting,
): KnownBlock[] {
  const standing = { view: { ...seenIn(letter), actions: actionsIn(letter) }, playbook, now: letter.now };
  const done = (letter.shows?.done ?? []).map((line) => markup`✓ ${doneText(standing, line)}`);
  const left = metrics.length - mostMetrics;
  return fitting([
    heading(rendered.subject),
    ...sectionsOf(rendered.text, mostText),
    ...readingRows(standing, metrics.slice(0, mostMetrics)),
    ...(left > 0 ? [remark(markup`and ${left} more to read, shown when these are recorded`)] : []),
    ...taskRows(
      standing,
      tasks.map((key) => ({ key, id: idOf(key) })),
      mostTasks,
    ),
    ...(done.length === 0 ? [] : [paragraph(lines(done))]),
    ...reminderButtons(letter),
    remark(markup`${footer}`),
  ]);
}

type WorkSeen = Parameters<typeof taskText>[0] & { readonly playbook: Playbook };

function doneText(standing: WorkSeen, line: DoneLine): string {
  const on = dateInWords(dateOf(line.at, standing.view.calendar));
  if ('task' in line) {
    return `${taskText(standing, { key: line.task, id: idOf(line.task) })} (${line.by}, ${on})`;
  }
  const unit = standing.playbook.metrics.find(({ id }) => id === line.metric)?.unit ?? 'count';
  return `${metricInWords(standing, line.metric)}: ${valueInWords(line.value, unit)} (${on})`;
}

/** The last part of a task's key is its line in the playbook. */
const idOf = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

const seenIn = ({ engagement: id, customer, timeZone }: Letter) => ({
  id,
  customer,
  calendar: { timeZone, holidays: [] },
});

const actionsIn = ({ shows }: Letter): Readonly<Record<string, { readonly text: string }>> =>
  Object.fromEntries(Object.entries(shows?.actions ?? {}).map(([id, text]) => [id, { text }]));
