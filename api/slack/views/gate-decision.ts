import type { KnownBlock, ModalView } from '@slack/types';
import type { GateCode } from '../../../src/playbook/codes.ts';
import { gateCodes } from '../../../src/playbook/codes.ts';
import type { Playbook } from '../../../src/playbook/schema.ts';
import { gateName } from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { button, heading, paragraph, row } from '../../../src/messages/slack/parts.ts';
import type { DecisionValue } from './deciding-values.ts';
import { form, textField } from './form-parts.ts';
import { isArchitect, waitsFor } from './wait-rows.ts';

type Decision = Playbook['gates'][GateCode]['decisions'][number];

/** The gate that is open, as far as somebody is its architect or is waited for: the others of the team may decide over HTTP. */
export function gateToDecide(standing: Standing, person: string): GateCode | undefined {
  const { view } = standing;
  const gate = gateCodes.find((code) => code === view.step);
  const isOpen = gate !== undefined && view.gates[gate]?.standing !== undefined && view.status === 'running';
  const decides =
    isArchitect(standing, person) || waitsFor(standing, person).some(({ answeredBy }) => answeredBy === 'decideGate');
  return isOpen && decides ? gate : undefined;
}

/** A button for each decision that can be taken now. What advances is offered once everything is there. Pure. */
export function decisionButtons({ view, playbook }: Standing, gate: GateCode): KnownBlock[] {
  const { attempt = 1, standing } = view.gates[gate] ?? {};
  const open = (playbook?.gates[gate].decisions ?? []).filter(
    ({ effect }) => effect !== 'advance' || standing?.ready === true,
  );
  return row(
    open.map(({ id, label, effect }) => {
      const value: DecisionValue = { engagement: view.id, gate, attempt, decision: id, playbook: view.playbook.digest };
      const isPrimary = effect === 'advance';
      return button({ action: `gate-decide-${id}`, text: `${label} …`, value, ...(isPrimary && { style: 'primary' }) });
    }),
  );
}

/** Beside how a gate stands: the decisions, for whoever takes them. Pure. */
export function decisionBlocks(standing: Standing, person: string): KnownBlock[] {
  const gate = gateToDecide(standing, person);
  const buttons = gate === undefined ? [] : decisionButtons(standing, gate);
  return gate === undefined || buttons.length === 0 ? [] : [heading(`Your decision at ${gateName(gate)}`), ...buttons];
}

export const asksForDays = ({ hypercare }: Playbook, { effect }: Decision): boolean =>
  effect === 'extend' && hypercare.extension.kind === 'days-given';

/** Asks once more before a decision, for a mistake is dear: what it means, and why it is taken. Pure. */
export function decisionForm(
  value: DecisionValue,
  {
    playbook,
    decision,
    responseUrl,
  }: { readonly playbook: Playbook; readonly decision: Decision; readonly responseUrl?: string },
): ModalView {
  const isFinal = decision.effect !== 'pause';
  return form({
    callback: 'decide',
    title: `Decide ${value.gate}`,
    submit: 'Decide',
    carried: { about: value, ...(responseUrl !== undefined && { responseUrl }) },
    blocks: [
      paragraph(
        markup`*${decision.label}*\n${gateName(value.gate)} of ${value.engagement}, attempt ${value.attempt}\n\n${decision.text}`,
      ),
      paragraph(
        isFinal
          ? 'This is final: everybody who was asked is told, the engagement goes on by it, and it cannot be taken back.'
          : 'The gate stays open with all that was confirmed and approved, and is decided again once the engagement is resumed.',
      ),
      textField({
        name: 'reason',
        label: decision.effect === 'advance' ? 'Why, if there is something to say' : 'Why?',
        isLong: true,
        isOptional: decision.effect === 'advance',
        hint: 'It stays in the journal.',
      }),
      ...(asksForDays(playbook, decision)
        ? [textField({ name: 'days', label: 'For how many days?', most: 2, hint: 'A whole number from 1 to 90.' })]
        : []),
    ],
  });
}
