import type { Instant } from '../calendar/calendar.ts';
import { hasReached, nameOf } from './context.ts';
import type { Context } from './context.ts';
import { isNews, tell } from './duty.ts';
import type { MessageDuty } from './duty.ts';
import { missingSignatures, openTerms } from './evidence.ts';
import type { Wait } from './wait.ts';

/** The definition document: the customer answers every term before anything is built. It holds up 1d, not the kickoff. EV-116 to EV-123. */
export function definitionWaits(context: Context): Wait[] {
  const items = openTerms(context);
  if (items.length === 0) return missingSignatures(context).map((who) => signatureWait(context, who));
  const { signers } = context.playbook.definitions;
  const since = lastAnswered(context);
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

/** Once every term has its Yes, the document is signed by each of those who sign it. MK-150, RV-152, A27. */
function signatureWait(context: Context, who: readonly string[]): Wait {
  const since = lastAnswered(context);
  return {
    key: `definitions/signature-${who.join('-or-')}-${since}`,
    who,
    what: 'The definitions to be signed',
    answeredBy: 'signDefinitions',
    items: [context.playbook.definitions.document],
    since,
    chain: context.playbook.alignment.chain,
  };
}

/** Whoever signs is asked once there is something to sign. */
export const signatureRequests = (context: Context): MessageDuty[] =>
  hasReached(context, '1c') && !hasReached(context, '2a') && openTerms(context).length === 0
    ? missingSignatures(context).flatMap((who) => {
        const { key, since, items } = signatureWait(context, who);
        return tell(context, 'signature-request', {
          key: `${key}/asked`,
          to: who,
          at: since,
          items,
          why: 'Every term has its Yes: the definitions are to be signed',
        });
      })
    : [];

const lastAnswered = (context: Context): Instant =>
  Object.values(context.state.terms).reduce((latest, { at }) => (at > latest ? at : latest), kickoffHeld(context));

const kickoffHeld = ({ state }: Context): string => state.meetings['kickoff']?.heldAt ?? state.stepSince;

/** A No is told to the architect at once: it is an answer, and somebody has to find other words. EV-123 */
export const definitionNews = (context: Context): MessageDuty[] =>
  Object.entries(context.state.terms)
    .filter(([, { answer, at }]) => answer === 'no' && isNews(context, at))
    .flatMap(([term, { at, by, note }]) =>
      tell(context, 'term-refused', {
        key: `definitions/no-${term}-${at}`,
        to: ['architect'],
        at,
        items: [term],
        values: { by: nameOf(context, by), ...(note !== undefined && { reason: note }) },
        why: `${by} said No to ${term}`,
      }),
    );
