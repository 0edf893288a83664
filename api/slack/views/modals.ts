import type { ModalView } from '@slack/types';
import type { GateValue, MetricValue, TasksValue } from '../../../src/messages/slack/button-values.ts';
import { gateName } from '../../../src/messages/slack/engagement-words.ts';
import { cut } from '../../../src/messages/slack/mrkdwn.ts';
import { form } from './form-parts.ts';

/** What a modal keeps while it is open: what it is about, and where its answer goes. */
export interface Carried {
  readonly about: GateValue | TasksValue | MetricValue;
  readonly responseUrl?: string;
}

/** The one field of each modal. */
export const field = { block: 'answer', action: 'text' } as const;

interface Form {
  readonly callback: 'request-changes' | 'stuck' | 'reading';
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly submit: string;
  readonly isLong: boolean;
}

export const requestChangesModal = (carried: Carried & { readonly about: GateValue }): ModalView =>
  modal(carried, {
    callback: 'request-changes',
    title: 'Request changes',
    label: `What must change before you approve ${gateName(carried.about.gate)}?`,
    hint: 'The architect is told in these words, and they stay in the journal.',
    submit: 'Send',
    isLong: true,
  });

export const stuckModal = (carried: Carried & { readonly about: TasksValue }): ModalView =>
  modal(carried, {
    callback: 'stuck',
    title: 'Stuck',
    label: 'What stops you?',
    hint: 'The architect is told in these words, and nobody reminds you of it for a business day.',
    submit: 'Send',
    isLong: true,
  });

export const readingModal = (carried: Carried & { readonly about: MetricValue }): ModalView =>
  modal(carried, {
    callback: 'reading',
    title: 'Record a reading',
    label: `The value of ${carried.about.metric.replaceAll('-', ' ')}, as read now`,
    hint: 'A number such as 12.5, in the unit of the metric.',
    submit: 'Record',
    isLong: false,
  });

const modal = (carried: Carried, { label, hint, isLong, ...rest }: Form): ModalView =>
  form({
    ...rest,
    carried,
    blocks: [
      {
        type: 'input',
        block_id: field.block,
        label: { type: 'plain_text', text: cut(label, 2000), emoji: false },
        hint: { type: 'plain_text', text: hint, emoji: false },
        element: {
          type: 'plain_text_input',
          action_id: field.action,
          multiline: isLong,
          max_length: isLong ? 3000 : 40,
        },
      },
    ],
  });
