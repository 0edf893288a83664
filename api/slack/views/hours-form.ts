import type { ModalView } from '@slack/types';
import { usualQuietHours } from '../../../src/calendar/quiet-hours.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { paragraph } from '../../../src/messages/slack/parts.ts';
import { choiceField, form, lookedUpField, option, timeField } from './form-parts.ts';

export const hoursTitle = 'My hours';

interface Carried {
  /** All that somebody takes part in, when it names none. */
  readonly about: { readonly engagement?: string };
  readonly responseUrl?: string;
}

interface Hours {
  readonly timeZone: string | undefined;
  /** As "18:00-08:00", or "none". */
  readonly quietHours: string;
}

/** Where somebody is, and when they are left alone. Pure. */
export function hoursForm(carried: Carried, { timeZone = '', quietHours }: Hours): ModalView {
  const { engagement } = carried.about;
  const zone = option(timeZone, timeZone);
  const [from = '', until = ''] = (quietHours === 'none' ? usualQuietHours : quietHours).split('-');
  return form({
    callback: 'hours',
    title: hoursTitle,
    submit: 'Save',
    carried,
    blocks: [
      paragraph(
        engagement === undefined
          ? 'For every engagement that you take part in.'
          : markup`For the engagement ${engagement}.`,
      ),
      lookedUpField({
        name: 'timeZone',
        label: 'Your time zone',
        hint: 'Type a part of it, such as Berlin.',
        ...(zone !== undefined && { initial: zone }),
      }),
      choiceField({
        name: 'quiet',
        label: 'When do messages wait for your morning?',
        options: [
          option('Between the times below, and on days on which nobody works', 'between') ?? [],
          option('Never: they come at any hour', 'never') ?? [],
        ].flat(),
        initial: quietHours === 'none' ? 'never' : 'between',
      }),
      timeField({ name: 'from', label: 'From', initial: from, isOptional: true }),
      timeField({
        name: 'until',
        label: 'Until',
        initial: until,
        isOptional: true,
        hint: 'Red flags, and issues that are critical or due on the same day, come at any hour.',
      }),
    ],
  });
}
