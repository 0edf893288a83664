import type { Context } from './context.ts';
import { openTerms } from './evidence.ts';
import type { Wait } from './wait.ts';

/** The definition document: the customer answers every term before anything is built. It holds up 1d, not the kickoff. EV-116 to EV-123. */
export function definitionWaits(context: Context): Wait[] {
  const items = openTerms(context);
  if (items.length === 0) return [];
  const { signers } = context.playbook.definitions;
  const answered = Object.keys(context.state.terms).length;
  const since = Object.values(context.state.terms).reduce(
    (latest, { at }) => (at > latest ? at : latest),
    kickoffHeld(context),
  );
  return [
    {
      key: `definitions/after-${answered}`,
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
