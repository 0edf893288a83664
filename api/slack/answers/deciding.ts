import type { Ask } from '../click.ts';
import { gateName, itemsInWords } from '../../../src/messages/slack/engagement-words.ts';
import { cut, markup } from '../../../src/messages/slack/mrkdwn.ts';
import { signatureAsked } from '../views/signature.ts';
import type { Said } from '../slack-web.ts';
import { sent } from './acting.ts';
import type { Acting } from './acting.ts';
import { lateFor } from './gate.ts';

type Of<Kind extends Ask['kind']> = Extract<Ask, { readonly kind: Kind }>;

/** The decision at a gate. That it was decided already, and by whom, is said before anything else. */
export async function decide(acting: Acting, asked: Of<'decide'>): Promise<Said> {
  const { standing } = acting;
  const { gate, attempt, decision, reason, days } = asked;
  const late = lateFor(standing, asked);
  if (late !== undefined) return late;
  const command = {
    gate,
    attempt,
    decision,
    ...(reason !== undefined && { reason }),
    ...(days !== undefined && { days }),
  };
  const refusal = await sent(acting, 'decideGate', command);
  const label = standing.playbook?.gates[gate].decisions.find(({ id }) => id === decision)?.label ?? decision;
  return refusal ?? { text: markup`Decided: ${label}, at ${gateName(gate)} of ${standing.view.customer}.` };
}

export async function confirmItems(acting: Acting, asked: Of<'confirm-items'>): Promise<Said> {
  const { standing } = acting;
  const { gate, attempt, items, note } = asked;
  const late = lateFor(standing, asked);
  if (late !== undefined) return late;
  const refusal = await sent(acting, 'confirmGateItems', { gate, attempt, items, ...(note !== undefined && { note }) });
  const [first = '', ...more] = itemsInWords(standing, items);
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return (
    refusal ?? {
      text: markup`Confirmed at ${gateName(gate)} of ${standing.view.customer}: ${cut(first, 300)}${others}`,
    }
  );
}

export async function answerTerm(acting: Acting, asked: Of<'answer-term'>): Promise<Said> {
  const { term, answer, value, note } = asked;
  const command = { term, answer, ...(value !== undefined && { value }), ...(note !== undefined && { note }) };
  const refusal = await sent(acting, 'answerTerm', command);
  const name = acting.standing.playbook?.definitions.terms.find(({ id }) => id === term)?.name ?? term;
  return (
    refusal ?? {
      text: markup`Noted: ${answer === 'yes' ? 'Yes' : 'No'} to ${name}, in ${acting.standing.view.customer}.`,
    }
  );
}

/** Only what was shown is signed. Whether it is theirs to sign, and whether they have, is said by the command. */
export async function sign(acting: Acting, { wait, note }: Of<'sign'>): Promise<Said> {
  const { standing, person } = acting;
  const asked = signatureAsked(standing, person);
  if (asked !== undefined && asked.key !== wait)
    return {
      text: markup`Nothing was done. A term of ${standing.view.customer} was answered anew since this form was opened: /engagement show ${standing.view.id} shows what is to be signed now.`,
    };
  const refusal = await sent(acting, 'signDefinitions', note === undefined ? {} : { note });
  return refusal ?? { text: markup`Noted: you sign the definitions of ${standing.view.customer}.` };
}

export async function answerOffer(acting: Acting, asked: Of<'answer-offer'>): Promise<Said> {
  const { offer, answer, note } = asked;
  const refusal = await sent(acting, 'answerOffer', { offer, answer, ...(note !== undefined && { note }) });
  return (
    refusal ?? {
      text: markup`Noted: ${acting.standing.view.customer} answers the ${offer} with ${answer.replaceAll('-', ' ')}.`,
    }
  );
}
