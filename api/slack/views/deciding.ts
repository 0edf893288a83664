import type { KnownBlock } from '@slack/types';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import type { Part } from '../mine.ts';
import { limits, paragraph, remark } from '../../../src/messages/slack/parts.ts';
import { decisionBlocks } from './gate-decision.ts';
import { gateItemRows } from './gate-items.ts';
import { offerBlocks } from './offers.ts';
import { signatureBlocks } from './signature.ts';
import { termRows } from './terms.ts';

/** What somebody can confirm, decide, answer and sign in an engagement, each with its buttons. Pure. */
export const decidingBlocks = ({ standing, person }: Part): KnownBlock[] => [
  ...gateItemRows(standing, person),
  ...decisionBlocks(standing, person),
  ...termRows(standing, person),
  ...signatureBlocks(standing, person),
  ...offerBlocks(standing, person),
];

/** What these blocks let somebody answer. */
const answered = new Set(['confirmGateItems', 'decideGate', 'answerTerm', 'signDefinitions', 'answerOffer']);

/** Where somebody is waited for, and can answer right here. */
export const isDecidedHere = ({ answeredBy }: { readonly answeredBy: string }): boolean => answered.has(answeredBy);

/** Of several engagements, under the name of each; what has no room is told by where it is. Pure. */
export function decidingInAll(parts: readonly Part[], most: number = limits.homeBlocks): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let left = 0;
  for (const part of parts) {
    const mine = decidingBlocks(part);
    if (mine.length === 0) continue;
    if (blocks.length + mine.length + 2 > most) left += 1;
    else blocks.push(paragraph(markup`*${part.standing.view.customer}* (${part.standing.view.id})`), ...mine);
  }
  return [...blocks, ...(left > 0 ? [remark(markup`and in ${left} more: /engagement show`)] : [])];
}
