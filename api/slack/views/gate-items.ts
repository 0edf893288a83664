import type { ConfirmationDialog, KnownBlock, ModalView } from '@slack/types';
import type { GateCode } from '../../../src/playbook/codes.ts';
import { gateCodes } from '../../../src/playbook/codes.ts';
import { textOf } from '../../../src/messages/texts.ts';
import { gateName } from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { button, heading, paragraph, row } from '../../../src/messages/slack/parts.ts';
import type { GateItemsValue } from './deciding-values.ts';
import { form, textField } from './form-parts.ts';
import { waitsFor } from './wait-rows.ts';

/** The gate whose items somebody is waited for to confirm. */
export function gateToConfirm(standing: Standing, person: string): GateCode | undefined {
  const isAsked = waitsFor(standing, person).some(({ answeredBy }) => answeredBy === 'confirmGateItems');
  return isAsked ? gateCodes.find((code) => code === standing.view.step) : undefined;
}

interface Line {
  readonly id: string;
  readonly text: string;
  readonly lack?: string;
  /** What may be agreed with the customer in its place. */
  readonly unlessAgreed?: string;
}

/** The items that are not confirmed; all of them again, once changes were asked for. */
function openLines({ view, playbook }: Standing, gate: GateCode): Line[] {
  const wait = view.waits.find(({ answeredBy }) => answeredBy === 'confirmGateItems');
  const items = playbook?.gates[gate].items ?? [];
  return (view.gates[gate]?.checklist ?? [])
    .filter(({ id }) => wait?.items.includes(id) === true)
    .map(({ id, lack }) => {
      const unlessAgreed = items.find((item) => item.id === id)?.unlessAgreed;
      return {
        id,
        text: playbook === undefined ? id.replaceAll('-', ' ') : textOf(playbook, id, playbook.gates[gate]),
        ...(lack !== undefined && { lack }),
        ...(unlessAgreed !== undefined && { unlessAgreed }),
      };
    });
}

const sure: ConfirmationDialog = {
  title: { type: 'plain_text', text: 'Are all of these true?', emoji: false },
  text: {
    type: 'plain_text',
    text: 'Whoever approves relies on it, and is asked as soon as everything is confirmed.',
    emoji: false,
  },
  confirm: { type: 'plain_text', text: 'All are true', emoji: false },
  deny: { type: 'plain_text', text: 'Not yet', emoji: false },
};

/** Each item with a button that says that it is true, where it can be; at the end one for all of those. Pure. */
export function gateItemRows(standing: Standing, person: string, most = 12): KnownBlock[] {
  const gate = gateToConfirm(standing, person);
  const lines = gate === undefined ? [] : openLines(standing, gate).slice(0, most);
  if (gate === undefined || lines.length === 0) return [];
  const { view } = standing;
  const about = (items: readonly string[]): GateItemsValue => ({
    engagement: view.id,
    gate,
    attempt: view.gates[gate]?.attempt ?? 1,
    items,
  });
  const ready = lines.filter(({ lack }) => lack === undefined).map(({ id }) => id);
  const all = button({ action: 'gate-items-confirm-all', text: `All ${ready.length} are true`, value: about(ready) });
  return [
    heading(`To be confirmed at ${gateName(gate)}`),
    ...lines.map(({ id, text, lack, unlessAgreed }) => {
      const said = markup`• ${text}` + (lack === undefined ? '' : markup` (${lack})`);
      if (lack === undefined)
        return paragraph(said, button({ action: 'gate-items-confirm', text: 'It is true', value: about([id]) }));
      if (unlessAgreed === undefined) return paragraph(said);
      return paragraph(said, button({ action: 'gate-item-agree', text: 'Agreed instead …', value: about([id]) }));
    }),
    ...row([ready.length > 1 && all !== undefined ? { ...all, confirm: sure } : undefined]),
  ];
}

/** An agreement with the customer, in place of an item that is not so. Pure. */
export const agreementForm = (about: GateItemsValue, responseUrl?: string): ModalView =>
  form({
    callback: 'agree-item',
    title: 'Agreed instead',
    submit: 'Confirm',
    carried: { about, ...(responseUrl !== undefined && { responseUrl }) },
    blocks: [
      textField({
        name: 'note',
        label: `What was agreed with the customer, in place of "${(about.items[0] ?? '').replaceAll('-', ' ')}"?`,
        isLong: true,
        hint: 'The item counts as met by this, and it stays in the journal.',
      }),
    ],
  });
