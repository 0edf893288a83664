import type { KnownBlock, ModalView } from '@slack/types';
import { textOf } from '../../../src/messages/texts.ts';
import type { Playbook } from '../../../src/playbook/schema.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { button, heading, lines, paragraph, remark } from '../../../src/messages/slack/parts.ts';
import type { TermValue } from './deciding-values.ts';
import { choiceField, form, option, textField } from './form-parts.ts';
import { answerableBy } from './wait-rows.ts';

export type Term = Playbook['definitions']['terms'][number];

/** The terms that are still to be answered with Yes, for whoever answers them, and for the architect, who may note what was said. */
const openTerms = (standing: Standing, person: string): readonly string[] =>
  answerableBy(standing, person, 'answerTerm').flatMap(({ items }) => items);

/** Each open term, with a button that asks for its answer. Pure. */
export function termRows(standing: Standing, person: string, most = 10): KnownBlock[] {
  const { view, playbook } = standing;
  const terms = openTerms(standing, person);
  if (terms.length === 0 || playbook === undefined) return [];
  return [
    heading('Definitions to be answered'),
    ...terms.slice(0, most).map((term) => {
      const value: TermValue = { engagement: view.id, term, playbook: view.playbook.digest };
      const before = view.terms[term]?.answer === 'no' ? ' (No, so far)' : '';
      return paragraph(
        markup`• ${textOf(playbook, term, playbook.definitions)}${before}`,
        button({ action: 'term-answer', text: 'Answer …', value }),
      );
    }),
    ...(terms.length > most ? [remark(markup`and ${terms.length - most} more, shown when these are answered`)] : []),
  ];
}

/** Yes or No to one term, with its value where it asks for one. Pure. */
export function termForm(about: TermValue, term: Term, responseUrl?: string): ModalView {
  const { value } = term;
  const options = value?.options ?? [];
  return form({
    callback: 'term',
    title: 'A definition',
    submit: 'Answer',
    carried: { about, ...(responseUrl !== undefined && { responseUrl }) },
    blocks: [
      paragraph(markup`*${term.name}*\n${term.definition}`),
      choiceField({
        name: 'answer',
        label: 'Does the customer approve of it?',
        options: [option('Yes', 'yes') ?? [], option('No', 'no') ?? []].flat(),
      }),
      ...(value === undefined ? [] : [paragraph(markup`${value.question}`)]),
      ...(options.length === 0 ? [] : [paragraph(lines(options.map((one, index) => markup`${index + 1}. ${one}`)))]),
      ...valueField(term),
      textField({ name: 'note', label: 'What was said with it', isLong: true, isOptional: true }),
    ],
  });
}

/** What may be chosen is shown in full above: a choice holds 75 characters. It is told by its number. */
function valueField({ value }: Term): KnownBlock[] {
  if (value === undefined) return [];
  const field = { name: 'value', label: 'With a Yes: which?', isOptional: true };
  const options = (value.options ?? []).flatMap((one, index) => option(`${index + 1}. ${one}`, String(index)) ?? []);
  return [
    options.length === 0 ? textField({ ...field, most: 3000, isLong: true }) : choiceField({ ...field, options }),
  ];
}
