import type { View } from '../../src/engagement/view.ts';
import type { GateCode } from '../../src/playbook/codes.ts';
import { shelved } from '../support/play.ts';
import type { Stage } from '../support/play.ts';
import { given } from '../support/scenes.ts';
import type { SlackUserThere } from './slack-server.ts';

const isAsked = ({ waits }: View): boolean => waits.some(({ answeredBy }) => answeredBy === 'approveGate');

/** Given a gate at which everything is confirmed, and whose approvers are asked. */
export const atGate = (gate: GateCode): Stage => given(gate, {}, (view) => view.step === gate && isAsked(view));

/** Given the definitions of marketing reporting, each with its Yes, and nobody has signed. */
export function toBeSigned(): Stage {
  const book = shelved('marketing-reporting-pack');
  const stage = given('1c', { book });
  for (const { id, value } of book.definitions.terms)
    stage.act({
      kind: 'answerTerm',
      term: id,
      answer: 'yes',
      ...(value !== undefined && { value: value.options?.[0] ?? 'As of today' }),
    });
  return stage;
}

/** People of the event operations playbook, as Slack knows them: matched by address. */
export const users: Readonly<Record<string, SlackUserThere>> = {
  UARCHITECT: { email: 'architect@team.example' },
  UENGINEER: { email: 'Engineer@team.example' },
  UVP: { email: 'vp-marketing@customer.example' },
  UREVOPS: { email: 'revops@customer.example' },
  USTRANGER: { email: 'stranger@elsewhere.example' },
  UGONE: { email: 'engineer@team.example', deleted: true },
  UUNCONFIRMED: { email: 'engineer@team.example', confirmed: false },
  UOTHER: { email: 'engineer@team.example', team: 'T0OTHER' },
};
