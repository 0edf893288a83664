import type { KnownBlock } from '@slack/types';
import type { GateCode } from '../../playbook/codes.ts';
import type { GateValue } from './button-values.ts';
import { gateName, personName, sinceInWords } from './engagement-words.ts';
import type { Seen } from './engagement-words.ts';
import { checklistOf } from './gate-standing.ts';
import { markup } from './mrkdwn.ts';
import { button, fitting, heading, lines, linkButton, paragraph, remark, row } from './parts.ts';

/** What somebody is asked to approve. */
export interface ApprovalAsked {
  readonly gate: GateCode;
  readonly subject: string;
  readonly text?: string;
  readonly since?: string;
  /** Where Fairlead is reached from outside, if it is. */
  readonly publicUrl?: string;
}

type GateSeen = Seen<'id' | 'customer' | 'calendar' | 'people' | 'gates'>;

/** The request for an approval: what is to be approved, the checklist with its state, and what can be done. Pure. */
export function gateApproval(standing: GateSeen, asked: ApprovalAsked): KnownBlock[] {
  const { view } = standing;
  const { gate, subject, text, since } = asked;
  const approvals = view.gates[gate]?.approvals ?? [];
  const checklist = checklistOf(standing, gate).map(
    (line) =>
      markup`${line.isTrue ? '✓' : '○'} ${line.text}` + (line.lack === undefined ? '' : markup` (${line.lack})`),
  );
  const approved = approvals.map(({ by, at }) => `${personName(view, by)} (${sinceOf(standing, at)})`);
  return fitting([
    heading(subject),
    ...(text === undefined ? [] : [paragraph(markup`${text}`)]),
    paragraph(`*Checklist*\n${checklist.length === 0 ? 'It lists nothing.' : lines(checklist)}`),
    ...(approved.length === 0 ? [] : [paragraph(markup`Approved by ${approved.join('; ')}`)]),
    ...approvalButtons(standing, asked),
    remark(
      markup`${view.customer} · ${gateName(gate)}, attempt ${view.gates[gate]?.attempt ?? 1}` +
        (since === undefined ? '' : markup` · waiting ${sinceInWords(standing, since)}`) +
        markup` · ${view.id}`,
    ),
  ]);
}

const sinceOf = (standing: GateSeen, at: string): string => sinceInWords(standing, at).replace(/, .*$/, '');

/** Approve, Request changes, and Open where there is somewhere to open. */
export function approvalButtons(
  { view }: Seen<'id' | 'gates'>,
  { gate, publicUrl }: Pick<ApprovalAsked, 'gate' | 'publicUrl'>,
): KnownBlock[] {
  const value: GateValue = { engagement: view.id, gate, attempt: view.gates[gate]?.attempt ?? 1 };
  return row([
    button({ action: 'gate-approve', text: 'Approve', value, style: 'primary' }),
    button({ action: 'gate-request-changes', text: 'Request changes', value }),
    publicUrl === undefined ? undefined : linkButton('Open', `${publicUrl}/engagements/${encodeURIComponent(view.id)}`),
  ]);
}
