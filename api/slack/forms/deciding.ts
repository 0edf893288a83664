import type { Shelf } from '../../../stores/playbook-shelf.ts';
import { carrying, decisionValue, gateItemsValue, offerValue, readValue, signValue, termValue } from '../click.ts';
import { asksForDays } from '../views/gate-decision.ts';
import { fieldsOf } from './filled.ts';
import type { Filled } from './filled.ts';
import { areWords, inWords, lostForm } from './sent-form.ts';
import type { SentForm } from './sent-form.ts';

const carried = {
  decision: carrying(decisionValue),
  items: carrying(gateItemsValue),
  term: carrying(termValue),
  sign: carrying(signValue),
  offer: carrying(offerValue),
};

/** The decision of a gate, with its reason. */
export function readDecision(shelf: Shelf, filled: Filled): SentForm {
  const kept = readValue(carried.decision, filled.private_metadata);
  const playbook = kept && shelf.byDigest(kept.about.playbook)?.playbook;
  const decision = kept && playbook?.gates[kept.about.gate].decisions.find(({ id }) => id === kept.about.decision);
  if (kept === undefined || playbook === undefined || decision === undefined) return { errors: { reason: lostForm } };
  const fields = fieldsOf(filled);
  const [reason, written] = [fields.text('reason'), fields.text('days')];
  const days = written !== undefined && /^[1-9]\d?$/.test(written) ? Number(written) : undefined;
  const mustSay = decision.effect !== 'advance' || reason !== undefined;
  const errors = {
    ...(mustSay && !areWords(reason ?? '') && { reason: inWords }),
    ...(asksForDays(playbook, decision) &&
      (days === undefined || days > 90) && { days: 'A whole number of days, please, from 1 to 90.' }),
  };
  if (Object.keys(errors).length > 0) return { errors };
  const { playbook: _digest, ...about } = kept.about;
  return {
    ask: {
      kind: 'decide',
      ...about,
      ...(reason !== undefined && { reason }),
      ...(asksForDays(playbook, decision) && days !== undefined && { days }),
    },
    responseUrl: kept.responseUrl,
  };
}

/** What was agreed in place of an item. */
export function readAgreement(filled: Filled): SentForm {
  const kept = readValue(carried.items, filled.private_metadata);
  if (kept === undefined) return { errors: { note: lostForm } };
  const note = fieldsOf(filled).text('note') ?? '';
  if (!areWords(note)) return { errors: { note: inWords } };
  return { ask: { kind: 'confirm-items', ...kept.about, note }, responseUrl: kept.responseUrl };
}

/** Yes or No to a term; a value that was chosen is told by its number. */
export function readTerm(shelf: Shelf, filled: Filled): SentForm {
  const kept = readValue(carried.term, filled.private_metadata);
  const terms = kept && shelf.byDigest(kept.about.playbook)?.playbook.definitions.terms;
  const term = terms?.find(({ id }) => id === kept?.about.term);
  if (kept === undefined || term === undefined) return { errors: { answer: lostForm } };
  const fields = fieldsOf(filled);
  const answer = fields.chosen('answer');
  if (answer !== 'yes' && answer !== 'no') return { errors: { answer: 'Choose Yes or No, please.' } };
  const options = term.value?.options ?? [];
  const value = options.length === 0 ? fields.text('value') : options[Number(fields.chosen('value') ?? Number.NaN)];
  if (answer === 'yes' && term.value !== undefined && value === undefined)
    return { errors: { value: 'This term needs a value with its Yes.' } };
  const note = fields.text('note');
  const { engagement } = kept.about;
  return {
    ask: {
      kind: 'answer-term',
      engagement,
      term: term.id,
      answer,
      ...(value !== undefined && { value }),
      ...(note !== undefined && { note }),
    },
    responseUrl: kept.responseUrl,
  };
}

/** The signature under the definitions. */
export function readSignature(filled: Filled): SentForm {
  const kept = readValue(carried.sign, filled.private_metadata);
  if (kept === undefined) return { errors: { note: lostForm } };
  const { engagement, wait } = kept.about;
  const note = fieldsOf(filled).text('note');
  return {
    ask: { kind: 'sign', engagement, wait, ...(note !== undefined && { note }) },
    responseUrl: kept.responseUrl,
  };
}

/** What the customer said to an offer. */
export function readOffer(filled: Filled): SentForm {
  const kept = readValue(carried.offer, filled.private_metadata);
  if (kept === undefined) return { errors: { answer: lostForm } };
  const fields = fieldsOf(filled);
  const answer = fields.chosen('answer');
  if (answer !== 'yes' && answer !== 'no' && answer !== 'project-instead')
    return { errors: { answer: 'Choose what the customer said, please.' } };
  const note = fields.text('note');
  return {
    ask: { kind: 'answer-offer', ...kept.about, answer, ...(note !== undefined && { note }) },
    responseUrl: kept.responseUrl,
  };
}
