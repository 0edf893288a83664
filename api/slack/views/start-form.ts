import type { KnownBlock, ModalView } from '@slack/types';
import { holds } from '../../../src/method/context.ts';
import type { Playbook } from '../../../src/playbook/schema.ts';
import type { StartBasics } from '../forms/start-form-fields.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { fitting, heading, paragraph } from '../../../src/messages/slack/parts.ts';
import {
  channelField,
  choiceField,
  form,
  instantField,
  lookedUpField,
  option,
  peopleField,
  textField,
} from './form-parts.ts';

/** The first page of `/engagement start`: all that does not depend on the playbook. Pure. */
export const startForm = (carried: { readonly responseUrl?: string }, customer?: string): ModalView =>
  form({
    callback: 'start',
    title: 'Start an engagement',
    submit: 'Next',
    carried,
    blocks: [
      textField({ name: 'customer', label: 'Customer', ...(customer !== undefined && { initial: customer }) }),
      lookedUpField({ name: 'playbook', label: 'Playbook' }),
      choiceField({
        name: 'type',
        label: 'Type',
        options: [
          option('Single: one project', 'single') ?? [],
          option('Dedicated: project after project, with check-ins', 'dedicated') ?? [],
        ].flat(),
      }),
      instantField({ name: 'kickoffAt', label: 'Kickoff', hint: 'In your own time zone.' }),
      lookedUpField({
        name: 'timeZone',
        label: 'Time zone of the engagement',
        hint: 'Type a part of it, such as Berlin.',
      }),
      lookedUpField({
        name: 'country',
        label: 'Country',
        hint: 'Its public holidays are no business days.',
        isOptional: true,
      }),
      lookedUpField({ name: 'previous', label: 'The engagement that it follows', isOptional: true }),
      channelField({
        name: 'slackChannel',
        label: 'A channel of its own',
        hint: 'What happens in it is said there, once the app is invited into the channel. Without one, it has a thread in the common channel, where there is one.',
        isOptional: true,
      }),
    ],
  });

export const roleField = (role: string): string => `role-${role}`;
export const flagField = (flag: string): string => `flag-${flag}`;

interface PeoplePage {
  readonly basics: StartBasics;
  readonly responseUrl?: string | undefined;
  /** Whoever fills it in. */
  readonly user: string;
}

/** The second page: what the playbook asks, and who takes part. Pure. */
export const startPeopleForm = (playbook: Playbook, { basics, responseUrl, user }: PeoplePage): ModalView =>
  form({
    callback: 'start-people',
    title: 'Start an engagement',
    submit: 'Start',
    carried: { basics, ...(responseUrl !== undefined && { responseUrl }) },
    blocks: fitting(
      [
        paragraph(markup`*${basics.customer}*: ${playbook.name}, ${basics.type}`),
        ...methodologyField(playbook),
        ...playbook.flags.map(({ id, question, default: isSo }) =>
          choiceField({
            name: flagField(id),
            label: question,
            options: [option('Yes', 'yes') ?? [], option('No', 'no') ?? []].flat(),
            initial: isSo ? 'yes' : 'no',
          }),
        ),
        heading('The team'),
        ...roleFields(playbook, basics, 'internal', user),
        heading('The customer'),
        ...roleFields(playbook, basics, 'customer', user),
      ],
      100,
    ),
  });

function methodologyField({ methodologies }: Playbook): KnownBlock[] {
  const options = methodologies.flatMap(({ id, name }) => option(name, id) ?? []);
  return options.length === 0
    ? []
    : [
        choiceField({
          name: 'methodology',
          label: 'Methodology',
          hint: 'It can be chosen later, in the alignment loop.',
          options,
          isOptional: true,
        }),
      ];
}

const roleFields = (playbook: Playbook, { type }: StartBasics, side: 'internal' | 'customer', user: string) =>
  playbook.roles
    .filter((role) => role.side === side)
    .map(({ id, name, needed }) => {
      const flags = Object.fromEntries(playbook.flags.map((flag) => [flag.id, flag.default]));
      const isNeeded = typeof needed === 'boolean' ? needed : holds(needed, { flags, type });
      const field = { name: roleField(id), label: name, isOptional: !isNeeded };
      if (side === 'internal') return peopleField({ ...field, ...(id === 'architect' && { initial: [user] }) });
      return textField({ ...field, isLong: true, most: 1000, hint: 'Name <address>, a line each.' });
    });
