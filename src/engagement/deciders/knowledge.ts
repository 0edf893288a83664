import { dateOf } from '../../calendar/calendar.ts';
import { actionKey } from '../../method/actions.ts';
import type { Context } from '../../method/context.ts';
import { applicable, hasReached, rolesOf } from '../../method/context.ts';
import { openTerms, requiredSignatures } from '../../method/evidence.ts';
import type { EventBody } from '../events.ts';
import { named, refuse } from '../rejection.ts';
import type { Rejection } from '../rejection.ts';
import type { DocumentVersion } from '../state.ts';
import { inPlaceOf, inWords, rolesCounted, givenBefore } from './by-whom.ts';
import { among, forRolesOrTeam, forTeam, notThere } from './decider.ts';
import type { Deciders } from './decider.ts';

const versions: readonly DocumentVersion[] = ['v0', 'v1', 'v2', 'vFinal'];

type Kinds =
  | 'answerTerm'
  | 'signDefinitions'
  | 'chooseMethodology'
  | 'agreeTarget'
  | 'assignAction'
  | 'noteFact'
  | 'judgeFact'
  | 'publishDocument';

/** What is known and agreed: terms, signatures, targets, actions, facts, documents. */
export const knowledge: Deciders<Kinds> = {
  answerTerm: (context, { term: id, answer, value, by, note }) => {
    const { terms, signers } = context.playbook.definitions;
    const term = terms.find((candidate) => candidate.id === id);
    if (term === undefined)
      return notThere(
        id,
        terms.map((known) => known.id),
        'term',
      );
    const options = term.value?.options ?? [];
    if (answer === 'yes' && term.value !== undefined && value === undefined)
      return refuse(
        'invalid',
        `"${id}" needs a value with its Yes${options.length > 0 ? `, one of these: ${options.map((option) => `"${option}"`).join(', ')}` : '.'}`,
      );
    if (value !== undefined && options.length > 0 && !options.includes(value))
      return refuse(
        'invalid',
        `"${value}" is no value of "${id}". It is one of these: ${options.map((option) => `"${option}"`).join(', ')}`,
      );
    return (
      forRolesOrTeam(context, by, signers, 'Answering a term') ??
      overrules(context, id, by, signers) ?? [
        {
          kind: 'termAnswered',
          term: id,
          answer,
          ...(value !== undefined && { value }),
          ...(note !== undefined && { note }),
          ...inPlaceOf(context, by, signers),
        },
      ]
    );
  },

  // The document as a whole, by each of those who sign it, once every term has its Yes.
  signDefinitions: (context, { by, note }) => {
    const groups = requiredSignatures(context);
    const roles = groups.flatMap(({ anyOf }) => anyOf);
    if (roles.length === 0)
      return refuse('conflict', 'Nobody signs the definitions of this playbook: the answers to its terms are enough.');
    if (!rolesOf(context, by).some((role) => roles.includes(role)))
      return refuse('not-allowed', `${by} does not sign the definitions: ${named(roles)} do.`);
    const open = openTerms(context);
    if (open.length > 0)
      return refuse('conflict', `The definitions are signed once every term has its Yes. Still open: ${named(open)}.`);
    const signing = inPlaceOf(context, by, roles);
    const before = givenBefore(context.state.signatures, by, signing.onBehalfOf);
    if (before !== undefined)
      return refuse('conflict', `${inWords(before)} signed the definitions already. A person counts once.`);
    return [
      {
        kind: 'definitionsSigned',
        roles: rolesCounted(context, by, signing.onBehalfOf),
        ...(note !== undefined && { note }),
        ...signing,
      },
    ];
  },

  // Conditions of the playbook hang on it: once building is specified, it stays.
  chooseMethodology: (context, { methodology, by, note }) => {
    const known = context.playbook.methodologies.map(({ id }) => id);
    const refusal = among(methodology, known, 'methodology') ?? forTeam(context, by, 'Choosing the methodology');
    if (refusal !== undefined) return refusal;
    if (context.state.methodology === methodology)
      return refuse('conflict', `The methodology is ${methodology} already.`);
    if (hasReached(context, '2a'))
      return refuse(
        'conflict',
        `The methodology is chosen before 1d is passed; the engagement is in ${context.state.step}. Loop back to change it.`,
      );
    return [{ kind: 'methodologyChosen', methodology, ...(note !== undefined && { note }) }];
  },

  agreeTarget: (context, { metric, target, baseline, by, note }) => {
    const criteria = context.playbook.successCriteria;
    if (criteria === undefined) return refuse('conflict', 'This playbook asks for no success criteria.');
    const refusal =
      among(metric, criteria.metrics, 'metric with a target') ?? forTeam(context, by, 'Agreeing a target');
    if (refusal !== undefined) return refusal;
    const agreed = Object.keys(context.state.targets);
    if (!agreed.includes(metric) && agreed.length >= criteria.maximum)
      return refuse('conflict', `At most ${criteria.maximum} targets are agreed; there are ${named(agreed)}.`);
    return [
      {
        kind: 'targetAgreed',
        metric,
        target,
        ...(baseline !== undefined && { baseline }),
        ...(note !== undefined && { note }),
      },
    ];
  },

  assignAction: (context, { action, text, owner, due, by }) => {
    const known = context.playbook.roles.map(({ id }) => id);
    const refusal = among(owner, known, 'role') ?? forTeam(context, by, 'Assigning an action');
    if (refusal !== undefined) return refusal;
    if (context.state.tasks[actionKey(action)] !== undefined)
      return refuse('conflict', `The action "${action}" is done. Give a new one an id of its own.`);
    if (due < dateOf(context.now, context.state.calendar)) return refuse('invalid', `${due} is past.`);
    return [{ kind: 'actionAssigned', action, text, owner, due }];
  },

  noteFact: (context, { fact, text, by }) => {
    if (context.state.facts[fact] !== undefined)
      return refuse(
        'conflict',
        `"${fact}" is noted already, as ${context.state.facts[fact].standing}. Judge it instead.`,
      );
    return forTeam(context, by, 'Noting a fact') ?? [{ kind: 'factNoted', fact, text }];
  },

  // The kickoff validates: what was ASSUMED is CONFIRMED, or corrected, by somebody who knows.
  judgeFact: (context, { fact: id, standing, text }) => {
    const fact = context.state.facts[id];
    // What the prep should have found may be settled in a meeting before the prep is done: it is noted and judged at once.
    if (fact === undefined && context.playbook.prep.facts.some((asked) => asked.id === id)) {
      const said = text ?? id.replaceAll('-', ' ');
      return [
        { kind: 'factNoted', fact: id, text: said },
        { kind: 'factJudged', fact: id, standing, text: said },
      ];
    }
    if (fact === undefined)
      return refuse('not-there', `No fact "${id}" was noted. Noted: ${named(Object.keys(context.state.facts))}.`);
    if (fact.standing === standing && (text ?? fact.text) === fact.text)
      return refuse('conflict', `"${id}" is ${standing} already.`);
    return [{ kind: 'factJudged', fact: id, standing, text: text ?? fact.text }];
  },

  publishDocument: (context, { document: id, version, link, by }) => {
    const refusal = among(
      id,
      applicable(context, context.playbook.documents).map((known) => known.id),
      'document',
    );
    if (refusal !== undefined) return refusal;
    const published = context.state.documents[id];
    if (published?.version === 'vFinal' && version !== 'vFinal')
      return refuse('conflict', `"${id}" is at vFinal; ${version} would take it back.`);
    if (published !== undefined && versions.indexOf(version) < versions.indexOf(published.version))
      return refuse('conflict', `"${id}" is at ${published.version} already; versions only go up.`);
    return (
      forTeam(context, by, 'Publishing a document') ?? [
        { kind: 'documentPublished', document: id, version, ...(link !== undefined && { link }) },
      ]
    );
  },
};

/** Prep leaves findings behind: they are ASSUMED until somebody confirms them. EV-115. */
export const factsFrom = ({ playbook, state }: Context, keys: readonly string[]): EventBody[] =>
  playbook.prep.facts
    .filter(({ id, from }) => keys.includes(`prep/${from}`) && state.facts[id] === undefined)
    .map(({ id }) => ({ kind: 'factNoted', fact: id, text: id.replaceAll('-', ' ') }));

/** A signer's No is taken back by a signer: the team does not answer for them. */
function overrules(context: Context, term: string, by: string, signers: readonly string[]): Rejection | undefined {
  const before = context.state.terms[term];
  const signs = (person: string): boolean => rolesOf(context, person).some((role) => signers.includes(role));
  return before?.answer === 'no' && signs(before.onBehalfOf ?? before.by) && !signs(by)
    ? refuse(
        'not-allowed',
        `${before.by} said No to "${term}": only those who sign can change that (${named(signers)}).`,
      )
    : undefined;
}
