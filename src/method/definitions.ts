import type { Context } from './context.ts';
import { isNews, tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { openTerms } from './evidence.ts';
import type { Wait } from './wait.ts';

/** The definition document: the customer answers every term before anything is built. It holds up 1d, not the kickoff. EV-116 to EV-123. */
export function definitionWaits(context: Context): Wait[] {
  const items = openTerms(context);
  if (items.length === 0) return [];
  const { signers } = context.playbook.definitions;
  const since = Object.values(context.state.terms).reduce(
    (latest, { at }) => (at > latest ? at : latest),
    kickoffHeld(context),
  );
  return [
    {
      key: `definitions/since-${since}`,
      who: signers,
      what: 'Definitions to be answered with Yes',
      answeredBy: 'answerTerm',
      items,
      since,
      chain: context.playbook.alignment.chain,
    },
  ];
}

const kickoffHeld = ({ state }: Context): string => state.meetings['kickoff']?.heldAt ?? state.stepSince;

/** A No is told to the architect at once: it is an answer, and somebody has to find other words. EV-123 */
export const definitionNews = (context: Context): MessageDuty[] =>
  Object.entries(context.state.terms)
    .filter(([, { answer, at }]) => answer === 'no' && isNews(context, at))
    .flatMap(([term, { at, by }]) =>
      tell(context, 'term-refused', {
        key: `definitions/no-${term}-${at}`,
        to: ['architect'],
        at,
        items: [term],
        values: { by },
        why: `${by} said No to ${term}`,
      }),
    );
