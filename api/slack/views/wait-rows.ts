import type { KnownBlock } from '@slack/types';
import { heardInWords } from '../../../src/method/heard.ts';
import { rolesWith } from '../../../src/method/delegation.ts';
import type { Wait } from '../../../src/method/wait.ts';
import { waitButtons } from '../../../src/messages/wait-buttons.ts';
import { sinceInWords, waitInWords } from '../../../src/messages/slack/engagement-words.ts';
import type { Standing } from '../../../src/messages/slack/engagement-words.ts';
import { markup } from '../../../src/messages/slack/mrkdwn.ts';
import { paragraph } from '../../../src/messages/slack/parts.ts';

/** What somebody is waited for, by their own roles and by those that they stand in for. */
export function waitsFor({ view }: Standing, person: string): Wait[] {
  const roles = rolesWith(view, person);
  return view.waits.filter(({ who }) => who.some((role) => roles.includes(role)));
}

/** Of what one command answers, what somebody may say: what they are waited for. An architect notes what others said, and so does whoever stands in for one. */
export function answerableBy(standing: Standing, person: string, answeredBy: Wait['answeredBy']): Wait[] {
  const waits = isArchitect(standing, person) ? standing.view.waits : waitsFor(standing, person);
  return waits.filter((wait) => wait.answeredBy === answeredBy);
}

/** By own right, or in the place of one. */
export const isArchitect = ({ view }: Standing, person: string): boolean =>
  rolesWith(view, person).includes('architect');

/** Who is on it, who wants to be left alone until when, who answers for whom; nothing, where nothing was heard. */
export const heardLine = ({ view }: Standing, { heard = [] }: Wait): string =>
  heard.length === 0 ? '' : markup` (${heard.map((said) => heardInWords(view, said)).join('; ')})`;

/** What somebody is waited for, each with what they can say before they answer. Pure. */
export const waitRows = (standing: Standing, person: string, most: number): KnownBlock[] =>
  waitsFor(standing, person)
    .slice(0, most)
    .flatMap((wait) => [
      paragraph(
        markup`*Yours*: ${waitInWords(wait)}, ${sinceInWords(standing, wait.since)}` + heardLine(standing, wait),
      ),
      ...waitButtons({ engagement: standing.view.id, wait: wait.key }),
    ]);
