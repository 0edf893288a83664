import type { GateCode } from '../codes.ts';
import { onlyWhere, roleNames, thresholdInWords } from '../in-words.ts';
import type { Playbook } from '../schema.ts';
import { listUnder, section } from './markdown.ts';
import type { Block } from './markdown.ts';

type Gate = Playbook['gates'][GateCode];
type Evidence = Exclude<NonNullable<Gate['items'][number]['evidence']>, readonly unknown[]>;

/** A sign-off: what must be true, who approves, what may be decided. */
export function gate(playbook: Playbook, code: GateCode): Block {
  const { purpose, items, approvals, decisions, chain } = playbook.gates[code];
  return section(4, 'Sign-off', [
    purpose,
    listUnder(
      'What must be true',
      items.map(
        ({ text, evidence, when, unlessAgreed }) =>
          `[ ] ${text}${restingOn(playbook, evidence)}${unlessAgreed === undefined ? '' : ` Or by agreement: ${unlessAgreed}`}${onlyWhere(when)}`,
      ),
    ),
    listUnder(
      `Who approves, each a person of their own (reminded on the chain "${chain}")`,
      approvals.map(({ anyOf, when }) => `${roleNames(playbook, anyOf, 'or')}${onlyWhere(when)}`),
    ),
    listUnder('What is decided', decisions.map(decided)),
  ]);
}

function decided(decision: Gate['decisions'][number]): string {
  const said = `**${decision.label}** ${leadsTo(decision)}: ${decision.text}`;
  const until =
    'resumesWhen' in decision && decision.resumesWhen !== undefined ? ` Goes on when: ${decision.resumesWhen}` : '';
  return `${said}${until}`;
}

function leadsTo(decision: Gate['decisions'][number]): string {
  switch (decision.effect) {
    case 'advance':
      return `(on to ${decision.to})`;
    case 'loop':
      return `(back to ${decision.to})`;
    case 'extend':
      return `(more hypercare, ${decision.to})`;
    case 'pause':
      return '(pause; approvals stay)';
    case 'hold':
      return `(on hold; first: ${decision.scopes}; then afresh)`;
  }
}

const restingOn = (playbook: Playbook, evidence: Gate['items'][number]['evidence']): string =>
  evidence === undefined
    ? ''
    : ` *(known from: ${[evidence]
        .flat()
        .map((one) => inWords(playbook, one))
        .join('; ')})*`;

function inWords({ documents, metrics }: Playbook, evidence: Evidence): string {
  if ('documents' in evidence)
    return `final ${evidence.documents.map((id) => documents.find((one) => one.id === id)?.name ?? id).join(', ')}`;
  if ('metric' in evidence) {
    const metric = metrics.find(({ id }) => id === evidence.metric);
    return `${metric?.name ?? evidence.metric} ${thresholdInWords(evidence.rule, metric?.unit ?? 'count')}`;
  }
  if ('tests' in evidence) return evidence.tests === 'team' ? 'the technical tests' : 'the tests of the customer';
  if ('meetings' in evidence) return `the meetings of ${evidence.meetings}`;
  if ('tasks' in evidence) return `the tasks of ${evidence.tasks}`;
  return Object.entries(evidence)
    .map(([what, state]) => `${what} ${state}`)
    .join(', ');
}
