import type { ModalView } from '@slack/types';
import { dateOf } from '../../../src/calendar/calendar.ts';
import { ownRoles } from '../../../src/method/delegation.ts';
import { dayInWords, personName } from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { cut, markup } from '../../../src/messages/slack/mrkdwn.ts';
import { paragraph } from '../../../src/messages/slack/parts.ts';
import { form, notice } from './form-parts.ts';

/** The fields of the form. */
export const delegateFields = {
  to: { block: 'to', action: 'person' },
  until: { block: 'until', action: 'date' },
} as const;
/** Stands for nobody: no id of a person begins so. */
export const nobody = '-';

export interface DelegateCarried {
  readonly about: { readonly engagement: string };
  readonly responseUrl?: string;
}

export const delegateTitle = 'Delegate';

/** Slack's limits of a select: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element */
const [maxOptions, maxOption] = [100, 75];

const option = (value: string, text: string) => ({
  value,
  text: { type: 'plain_text' as const, text: cut(text, maxOption), emoji: false },
});

/** Who answers in somebody's place, and until when. Those of their own side are offered, and who is away is not. Pure. */
export function delegateModal({ view, now, playbook }: Standing, person: string, carried: DelegateCarried): ModalView {
  const sideOf = (one: string) => playbook?.roles.find(({ id }) => ownRoles(view.people, one).includes(id))?.side;
  const others = Object.keys(view.people).filter(
    (one) =>
      one !== person &&
      ownRoles(view.people, one).length > 0 &&
      sideOf(one) === sideOf(person) &&
      !(one in view.delegations),
  );
  const before = view.delegations[person];
  const options = [
    ...(before === undefined ? [] : [option(nobody, 'Nobody any more: I answer for myself')]),
    ...others.map((one) => option(one, personName(view, one))),
  ].slice(0, maxOptions);
  if (options.length === 0)
    return notice(
      delegateTitle,
      `Nobody on your side of ${view.customer} could answer for you. The architect can add somebody.`,
    );
  const says =
    before === undefined
      ? markup`Who answers for you in *${view.customer}* gets your messages, and may do what you may.`
      : markup`${personName(view, before.to)} answers for you in *${view.customer}* until ${dayInWords(view, before.until)}.`;
  return form({
    callback: 'delegate',
    title: delegateTitle,
    submit: 'Send',
    carried,
    blocks: [
      paragraph(says),
      {
        type: 'input',
        block_id: delegateFields.to.block,
        label: { type: 'plain_text', text: 'Who answers for you?', emoji: false },
        element: { type: 'static_select', action_id: delegateFields.to.action, options },
      },
      {
        type: 'input',
        block_id: delegateFields.until.block,
        optional: true,
        label: { type: 'plain_text', text: 'You answer for yourself again on', emoji: false },
        hint: {
          type: 'plain_text',
          text: `A day after ${dayInWords(view, dateOf(now, view.calendar))}. Until then you can answer too.`,
          emoji: false,
        },
        element: { type: 'datepicker', action_id: delegateFields.until.action },
      },
    ],
  });
}
