import type { KnownBlock, ModalView } from '@slack/types';
import type { Wait } from '../../../src/method/wait.ts';
import type { Playbook } from '../../../src/playbook/schema.ts';
import { nameIn } from '../../../src/messages/texts.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { linkLines } from '../../../src/messages/slack/gate-approval.ts';
import { givenFor } from '../../../src/messages/slack/gate-standing.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { button, fitting, heading, lines, paragraph, row } from '../../../src/messages/slack/parts.ts';
import type { SignValue } from './deciding-values.ts';
import { form, textField } from './form-parts.ts';
import { waitsFor } from './wait-rows.ts';

/** Where somebody is waited for to sign: not once they have, or somebody has in their place, for a person counts once. */
export const signatureAsked = (standing: Standing, person: string): Wait | undefined =>
  givenFor(standing.view.signatures, person) === undefined
    ? waitsFor(standing, person).find(({ answeredBy }) => answeredBy === 'signDefinitions')
    : undefined;

/** The document that is to be signed, with what was answered to its terms, and a button. Pure. */
export function signatureBlocks(standing: Standing, person: string): KnownBlock[] {
  const { view, playbook } = standing;
  const wait = signatureAsked(standing, person);
  if (wait === undefined || playbook === undefined) return [];
  const { document, terms } = playbook.definitions;
  const link = view.documents[document]?.link;
  const value: SignValue = { engagement: view.id, wait: wait.key, playbook: view.playbook.digest };
  const answers = terms.map(({ id, name }) => {
    const chosen = view.terms[id]?.value;
    return markup`• ${name}: ${chosen ?? 'Yes'}`;
  });
  return [
    heading('Definitions to be signed'),
    paragraph(lines([markup`*${nameIn(playbook, document)}*: every term has its Yes.`, ...answers])),
    ...linkLines(standing, link === undefined ? {} : { [document]: link }),
    ...row([button({ action: 'definitions-sign', text: 'Sign …', value })]),
  ];
}

/** Says what is signed, term by term, before it is. Pure. */
export const signatureForm = (about: SignValue, playbook: Playbook, responseUrl?: string): ModalView =>
  form({
    callback: 'sign',
    title: 'Sign the definitions',
    submit: 'Sign',
    carried: { about, ...(responseUrl !== undefined && { responseUrl }) },
    blocks: fitting(
      [
        paragraph(
          markup`You sign the *${nameIn(playbook, playbook.definitions.document)}* of ${about.engagement} as a whole, with the values that its terms were answered with. This is final: it cannot be taken back, and what is built is built by it. Only if a term is answered anew is it signed anew, by everybody.`,
        ),
        textField({ name: 'note', label: 'What is to be said with it', isLong: true, isOptional: true }),
        ...playbook.definitions.terms.map(({ name, definition }) => paragraph(markup`*${name}*\n${definition}`)),
      ],
      100,
    ),
  });
