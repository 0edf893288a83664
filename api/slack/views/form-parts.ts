import type {
  ExternalSelect,
  InputBlock,
  KnownBlock,
  ModalView,
  PlainTextOption,
  PlainTextElement,
} from '@slack/types';
import { cut, markup } from '../../../src/messages/slack/mrkdwn.ts';
import { paragraph } from '../../../src/messages/slack/parts.ts';

/** Slack's limits of modals and what is chosen in them: https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const limits = { title: 24, label: 2000, option: 75, optionValue: 150, metadata: 3000 } as const;

const plain = (text: string, most: number): PlainTextElement => ({
  type: 'plain_text',
  text: cut(text, most),
  emoji: false,
});

/** A field of a form. Its block and its element have one name, by which it is read and by which its fault is shown. */
interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

const input = ({ name, label, hint, isOptional = false }: Field, element: InputBlock['element']): InputBlock => ({
  type: 'input',
  block_id: name,
  label: plain(label, limits.label),
  optional: isOptional,
  ...(hint !== undefined && { hint: plain(hint, limits.label) }),
  element,
});

export const textField = (
  field: Field & { readonly isLong?: boolean; readonly most?: number; readonly initial?: string },
): InputBlock =>
  input(field, {
    type: 'plain_text_input',
    action_id: field.name,
    multiline: field.isLong === true,
    max_length: field.most ?? (field.isLong === true ? 3000 : 120),
    ...(field.initial !== undefined && { initial_value: field.initial.slice(0, field.most ?? 120) }),
  });

export const dateField = (field: Field & { readonly initial?: string }): InputBlock =>
  input(field, {
    type: 'datepicker',
    action_id: field.name,
    ...(field.initial !== undefined && { initial_date: field.initial }),
  });

/** A time of day, as "18:00". */
export const timeField = (field: Field & { readonly initial: string }): InputBlock =>
  input(field, { type: 'timepicker', action_id: field.name, initial_time: field.initial });

export const instantField = (field: Field): InputBlock =>
  input(field, { type: 'datetimepicker', action_id: field.name });

/** People of the workspace. */
export const peopleField = (field: Field & { readonly initial?: readonly string[] }): InputBlock =>
  input(field, {
    type: 'multi_users_select',
    action_id: field.name,
    max_selected_items: 10,
    ...(field.initial !== undefined && { initial_users: [...field.initial] }),
  });

/** A channel of the workspace, among those that whoever fills it in can see. */
export const channelField = (field: Field): InputBlock =>
  input(field, {
    type: 'conversations_select',
    action_id: field.name,
    filter: { include: ['public', 'private'], exclude_bot_users: true },
  });

/** One of a few, all of them shown. */
export function choiceField(
  field: Field & { readonly options: readonly PlainTextOption[]; readonly initial?: string },
): InputBlock {
  const first = field.options.find(({ value }) => value === field.initial);
  return input(field, {
    type: 'static_select',
    action_id: field.name,
    options: field.options.slice(0, 100),
    ...(first !== undefined && { initial_option: first }),
  });
}

/** One of many, that is looked for while it is typed: see options.ts. */
export function lookedUpField(field: Field & { readonly initial?: PlainTextOption }): InputBlock {
  const element: ExternalSelect = {
    type: 'external_select',
    action_id: field.name,
    min_query_length: 0,
    ...(field.initial !== undefined && { initial_option: field.initial }),
  };
  return input(field, element);
}

/** What may be chosen. Undefined when Slack does not take its value: nothing to choose is better than something else. */
export const option = (text: string, value: string): PlainTextOption | undefined =>
  value === '' || value.length > limits.optionValue ? undefined : { text: plain(text, limits.option), value };

interface Form {
  readonly callback: string;
  readonly title: string;
  readonly submit: string;
  /** What the form keeps while it is open. */
  readonly carried: { readonly about?: object; readonly basics?: object; readonly responseUrl?: string };
  readonly blocks: readonly KnownBlock[];
}

/** A text in place of a form: while it is looked up, or for good. */
export const notice = (title: string, text: string): ModalView => ({
  type: 'modal',
  title: plain(title, limits.title),
  close: plain('Cancel', limits.title),
  blocks: [paragraph(markup`${text}`)],
});

export function form({ callback, title, submit, carried, blocks }: Form): ModalView {
  const whole = JSON.stringify(carried);
  const { responseUrl: _answeredByDirectMessage, ...rest } = carried;
  return {
    type: 'modal',
    callback_id: callback,
    private_metadata: whole.length <= limits.metadata ? whole : JSON.stringify(rest),
    title: plain(title, limits.title),
    submit: plain(submit, limits.title),
    close: plain('Cancel', limits.title),
    blocks: [...blocks],
  };
}
