import type { KnownBlock, ModalView } from '@slack/types';
import type { Offer } from '../../../src/engagement/state.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { button, heading, paragraph, row } from '../../../src/messages/slack/parts.ts';
import type { OfferValue } from './deciding-values.ts';
import { choiceField, form, option, textField } from './form-parts.ts';
import { answerableBy } from './wait-rows.ts';

export const offers = ['upsell', 'downsell', 'retry'] as const satisfies readonly Offer[];

const inWords: Readonly<Record<Offer, string>> = {
  upsell: 'Managed services were offered',
  downsell: 'Another project was offered',
  retry: 'The retainer was offered once more',
};

/** The offer whose answer is waited for, for whoever is asked for it, and for the architect. */
function openOffer(standing: Standing, person: string): Offer | undefined {
  const [wait] = answerableBy(standing, person, 'answerOffer');
  return offers.find((offer) => wait?.key === `retention/${offer}-answer`);
}

/** The offer that is open, with a button that asks for what the customer said. Pure. */
export function offerBlocks(standing: Standing, person: string): KnownBlock[] {
  const offer = openOffer(standing, person);
  if (offer === undefined) return [];
  const value: OfferValue = { engagement: standing.view.id, offer };
  return [
    heading(`The ${offer}`),
    paragraph(markup`${inWords[offer]} to ${standing.view.customer}.`),
    ...row([button({ action: 'offer-answer', text: 'The answer …', value })]),
  ];
}

/** What the customer said to an offer; asked for with what follows, for it is never offered again. Pure. */
export const offerForm = (about: OfferValue, responseUrl?: string): ModalView =>
  form({
    callback: 'offer',
    title: `The ${about.offer}`,
    submit: 'Record',
    carried: { about, ...(responseUrl !== undefined && { responseUrl }) },
    blocks: [
      paragraph(
        markup`${inWords[about.offer]} in ${about.engagement}. The answer is final: what was answered is not offered again.`,
      ),
      choiceField({
        name: 'answer',
        label: 'What did the customer say?',
        options: [
          option('Yes', 'yes') ?? [],
          option('No', 'no') ?? [],
          about.offer === 'upsell' ? (option('No, but yes to another project', 'project-instead') ?? []) : [],
        ].flat(),
      }),
      textField({ name: 'note', label: 'What was said with it', isLong: true, isOptional: true }),
    ],
  });
