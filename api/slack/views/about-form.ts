import type { KnownBlock, ModalView } from '@slack/types';
import type { FormAsked, FormWord } from '../forms/form-asked.ts';
import { choiceField, dateField, form, lookedUpField, option, textField } from './form-parts.ts';

export type AboutAsked = Extract<FormAsked, { readonly kind: 'about' }>;

const forms: Readonly<Record<FormWord, { readonly title: string; readonly submit: string }>> = {
  show: { title: 'How it stands', submit: 'Show' },
  why: { title: 'Why it waits', submit: 'Show' },
  golive: { title: 'Go-live', submit: 'Set' },
  checkin: { title: 'Check-in', submit: 'Move' },
  issue: { title: 'Report an issue', submit: 'Report' },
  hold: { title: 'Put on hold', submit: 'Hold' },
  resume: { title: 'Resume', submit: 'Resume' },
  reading: { title: 'Record a reading', submit: 'Record' },
};

/** Which engagement, and whatever else `/engagement WORD` needs. Pure. */
export function aboutForm({ word, engagement, on }: AboutAsked, responseUrl?: string): ModalView {
  const known = engagement === undefined ? undefined : option(engagement, engagement);
  return form({
    ...forms[word],
    callback: `about-${word}`,
    carried: responseUrl === undefined ? {} : { responseUrl },
    blocks: [
      lookedUpField({
        name: 'engagement',
        label: 'Engagement',
        hint: 'Type a part of its customer or id.',
        ...(known !== undefined && { initial: known }),
      }),
      ...rest(word, on),
    ],
  });
}

function rest(word: FormWord, on: string | undefined): KnownBlock[] {
  switch (word) {
    case 'show':
    case 'why':
      return [];
    case 'golive':
      return [
        dateField({
          name: 'on',
          label: 'The date on which the customer went, or will go, live',
          ...(on && { initial: on }),
        }),
      ];
    case 'checkin':
      return [dateField({ name: 'on', label: 'The new date of the next check-in', ...(on && { initial: on }) })];
    case 'issue':
      return [
        textField({ name: 'text', label: 'What is wrong?', isLong: true }),
        choiceField({
          name: 'severity',
          label: 'How bad is it?',
          options: ['minor', 'major', 'critical'].flatMap((severity) => option(severity, severity) ?? []),
          initial: 'minor',
        }),
      ];
    case 'hold':
    case 'resume':
      return [textField({ name: 'text', label: 'Why?', isLong: true, hint: 'It stays in the journal.' })];
    case 'reading':
      return [
        lookedUpField({ name: 'metric', label: 'Metric', hint: 'Choose the engagement first.' }),
        textField({
          name: 'value',
          label: 'The value, as read now',
          most: 40,
          hint: 'A number such as 12.5, in the unit of the metric.',
        }),
      ];
  }
}
