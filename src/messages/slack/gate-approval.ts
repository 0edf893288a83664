import type { KnownBlock } from '@slack/types';
import type { GateCode } from '../../playbook/codes.ts';
import type { GateValue } from './button-values.ts';
import { gateName, personName, sinceInWords } from './engagement-words.ts';
import type { Named, Seen } from './engagement-words.ts';
import { checklistOf } from './gate-standing.ts';
import type { GatesShown } from './gate-standing.ts';
import { markup } from './mrkdwn.ts';
import { escaped, sectionsOf } from '../slack-blocks.ts';
import { nameIn } from '../texts.ts';
import { pageOf } from './page-of.ts';
import { button, fitting, heading, lines, linkButton, paragraph, remark, row } from './parts.ts';

/** What somebody is asked to approve. */
export interface ApprovalAsked {
  readonly gate: GateCode;
  readonly subject: string;
  readonly text?: string;
  readonly since?: string;
  /** Documents to look at, by id. */
  readonly links?: Readonly<Record<string, string>>;
  /** Where Fairlead is reached from outside, if it is. */
  readonly publicUrl?: string;
}

type GateSeen = Seen<'id' | 'customer' | 'calendar'> & { readonly view: Named & GatesShown };

/** Buttons come after the text, and none is left out for it. */
const mostText = 20;

/** The request for an approval: what is to be approved, the checklist with its state, and what can be done. Pure. */
export function gateApproval(standing: GateSeen, asked: ApprovalAsked): KnownBlock[] {
  const { view } = standing;
  const { gate, subject, text, since, links = {} } = asked;
  const approvals = view.gates[gate]?.approvals ?? [];
  const checklist = checklistOf(standing, gate).map(
    (line) =>
      markup`${line.isTrue ? '✓' : '○'} ${line.text}` + (line.lack === undefined ? '' : markup` (${line.lack})`),
  );
  const approved = approvals.map(({ by, at }) => `${personName(view, by)} (${sinceOf(standing, at)})`);
  return fitting([
    heading(subject),
    ...(text === undefined ? [] : sectionsOf(text, mostText)),
    paragraph(`*Checklist*\n${checklist.length === 0 ? 'It lists nothing.' : lines(checklist)}`),
    ...linkLines(standing, links),
    ...(approved.length === 0 ? [] : [paragraph(markup`Approved by ${approved.join('; ')}`)]),
    ...approvalButtons(standing, asked),
    remark(
      markup`${view.customer} · ${gateName(gate)}, attempt ${view.gates[gate]?.attempt ?? 1}` +
        (since === undefined ? '' : markup` · waiting ${sinceInWords(standing, since)}`) +
        markup` · ${view.id}`,
    ),
  ]);
}

/** Only what a browser opens is a link; anything else stays text. */
export function linkLines(standing: Pick<GateSeen, 'playbook'>, links: Readonly<Record<string, string>>): KnownBlock[] {
  const said = Object.entries(links).map(([id, url]) => {
    const name = standing.playbook === undefined ? id.replaceAll('-', ' ') : nameIn(standing.playbook, id);
    const isWeb = /^https?:\/\/[^\s<>|]{1,500}$/.test(url);
    return isWeb ? `• <${escaped(url)}|${markup`${name}`}>` : markup`• ${name}: ${url}`;
  });
  return said.length === 0 ? [] : [paragraph(`*Documents*\n${lines(said)}`)];
}

const sinceOf = (standing: GateSeen, at: string): string => sinceInWords(standing, at).replace(/, .*$/, '');

/** Approve, Request changes, and Open where there is somewhere to open. */
export function approvalButtons(
  { view }: { readonly view: Pick<Seen<'id'>['view'], 'id'> & GatesShown },
  { gate, publicUrl }: Pick<ApprovalAsked, 'gate' | 'publicUrl'>,
): KnownBlock[] {
  const value: GateValue = { engagement: view.id, gate, attempt: view.gates[gate]?.attempt ?? 1 };
  return row([
    button({ action: 'gate-approve', text: 'Approve', value, style: 'primary' }),
    button({ action: 'gate-request-changes', text: 'Request changes', value }),
    publicUrl === undefined ? undefined : linkButton('Open', pageOf(view.id, publicUrl)),
  ]);
}
